"use client";
import { useState, type FormEvent } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { api, isApiError, messageOf } from "@/lib/sdk/client";
import { emailFault } from "./email-fault";
import { formText } from "./form-text";
import { signIn } from "./session-requests";

type FieldName = "name" | "email" | "password";
interface Fault { field: FieldName; message: string }

const fieldNames: readonly FieldName[] = ["name", "email", "password"];

/** Makes an account and signs in. `linkToken` is from an invite, or from the link that makes the first administrator. */
export function SignUpForm({ next, linkToken, label = "Make an account" }: { next: string; linkToken?: string; label?: string }) {
  const [fault, setFault] = useState<Fault | null>(null);
  const [busy, setBusy] = useState(false);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) return;
    const form = event.currentTarget;
    setBusy(true);
    const refused = await signUp(new FormData(form), linkToken);
    if (refused === null) return location.assign(next);
    setBusy(false);
    setFault(refused);
    const field = form.elements.namedItem(refused.field);
    if (field instanceof HTMLElement) field.focus();
  };
  const faultOf = (field: FieldName) => (fault?.field === field ? fault.message : null);

  return (
    <form onSubmit={submit} method="post" noValidate className="auth-form">
      <Field label="Name" hint="Optional. What your workspace calls you." error={faultOf("name")}>
        <Input name="name" autoComplete="name" maxLength={80} />
      </Field>
      <Field label="E-mail address" error={faultOf("email")}>
        <Input name="email" type="email" autoComplete="username" autoCapitalize="none" spellCheck={false} required />
      </Field>
      <Field label="Password" hint="At least 8 characters. Any characters, pasted ones too." error={faultOf("password")}>
        <Input name="password" type="password" autoComplete="new-password" minLength={8} maxLength={128} required />
      </Field>
      <Button kind="ink" type="submit" busy={busy && "Making the account"}>{label}</Button>
    </form>
  );
}

async function signUp(form: FormData, linkToken: string | undefined): Promise<Fault | null> {
  const person = { name: formText(form, "name").trim(), email: formText(form, "email").trim(), password: formText(form, "password") };
  const wrong = emailFault(person.email);
  if (wrong) return { field: "email", message: wrong };
  if (person.password.length < 8) return { field: "password", message: "This password is too short. Use at least 8 characters." };
  try {
    await api.request("POST", "/api/v1/me", { body: { ...person, ...(linkToken ? { linkToken } : {}) } });
  } catch (error) { return faultFrom(error); }
  const refused = await signIn(person);
  return refused === null ? null : { field: "email", message: "This did not sign you in. If you have an account with this address, sign in with its own password." };
}

/** The first field the server names, else the address, which every refusal is about. */
function faultFrom(error: unknown): Fault {
  const first = isApiError(error) ? error.errors[0] : undefined;
  const field = fieldNames.find((name) => name === first?.path);
  return field && first ? { field, message: first.message } : { field: "email", message: messageOf(error) };
}
