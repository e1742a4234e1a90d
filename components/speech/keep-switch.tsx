import { SwitchRow } from "@/components/ui/switch";

/** Off unless somebody turns it on; not to be turned on where the workspace keeps no sound. */
export function KeepSwitch({ what, hours, checked, onChange }: { what: string; hours: number; checked: boolean; onChange(keep: boolean): void }) {
  if (hours === 0) return <SwitchRow label="Keep it" hint="This workspace keeps no sound. An admin can change that under Settings, Privacy." checked={false} disabled readOnly />;
  return <SwitchRow label={`Keep it for ${hours} ${hours === 1 ? "hour" : "hours"}`} hint={`${what}, for you alone. Off: nothing is stored.`} checked={checked} onChange={(event) => onChange(event.target.checked)} />;
}
