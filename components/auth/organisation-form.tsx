"use client";
import { useState, type FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { api, messageOf } from "@/lib/sdk/client";
import { emailFault } from "./email-fault";
import { formText } from "./form-text";

/** Leads to the organisation's own server. */
export function OrganisationForm({ next }: { next: string }) {
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const email = formText(new FormData(event.currentTarget), "email").trim();
    if (busy) return;
    const wrong = emailFault(email);
    if (wrong) return setFault(wrong);
    setBusy(true);
    try {
      const { url } = await api.request<{ url: string }>("POST", "/api/v1/sso/start", { body: { email, next } });
      if (/^https?:$/.test(new URL(url).protocol)) return location.assign(url);
      setFault("Your organisation’s server could not be found. Tell your administrator.");
    } catch (error) { setFault(messageOf(error)); }
    setBusy(false);
  };
  return (
    <form onSubmit={submit} method="post" noValidate className="auth-form">
      <Field label="E-mail address at your organisation" error={fault}><Input name="email" type="email" autoComplete="username" autoCapitalize="none" spellCheck={false} required /></Field>
      <Button kind="ink" type="submit" busy={busy && "Finding it"}>Go on</Button>
    </form>
  );
}
