"use client";
import { useState, type FormEvent } from "react";
import { formText } from "@/components/auth/form-text";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useToast } from "@/components/ui/toast";
import type { PrivacySettings } from "@/lib/workspaces/schema";
import { api } from "@/lib/sdk/client";
import { fieldFaults, type FieldFaults } from "./field-faults";

export function PrivacyForm({ workspaceId, first }: { workspaceId: string; first: PrivacySettings }) {
  const [faults, setFaults] = useState<FieldFaults>({});
  const [busy, setBusy] = useState(false);
  const say = useToast();
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const body = { retentionDays: Number(formText(form, "retentionDays")), recordingHours: Number(formText(form, "recordingHours")), redact: form.get("redact") === "on" };
    if (busy) return;
    if (!(Number.isInteger(body.retentionDays) && body.retentionDays >= 1 && body.retentionDays <= 365)) return setFaults({ retentionDays: "A whole number of days, from 1 to 365." });
    if (!(Number.isInteger(body.recordingHours) && body.recordingHours >= 0 && body.recordingHours <= 24)) return setFaults({ recordingHours: "A whole number of hours, from 0 to 24." });
    setBusy(true);
    try {
      await api.request("PUT", `/api/v1/workspaces/${encodeURIComponent(workspaceId)}/privacy`, { body });
      setFaults({});
      say("Saved");
    } catch (error) { setFaults(fieldFaults(error, ["retentionDays", "recordingHours"])); }
    setBusy(false);
  };
  return (
    <form onSubmit={submit} noValidate className="grid max-w-xl gap-6">
      <Field label="Days that words of calls are kept" hint="Then words, tools’ results and messages for people are deleted; lengths and timings stay." error={faults.retentionDays}><Input name="retentionDays" inputMode="numeric" defaultValue={String(first.retentionDays)} className="max-w-28" /></Field>
      <Field label="Hours that sound is kept" hint="At most 24; longer is not to be had. 0: no sound is kept, whatever a caller ticks. A shorter time holds for what is there, too." error={faults.recordingHours}><Input name="recordingHours" inputMode="numeric" defaultValue={String(first.recordingHours)} className="max-w-28" /></Field>
      <label className="flex items-start gap-2"><input type="checkbox" name="redact" defaultChecked={first.redact} className="mt-1 size-4 accent-ink" /><span>Take e-mail addresses, phone and card numbers out of words before they are kept<span className="hint block">What an agent passes on to a person stays whole: a number to call back is what it is for.</span></span></label>
      <Button type="submit" kind="ink" className="justify-self-start" busy={busy && "Saving"}>Save</Button>
    </form>
  );
}
