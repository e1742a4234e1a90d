import type { Metadata } from "next";
import Link from "next/link";
import "@/components/usage/usage.css";
import { UsageMeters } from "@/components/usage/usage-meters";
import { monthOf } from "@/components/usage/usage-words";
import { requirePageActor } from "@/lib/api/page";
import { getUsage } from "@/lib/billing/service";

export const metadata: Metadata = { title: "Usage" };

export default async function UsagePage() {
  const ctx = await requirePageActor("/usage");
  const usage = await getUsage(ctx);
  return (
    <div className="wrap page">
      <div className="page-head"><h1 className="title">Usage</h1></div>
      <p className="soft mb-8 max-w-2xl">{monthOf(usage)}, with the plan <strong className="font-medium text-ink">{usage.plan}</strong>. <Link href="/docs/limits#plans">What each plan allows</Link>{ctx.actor.platformAdmin ? <> or <Link href="/admin/workspaces">give a workspace another</Link></> : null}.</p>
      <UsageMeters usage={usage} />
    </div>
  );
}
