import Link from "next/link";
import type { AuditEvent } from "@/lib/audit/schema";
import { AuditFilter } from "./audit-filter";
import { AuditTable } from "./audit-table";

/** One page of a log at `path`, its filter, and the way to what is older. */
export function AuditLog({ path, exportPath, action, events, nextCursor }: { path: string; exportPath: string | null; action: string; events: AuditEvent[]; nextCursor: string | null }) {
  const more = new URLSearchParams({ ...(action ? { action } : {}), ...(nextCursor ? { cursor: nextCursor } : {}) });
  return (
    <>
      <AuditFilter action={action} exportPath={exportPath} />
      <AuditTable events={events} />
      {nextCursor ? <p className="mt-4"><Link href={`${path}?${more}`}>Older</Link></p> : null}
    </>
  );
}
