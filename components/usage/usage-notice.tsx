import Link from "next/link";
import { Note } from "@/components/ui/note";
import type { QuotaName, Usage } from "@/lib/billing/schema";
import { strainsOf } from "./usage-words";

/** What of the plan is used up or nearly, where that matters; nothing where there is room. */
export function UsageNotice({ usage, names, className }: { usage: Usage; names: readonly QuotaName[]; className?: string }) {
  const strains = strainsOf(usage, names);
  if (strains.length === 0) return null;
  return (
    <div className={className}>
      <div className="grid gap-2">
        {strains.map(({ name, title, cure }) => <Note key={name} kind="thinking" title={title}>{cure} <Link href="/usage">See the usage</Link></Note>)}
      </div>
    </div>
  );
}
