"use client";
import { useState, type FormEvent } from "react";
import { emailFault } from "@/components/auth/email-fault";
import { formText } from "@/components/auth/form-text";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Note } from "@/components/ui/note";
import { api } from "@/lib/sdk/client";
import { fieldFaults, type FieldFaults } from "./field-faults";

export function EmailForm() {
  const [faults, setFaults] = useState<FieldFaults>({});
  const [asked, setAsked] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const given = new FormData(form);
    const body = { email: formText(given, "email").trim(), currentPassword: formText(given, "currentPassword") };
    if (busy) return;
    const wrong = emailFault(body.email);
    if (wrong) return setFaults({ email: wrong });
    setBusy(true);
    try {
      await api.request("PUT", "/api/v1/me/email", { body });
      setFaults({});
      setAsked(body.email);
      form.reset();
    } catch (error) { setFaults(fieldFaults(error, ["email", "currentPassword"])); }
    setBusy(false);
  };
  return (
    <form onSubmit={submit} method="post" noValidate className="grid max-w-md content-start gap-4">
      {asked ? <Note title="Look into the mail of the new address"><p>The address changes when the link that was sent to {asked} is used.</p></Note> : null}
      <Field label="New e-mail address" error={faults.email}><Input name="email" type="email" autoComplete="email" autoCapitalize="none" spellCheck={false} maxLength={254} required /></Field>
      <Field label="Password" error={faults.currentPassword}><Input name="currentPassword" type="password" autoComplete="current-password" maxLength={128} required /></Field>
      <Button type="submit" className="justify-self-start" busy={busy && "Asking"}>Change address</Button>
    </form>
  );
}
