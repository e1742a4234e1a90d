"use client";
import Link from "next/link";
import { useState, type FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Note } from "@/components/ui/note";
import { api, isApiError, messageOf } from "@/lib/sdk/client";
import { formText } from "./form-text";
import { useLinkToken } from "./use-link-token";

export function ResetForm() {
  const token = useLinkToken();
  const [state, setState] = useState<"open" | "closed" | "done">("open");
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const password = formText(new FormData(event.currentTarget), "password");
    if (busy) return;
    if (password.length < 8) return setFault("This password is too short. Use at least 8 characters.");
    setBusy(true);
    try {
      await api.request("PUT", "/api/v1/password-resets", { body: { token, password } });
      setState("done");
    } catch (error) {
      if (isApiError(error) && (error.code === "link_used" || error.errors[0]?.path === "token")) setState("closed");
      else setFault((isApiError(error) && error.errors[0]?.message) || messageOf(error));
    }
    setBusy(false);
  };
  if (state === "done") return <Note title="The password is set"><p>Everywhere else you were signed in, you are signed out. <Link href="/sign-in">Sign in</Link></p></Note>;
  if (state === "closed" || token === "") return <Note kind="error" title="This link has been used, or is older than an hour"><p><Link href="/forgot">Ask for a new one</Link></p></Note>;
  return (
    <form onSubmit={submit} method="post" noValidate className="auth-form">
      <Field label="New password" hint="At least 8 characters. Any characters, pasted ones too." error={fault}>
        <Input name="password" type="password" autoComplete="new-password" minLength={8} maxLength={128} required />
      </Field>
      <Button kind="ink" type="submit" busy={busy && "Saving"}>Set the password</Button>
    </form>
  );
}
