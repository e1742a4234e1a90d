"use client";
import { useId, useState, type FormEvent } from "react";
import { formText } from "@/components/auth/form-text";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { AgentVersion } from "@/lib/agents/schema";
import { messageOf } from "@/lib/sdk/client";
import { publishAgent } from "./agent-requests";
import type { DraftSaver } from "./draft-saver";

export interface PublishDialogProps { agentId: string; next: number; saver: DraftSaver; onPublished(version: AgentVersion): void }

export function PublishDialog({ agentId, next, saver, onPublished }: PublishDialogProps) {
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const formId = useId();

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const note = formText(new FormData(event.currentTarget), "note").trim();
    if (busy) return;
    setBusy(true);
    try {
      if (!(await saver.flush())) return setFault("The draft is not saved. Close this, see why above the tabs, and publish again.");
      const version = await publishAgent(agentId, note, saver.state().revision);
      setOpen(false);
      setFault(null);
      onPublished(version);
    } catch (error) { setFault(messageOf(error)); } finally { setBusy(false); }
  };

  return (
    <Dialog open={open} onOpenChange={(shown) => { setOpen(shown); setFault(null); }} title={`Publish v${next}`} description="Callers get the draft, with what it knows, from their next call on. Calls that run go on as they began."
      trigger={<Button kind="ink">Publish v{next}</Button>}
      actions={<><DialogClose><Button>Cancel</Button></DialogClose><Button kind="ink" type="submit" form={formId} busy={busy && "Publishing"}>Publish v{next}</Button></>}>
      <form id={formId} onSubmit={submit} noValidate><Field label="What changed" hint="Optional; for the list of versions." error={fault}><Input name="note" maxLength={400} autoComplete="off" /></Field></form>
    </Dialog>
  );
}
