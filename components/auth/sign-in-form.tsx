"use client";
import { useRef, useState, type FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { formText } from "./form-text";
import { needsCode, signIn } from "./session-requests";

export function SignInForm({ next }: { next: string }) {
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [asksCode, setAsksCode] = useState(false);
  const email = useRef<HTMLInputElement>(null);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) return;
    const form = new FormData(event.currentTarget);
    const code = formText(form, "code").trim();
    const credentials = { email: formText(form, "email").trim(), password: formText(form, "password"), ...(code ? { code } : {}) };
    setBusy(true);
    const refused = credentials.email && credentials.password ? await signIn(credentials) : "Write your e-mail address and your password.";
    if (refused === null) return location.assign(next);
    setBusy(false);
    if (refused === needsCode) { setFault(null); return setAsksCode(true); }
    setFault(refused);
    if (!asksCode) email.current?.focus();
  };

  return (
    <form onSubmit={submit} method="post" noValidate className="auth-form">
      <Field label="E-mail address" error={asksCode ? null : fault}>
        <Input ref={email} name="email" type="email" autoComplete="username" autoCapitalize="none" spellCheck={false} required />
      </Field>
      <Field label="Password">
        <Input name="password" type="password" autoComplete="current-password" required />
      </Field>
      {asksCode ? (
        <Field label="Code of your device" hint="Six figures from the app, or a recovery code." error={fault}>
          <Input name="code" autoComplete="one-time-code" autoFocus maxLength={40} required />
        </Field>
      ) : null}
      <Button kind="ink" type="submit" busy={busy && "Signing in"}>Sign in</Button>
    </form>
  );
}
