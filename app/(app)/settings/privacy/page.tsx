import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { PrivacyForm } from "@/components/settings/privacy-form";
import { requirePageActor } from "@/lib/api/page";
import { atLeast } from "@/lib/platform/ctx";
import { privacyOf } from "@/lib/workspaces/service";

export const metadata: Metadata = { title: "Privacy" };

export default async function PrivacySettingsPage() {
  const ctx = await requirePageActor("/settings/privacy");
  if (!atLeast(ctx.actor.role, "admin")) notFound();
  return (
    <section aria-labelledby="h-privacy" className="grid gap-6">
      <h2 className="head" id="h-privacy">What this workspace keeps of calls</h2>
      <PrivacyForm workspaceId={ctx.actor.workspaceId} first={await privacyOf(ctx, ctx.actor.workspaceId)} />
      <p className="hint"><Link href="/privacy">What this installation keeps, and for how long</Link></p>
    </section>
  );
}
