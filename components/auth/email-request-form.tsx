"use client";
import { useState, type FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Note } from "@/components/ui/note";
import { api, messageOf } from "@/lib/sdk/client";
import { emailFault } from "./email-fault";
import { formText } from "./form-text";

/** Asks for a mail with a link. What it says afterwards is the same whether anybody has the address or not. */
export function EmailRequestForm({ path, label, email }: { path: "/api/v1/password-resets" | "/api/v1/email-verifications"; label: string; email?: string }) {
  const [sent, setSent] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const address = formText(new FormData(event.currentTarget), "email").trim();
    if (busy) return;
    const wrong = emailFault(address);
    if (wrong) return setFault(wrong);
    setBusy(true);
    try {
      await api.request("POST", path, { body: { email: address } });
      setSent(true);
      setFault(null);
    } catch (error) { setFault(messageOf(error)); }
    setBusy(false);
  };
  if (sent) return <Note title="Look into your mail"><p>If this address has an account, a link is on its way. It works once. Nothing there after a few minutes? Look among the unwanted mail, or ask whoever runs this installation.</p></Note>;
  return (
    <form onSubmit={submit} method="post" noValidate className="auth-form">
      <Field label="E-mail address" error={fault}><Input name="email" type="email" autoComplete="username" autoCapitalize="none" spellCheck={false} defaultValue={email} required /></Field>
      <Button kind="ink" type="submit" busy={busy && "Asking"}>{label}</Button>
    </form>
  );
}
