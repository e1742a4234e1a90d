"use client";
import { useState, type FormEvent } from "react";
import { formText } from "@/components/auth/form-text";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useToast } from "@/components/ui/toast";
import { api } from "@/lib/sdk/client";
import { fieldFaults, type FieldFaults } from "./field-faults";

export function PasswordForm() {
  const [faults, setFaults] = useState<FieldFaults>({});
  const [busy, setBusy] = useState(false);
  const say = useToast();
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const given = new FormData(form);
    const body = { currentPassword: formText(given, "currentPassword"), newPassword: formText(given, "newPassword") };
    if (busy) return;
    if (body.newPassword.length < 8) return setFaults({ newPassword: "This password is too short. Use at least 8 characters." });
    setBusy(true);
    try {
      await api.request("PUT", "/api/v1/me/password", { body });
      setFaults({});
      form.reset();
      say("The password is changed; elsewhere you are signed out");
    } catch (error) { setFaults(fieldFaults(error, ["currentPassword", "newPassword"])); }
    setBusy(false);
  };
  return (
    <form onSubmit={submit} method="post" noValidate className="grid max-w-md content-start gap-4">
      <Field label="Password now" error={faults.currentPassword}><Input name="currentPassword" type="password" autoComplete="current-password" maxLength={128} required /></Field>
      <Field label="New password" hint="At least 8 characters." error={faults.newPassword}><Input name="newPassword" type="password" autoComplete="new-password" maxLength={128} required /></Field>
      <Button type="submit" className="justify-self-start" busy={busy && "Saving"}>Change password</Button>
    </form>
  );
}
