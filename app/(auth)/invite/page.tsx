import type { Metadata } from "next";
import { AcceptInvite } from "@/components/auth/accept-invite";
import { pageActor } from "@/lib/api/page";
import { getMe } from "@/lib/identity/service";
import { ctxFor } from "@/lib/platform/ctx";

export const metadata: Metadata = { title: "You are invited", referrer: "no-referrer", robots: { index: false } };

export default async function InvitePage() {
  const actor = await pageActor();
  const email = actor?.kind === "user" ? (await getMe(ctxFor(actor))).email : null;
  return <><h1 className="title">You are invited</h1><AcceptInvite email={email} /></>;
}
