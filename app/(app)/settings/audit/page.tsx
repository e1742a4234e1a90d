import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { AuditFilter } from "@/components/settings/audit-filter";
import { AuditTable } from "@/components/settings/audit-table";
import { requirePageActor } from "@/lib/api/page";
import { auditQuery } from "@/lib/audit/schema";
import { listAudit } from "@/lib/audit/service";
import { atLeast } from "@/lib/platform/ctx";

export const metadata: Metadata = { title: "Audit log" };

export default async function AuditPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const ctx = await requirePageActor("/settings/audit");
  if (!atLeast(ctx.actor.role, "admin")) notFound();
  const { action, cursor } = await searchParams;
  const asked = auditQuery.safeParse({ ...(action ? { action } : {}), ...(cursor ? { cursor } : {}) });
  const query = asked.success ? asked.data : auditQuery.parse({});
  const { items, nextCursor } = await listAudit(ctx, query);
  const chosen = query.action ?? "";
  const more = new URLSearchParams({ ...(chosen ? { action: chosen } : {}), ...(nextCursor ? { cursor: nextCursor } : {}) });
  return (
    <section aria-labelledby="h-audit">
      <h2 className="head mb-3" id="h-audit">Who did what</h2>
      <AuditFilter action={chosen} exportPath={`/api/v1/audit-events/export${chosen ? `?action=${chosen}` : ""}`} />
      <AuditTable events={items} />
      {nextCursor ? <p className="mt-4"><Link href={`/settings/audit?${more}`}>Older</Link></p> : null}
    </section>
  );
}
