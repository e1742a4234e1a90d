"use client";
import { Sheet } from "@/components/ui/sheet";
import { SwitchRow } from "@/components/ui/switch";
import { callKeys, useKeysSwitch } from "./use-call-keys";

/** The keys of the call, and the switch that turns them off. */
export function CallKeys({ open, onOpenChange }: { open: boolean; onOpenChange(open: boolean): void }) {
  const [on, setOn] = useKeysSwitch();
  return (
    <Sheet open={open} onOpenChange={onOpenChange} title="Keys of the call" description="They work while a call runs and no field has the focus.">
      <dl className="grid grid-cols-[auto_1fr] items-baseline gap-x-4 gap-y-2">
        {callKeys.map(({ keys, does }) => <div key={does} className="contents"><dt>{keys.map((key) => <kbd key={key}>{key}</kbd>)}</dt><dd>{does}</dd></div>)}
      </dl>
      <div className="mt-4"><SwitchRow label="Single keys" hint="Switch them off where speech input or a screen reader needs the letters." checked={on} onChange={(event) => setOn(event.target.checked)} /></div>
    </Sheet>
  );
}
