"use client";
import { useId, useState, type FormEvent } from "react";
import { formText } from "@/components/auth/form-text";
import { CopyButton } from "@/components/shell/copy-button";
import { LocalTime } from "@/components/shell/local-time";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Note } from "@/components/ui/note";
import { useToast } from "@/components/ui/toast";
import type { ApiKey, NewApiKey } from "@/lib/identity/schema";
import { api, messageOf } from "@/lib/sdk/client";

export interface ScopeChoice { scope: ApiKey["scopes"][number]; says: string }

export function ApiKeys({ first, scopes }: { first: ApiKey[]; scopes: readonly ScopeChoice[] }) {
  const [keys, setKeys] = useState(first);
  const [made, setMade] = useState<NewApiKey | null>(null);
  const [doomed, setDoomed] = useState<ApiKey | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const say = useToast();

  const revoke = async (key: ApiKey) => {
    try {
      await api.request("DELETE", `/api/v1/api-keys/${encodeURIComponent(key.id)}`);
      setKeys((before) => before.filter(({ id }) => id !== key.id));
      if (made?.id === key.id) setMade(null);
      setFault(null);
      say(`“${key.name}” is revoked`);
    } catch (error) { setFault(messageOf(error)); }
    setDoomed(null);
  };

  return (
    <section aria-labelledby="h-keys">
      <div className="page-head"><h2 className="head flex-1" id="h-keys">API keys</h2><NewKeyDialog scopes={scopes} onMade={(key) => { setMade(key); const { key: _secret, ...row } = key; setKeys((before) => [row, ...before]); }} /></div>
      {made ? <Note title={`“${made.name}” is made. Copy it now: it is shown this once.`} className="mb-5"><p className="flex items-center gap-2 pt-1"><code className="code break-all text-ink" data-testid="new-key">{made.key}</code><CopyButton text={made.key} label="Copy key" /></p></Note> : null}
      {fault ? <Note kind="error" className="mb-4" title={fault} /> : null}
      {keys.length === 0 ? <p className="soft">No keys. A program needs one to talk to your agents or to change them.</p> : (
        <table className="table list">
          <thead><tr><th scope="col">Key</th><th scope="col" className="wide">May</th><th scope="col" className="wide">Last used</th><th scope="col"><span className="sr">Actions</span></th></tr></thead>
          <tbody>
            {keys.map((key) => (
              <tr key={key.id}>
                <th scope="row">{key.name} <span className="num faint">…{key.lastFour}</span><span className="hint block">Made <LocalTime at={key.createdAt} form="day" />{key.expiresAt ? <>, ends <LocalTime at={key.expiresAt} form="day" /></> : null}</span></th>
                <td className="wide small">{key.scopes.length === scopes.length ? "everything" : key.scopes.join(", ")}</td>
                <td className="wide num">{key.lastUsedAt ? <LocalTime at={key.lastUsedAt} /> : "never"}</td>
                <td className="r"><Button size="small" aria-label={`Revoke ${key.name}`} onClick={() => setDoomed(key)}>Revoke</Button></td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Dialog open={doomed !== null} onOpenChange={(open) => { if (!open) setDoomed(null); }} title={`Revoke “${doomed?.name ?? ""}”?`} description="Programs that use it are refused within seconds, and their calls end. This cannot be undone."
        actions={<><DialogClose><Button>Keep it</Button></DialogClose><Button kind="ink" onClick={() => { if (doomed) void revoke(doomed); }}>Revoke the key</Button></>}><></></Dialog>
    </section>
  );
}

function NewKeyDialog({ scopes, onMade }: { scopes: readonly ScopeChoice[]; onMade(key: NewApiKey): void }) {
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<{ name?: string; scopes?: string } | null>(null);
  const formId = useId();
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const name = formText(form, "name").trim();
    const chosen = form.getAll("scope");
    if (busy) return;
    if (!name) return setFault({ name: "Give it a name, such as the program it is for." });
    if (chosen.length === 0) return setFault({ scopes: "Choose at least one." });
    setBusy(true);
    try {
      onMade(await api.request<NewApiKey>("POST", "/api/v1/api-keys", { body: { name, scopes: chosen } }));
      setOpen(false);
      setFault(null);
    } catch (error) { setFault({ name: messageOf(error) }); }
    setBusy(false);
  };
  return (
    <Dialog open={open} onOpenChange={(shown) => { setOpen(shown); setFault(null); }} title="New API key" trigger={<Button>New key</Button>}
      actions={<><DialogClose><Button>Cancel</Button></DialogClose><Button kind="ink" type="submit" form={formId} busy={busy && "Making it"}>Make the key</Button></>}>
      <form id={formId} onSubmit={submit} noValidate className="grid gap-5">
        <Field label="Name" error={fault?.name ?? null}><Input name="name" maxLength={80} autoComplete="off" autoFocus /></Field>
        <fieldset aria-describedby={fault?.scopes ? `${formId}-scopes` : undefined}>
          <legend>May</legend>
          <ul className="grid gap-1 pt-1">{scopes.map(({ scope, says }) => <li key={scope}><label className="inline-flex items-start gap-2 py-1"><input type="checkbox" name="scope" value={scope} defaultChecked className="mt-1 size-4 accent-ink" /><span>{says} <span className="code faint">{scope}</span></span></label></li>)}</ul>
          {fault?.scopes ? <p className="small text-error" id={`${formId}-scopes`} role="alert">{fault.scopes}</p> : null}
        </fieldset>
      </form>
    </Dialog>
  );
}
