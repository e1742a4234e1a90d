import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { AuditFilter } from "@/components/settings/audit-filter";
import { AuditTable } from "@/components/settings/audit-table";
import { requirePageActor } from "@/lib/api/page";
import { auditQuery } from "@/lib/audit/schema";
import { listAllAudit } from "@/lib/audit/service";

export const metadata: Metadata = { title: "Audit log" };

export default async function AdminAuditPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const ctx = await requirePageActor("/admin/audit");
  if (!ctx.actor.platformAdmin) notFound();
  const { action, cursor } = await searchParams;
  const asked = auditQuery.safeParse({ ...(action ? { action } : {}), ...(cursor ? { cursor } : {}) });
  const query = asked.success ? asked.data : auditQuery.parse({});
  const { items, nextCursor } = await listAllAudit(ctx, query);
  const chosen = query.action ?? "";
  const more = new URLSearchParams({ ...(chosen ? { action: chosen } : {}), ...(nextCursor ? { cursor: nextCursor } : {}) });
  return (
    <>
      <h2 className="head mb-3">Who did what, in every workspace</h2>
      <AuditFilter action={chosen} exportPath={null} />
      <AuditTable events={items} />
      {nextCursor ? <p className="mt-4"><Link href={`/admin/audit?${more}`}>Older</Link></p> : null}
    </>
  );
}
