import type { Metadata } from "next";
import { Invites } from "@/components/settings/invites";
import { Members } from "@/components/settings/members";
import { requirePageActor } from "@/lib/api/page";
import { listInvites } from "@/lib/invites/service";
import { atLeast } from "@/lib/platform/ctx";
import { listMembers } from "@/lib/workspaces/service";

export const metadata: Metadata = { title: "Members" };

export default async function MembersPage() {
  const ctx = await requirePageActor("/settings/members");
  const isAdmin = atLeast(ctx.actor.role, "admin");
  const [members, invites] = await Promise.all([listMembers(ctx), isAdmin ? listInvites(ctx) : { items: [], nextCursor: null }]);
  const isOwner = ctx.actor.role === "owner";
  return <div className="grid gap-12"><Members first={members} mayChange={isAdmin} isOwner={isOwner} />{isAdmin ? <Invites first={invites} most={isOwner ? "owner" : "admin"} /> : null}</div>;
}
