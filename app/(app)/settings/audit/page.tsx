import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AuditLog } from "@/components/settings/audit-log";
import { requirePageActor } from "@/lib/api/page";
import { auditQueryOf } from "@/lib/audit/schema";
import { listAudit } from "@/lib/audit/service";
import { atLeast } from "@/lib/platform/ctx";

export const metadata: Metadata = { title: "Audit log" };

export default async function AuditPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const ctx = await requirePageActor("/settings/audit");
  if (!atLeast(ctx.actor.role, "admin")) notFound();
  const query = auditQueryOf(await searchParams);
  const { items, nextCursor } = await listAudit(ctx, query);
  const action = query.action ?? "";
  return (
    <section aria-labelledby="h-audit">
      <h2 className="head mb-3" id="h-audit">Who did what</h2>
      <AuditLog path="/settings/audit" exportPath={`/api/v1/audit-events/export${action ? `?action=${action}` : ""}`} action={action} events={items} nextCursor={nextCursor} />
    </section>
  );
}
