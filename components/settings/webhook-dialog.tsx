"use client";
import { useId, useState, type FormEvent, type ReactNode } from "react";
import { formText } from "@/components/auth/form-text";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { webhookEventTypeNames, webhookEventTypes, type NewWebhook, type Webhook } from "@/lib/webhooks/schema";
import { api } from "@/lib/sdk/client";
import { fieldFaults, type FieldFaults } from "./field-faults";

/** Adds an address, or changes the one that is held. */
export function WebhookDialog({ held, trigger, onKept }: { held: Webhook | null; trigger: ReactNode; onKept(webhook: Webhook | NewWebhook): void }) {
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [faults, setFaults] = useState<FieldFaults>({});
  const formId = useId();
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const url = formText(form, "url").trim();
    const body = { url, description: formText(form, "description").trim(), eventTypes: form.getAll("eventType") };
    if (busy) return;
    if (!URL.canParse(url)) return setFaults({ url: "This is no address. One looks like https://example.org/parley." });
    if (body.eventTypes.length === 0) return setFaults({ eventTypes: "Choose at least one." });
    setBusy(true);
    try {
      const kept = held ? await api.request<Webhook>("PATCH", `/api/v1/webhooks/${encodeURIComponent(held.id)}`, { body }) : await api.request<NewWebhook>("POST", "/api/v1/webhooks", { body });
      setOpen(false);
      setFaults({});
      onKept(kept);
    } catch (error) { setFaults(fieldFaults(error, ["url", "description", "eventTypes"])); }
    setBusy(false);
  };
  return (
    <Dialog open={open} onOpenChange={(shown) => { setOpen(shown); setFaults({}); }} title={held ? "Change this webhook" : "New webhook"} trigger={trigger}
      actions={<><DialogClose><Button>Cancel</Button></DialogClose><Button kind="ink" type="submit" form={formId} busy={busy && "Keeping it"}>{held ? "Keep the change" : "Add the webhook"}</Button></>}>
      <form id={formId} onSubmit={submit} noValidate className="grid gap-5">
        <Field label="Address" hint="Events are posted to it over https." error={faults.url ?? null}><Input name="url" type="url" inputMode="url" maxLength={1_000} autoComplete="off" autoCapitalize="none" spellCheck={false} autoFocus defaultValue={held?.url ?? ""} placeholder="https://example.org/parley" /></Field>
        <Field label="What it is for" hint="May be left empty." error={faults.description ?? null}><Input name="description" maxLength={120} autoComplete="off" defaultValue={held?.description ?? ""} /></Field>
        <fieldset aria-describedby={faults.eventTypes ? `${formId}-types` : undefined}>
          <legend>Tell it when</legend>
          <ul className="grid gap-1 pt-1">{webhookEventTypeNames.map((type) => (
            <li key={type}><label className="inline-flex items-start gap-2 py-1"><input type="checkbox" name="eventType" value={type} defaultChecked={held ? held.eventTypes.includes(type) : type === "conversation.ended"} className="mt-1 size-4 shrink-0 accent-ink" /><span>{webhookEventTypes[type]} <span className="code faint">{type}</span></span></label></li>
          ))}</ul>
          {faults.eventTypes ? <p className="small text-error" id={`${formId}-types`} role="alert">{faults.eventTypes}</p> : null}
        </fieldset>
      </form>
    </Dialog>
  );
}
