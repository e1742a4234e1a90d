import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { BetaInvites } from "@/components/admin/beta-invites";
import { requirePageActor } from "@/lib/api/page";
import { listBetaInvites } from "@/lib/invites/service";

export const metadata: Metadata = { title: "Invites" };

export default async function AdminInvitesPage() {
  const ctx = await requirePageActor("/admin/invites");
  if (!ctx.actor.platformAdmin) notFound();
  return <BetaInvites first={await listBetaInvites(ctx)} />;
}
