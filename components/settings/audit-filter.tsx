import { Button, buttonClass } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { auditActions } from "@/lib/audit/schema";

/** A plain form: what is filtered is in the address, and can be passed on. */
export function AuditFilter({ action, exportPath }: { action: string; exportPath: string | null }) {
  return (
    <form method="get" className="mb-5 flex flex-wrap items-end gap-3">
      <div className="field"><label htmlFor="audit-action">What</label><Select id="audit-action" name="action" defaultValue={action}><option value="">Everything</option>{Object.entries(auditActions).map(([value, says]) => <option key={value} value={value}>{says}</option>)}</Select></div>
      <Button type="submit">Show</Button>
      {exportPath ? <a className={buttonClass()} href={exportPath} download>Export as CSV</a> : null}
    </form>
  );
}
