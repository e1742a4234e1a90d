"use client";
import Plus from "lucide-react/icons/plus";
import { useRouter } from "next/navigation";
import { useId, useState, type FormEvent } from "react";
import { formText } from "@/components/auth/form-text";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { messageOf } from "@/lib/sdk/client";
import { createAgent } from "./agent-requests";

/** What the list of templates needs of one. */
export interface TemplateChoice { name: string; title: string; description: string; facts: number }

export function NewAgentDialog({ templates, label = "New agent" }: { templates: readonly TemplateChoice[]; label?: string }) {
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const [template, setTemplate] = useState("");
  const router = useRouter();
  const formId = useId();

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = formText(new FormData(event.currentTarget), "name").trim();
    if (busy) return;
    if (!name) return setFault("Give the agent a name.");
    setBusy(true);
    try {
      const made = await createAgent({ name, ...(template ? { template } : {}) });
      router.push(`/agents/${made.id}`);
    } catch (error) { setFault(messageOf(error)); setBusy(false); }
  };

  return (
    <Dialog open={open} onOpenChange={(next) => { setOpen(next); setFault(null); }} title="New agent"
      trigger={<Button kind="ink"><Plus className="icon" aria-hidden />{label}</Button>}
      actions={<><DialogClose><Button>Cancel</Button></DialogClose><Button kind="ink" type="submit" form={formId} busy={busy && "Making it"}>Make the agent</Button></>}>
      <form id={formId} onSubmit={submit} noValidate className="grid gap-5">
        <Field label="Name" hint="What it calls itself, and what callers see." error={fault}><Input name="name" maxLength={80} autoComplete="off" autoFocus /></Field>
        <fieldset>
          <legend>Begin with</legend>
          <ul className="pick mt-2">
            <Choice id="" title="Nothing" hint="Empty instructions, no facts." chosen={template} onChoose={setTemplate} />
            {templates.map((one) => <Choice key={one.name} id={one.name} title={one.title} hint={`${one.description} ${one.facts} facts.`} chosen={template} onChoose={setTemplate} />)}
          </ul>
        </fieldset>
      </form>
    </Dialog>
  );
}

function Choice({ id, title, hint, chosen, onChoose }: { id: string; title: string; hint: string; chosen: string; onChoose(id: string): void }) {
  const own = useId();
  return <li><input type="radio" name="template" id={own} checked={chosen === id} onChange={() => onChoose(id)} /><label htmlFor={own}><b className="font-medium">{title}</b><small>{hint}</small></label></li>;
}
