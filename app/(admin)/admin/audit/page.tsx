import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AuditLog } from "@/components/settings/audit-log";
import { requirePageActor } from "@/lib/api/page";
import { auditQueryOf } from "@/lib/audit/schema";
import { listAllAudit } from "@/lib/audit/service";

export const metadata: Metadata = { title: "Audit log" };

export default async function AdminAuditPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const ctx = await requirePageActor("/admin/audit");
  if (!ctx.actor.platformAdmin) notFound();
  const query = auditQueryOf(await searchParams);
  const { items, nextCursor } = await listAllAudit(ctx, query);
  const action = query.action ?? "";
  return (
    <>
      <h2 className="head mb-3">Who did what, in every workspace</h2>
      <AuditLog path="/admin/audit" exportPath={null} action={action} events={items} nextCursor={nextCursor} />
    </>
  );
}
