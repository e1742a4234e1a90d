"use client";
import { useEffect, useState, type FormEvent } from "react";
import { formText } from "@/components/auth/form-text";
import { fieldFaults, type FieldFaults } from "@/components/settings/field-faults";
import { LocalTime } from "@/components/shell/local-time";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Note } from "@/components/ui/note";
import type { NewExport } from "@/lib/privacy/schema";
import { api } from "@/lib/sdk/client";

/** Asks with the password, then offers the copy once. */
export function ExportPanel() {
  const [copy, setCopy] = useState<NewExport | null>(null);
  const [faults, setFaults] = useState<FieldFaults>({});
  const [busy, setBusy] = useState(false);
  const ask = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    if (busy) return;
    setBusy(true);
    try {
      setCopy(await api.request<NewExport>("POST", "/api/v1/me/export", { body: { currentPassword: formText(new FormData(form), "currentPassword") } }));
      setFaults({});
      form.reset();
    } catch (error) { setFaults(fieldFaults(error, ["currentPassword"])); }
    setBusy(false);
  };
  return (
    <section aria-labelledby="h-copy" className="grid gap-5">
      <h2 className="head" id="h-copy">Download everything about you</h2>
      <p>Your account, your calls with what was said in them, sound that is still kept, your agents and what else bears your name, as one zip of JSON and audio files.</p>
      {copy ? <Download key={copy.id} copy={copy} onOver={() => setCopy(null)} /> : (
        <form onSubmit={ask} method="post" noValidate className="grid max-w-md content-start gap-4">
          <Field label="Your password" hint="So that nobody who sits at your screen takes it all along." error={faults.currentPassword}><Input name="currentPassword" type="password" autoComplete="current-password" maxLength={128} required /></Field>
          <Button type="submit" className="justify-self-start" busy={busy && "Asking"}>Make a copy</Button>
        </form>
      )}
    </section>
  );
}

/** A form, so that the token is in no address; the browser saves what comes as a file, and the page stays. */
function Download({ copy, onOver }: { copy: NewExport; onOver(): void }) {
  const [taken, setTaken] = useState(false);
  useEffect(() => {
    const timer = setTimeout(onOver, Math.max(0, Date.parse(copy.expiresAt) - Date.now()));
    return () => clearTimeout(timer);
  }, [copy, onOver]);
  if (taken) return <Note title="Your browser is fetching the copy" actions={<Button size="small" onClick={onOver}>Make another</Button>}><p>If it breaks off, make another one: each works once.</p></Note>;
  return (
    <Note title="Your copy is ready">
      <p>It can be fetched once, until <LocalTime at={copy.expiresAt} />.</p>
      {/* The form must stand until the browser has read it. */}
      <form method="post" action={copy.downloadPath} onSubmit={() => setTimeout(() => setTaken(true), 0)} className="mt-3">
        <input type="hidden" name="token" value={copy.token} />
        <Button kind="ink" type="submit">Download the zip</Button>
      </form>
    </Note>
  );
}
