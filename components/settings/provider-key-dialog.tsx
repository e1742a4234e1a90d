"use client";
import { useId, useState, type FormEvent } from "react";
import { formText } from "@/components/auth/form-text";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { KeyedProvider, ProviderKey } from "@/lib/provider-keys/schema";
import { api } from "@/lib/sdk/client";
import { fieldFaults, type FieldFaults } from "./field-faults";

export const providerNames: Record<KeyedProvider, string> = { openai: "OpenAI or compatible", google: "Google Cloud speech" };
const keyHints: Record<KeyedProvider, string> = {
  openai: "As the provider shows it once, such as sk-…", google: "An API key that may use Text-to-Speech and Speech-to-Text, such as AIza…",
};

/** Takes a key in; it leaves the page with the request and does not come back. */
export function ProviderKeyDialog({ provider, held, onSet }: { provider: KeyedProvider; held: ProviderKey | null; onSet(key: ProviderKey): void }) {
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [faults, setFaults] = useState<FieldFaults>({});
  const formId = useId();
  const name = providerNames[provider];
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const key = formText(form, "key").trim();
    const baseUrl = formText(form, "baseUrl").trim() || null;
    if (busy) return;
    if (!key) return setFaults({ key: "Paste the key." });
    if (baseUrl && !URL.canParse(baseUrl)) return setFaults({ baseUrl: "This is no address. One looks like https://models.example.org/v1." });
    setBusy(true);
    try {
      const kept = await api.request<ProviderKey>("PUT", "/api/v1/provider-keys", { body: { provider, key, baseUrl } });
      setOpen(false);
      setFaults({});
      onSet(kept);
    } catch (error) { setFaults(fieldFaults(error, ["key", "baseUrl"])); }
    setBusy(false);
  };
  return (
    <Dialog open={open} onOpenChange={(shown) => { setOpen(shown); setFaults({}); }} title={held ? `Replace the key for ${name}` : `Set a key for ${name}`} trigger={<Button aria-label={held ? `Replace the key for ${name}` : `Set a key for ${name}`}>{held ? "Replace" : "Set a key"}</Button>}
      actions={<><DialogClose><Button>Cancel</Button></DialogClose><Button kind="ink" type="submit" form={formId} busy={busy && "Keeping it"}>Keep the key</Button></>}>
      <form id={formId} onSubmit={submit} noValidate className="grid gap-5">
        <Field label="Key" hint={keyHints[provider]} error={faults.key ?? null}><Input name="key" type="password" maxLength={500} autoComplete="off" spellCheck={false} autoFocus /></Field>
        {provider === "openai" ? <Field label="Address of the server" hint="Empty for OpenAI. The key is sent to this server and to no other; another address needs the key again." error={faults.baseUrl ?? null}><Input name="baseUrl" type="url" inputMode="url" maxLength={400} autoComplete="off" autoCapitalize="none" spellCheck={false} defaultValue={held?.baseUrl ?? ""} placeholder="https://models.example.org/v1" /></Field> : null}
      </form>
    </Dialog>
  );
}
