"use client";
import { useState, type FormEvent } from "react";
import { formText } from "@/components/auth/form-text";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { api, messageOf } from "@/lib/sdk/client";
import { fieldFaults, type FieldFaults } from "./field-faults";
import { QrCode } from "./qr-code";

interface Proposed { secret: string; uri: string }

export function AddSecondFactor({ onAdded }: { onAdded: (recoveryCodes: string[]) => void }) {
  const [proposed, setProposed] = useState<Proposed | null>(null);
  const [faults, setFaults] = useState<FieldFaults>({});
  const [busy, setBusy] = useState(false);
  const propose = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const currentPassword = formText(new FormData(event.currentTarget), "currentPassword");
    if (busy) return;
    setBusy(true);
    try {
      setProposed(await api.request<Proposed>("POST", "/api/v1/me/second-factor", { body: { currentPassword } }));
      setFaults({});
    } catch (error) { setFaults(fieldFaults(error, ["currentPassword"])); }
    setBusy(false);
  };
  const confirm = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const code = formText(new FormData(event.currentTarget), "code").trim();
    if (busy) return;
    if (!/^\d{3} ?\d{3}$/.test(code)) return setFaults({ code: "Write the six figures that the app shows." });
    setBusy(true);
    try {
      onAdded((await api.request<{ recoveryCodes: string[] }>("PUT", "/api/v1/me/second-factor", { body: { code } })).recoveryCodes);
    } catch (error) { setFaults({ code: messageOf(error) }); }
    setBusy(false);
  };
  if (!proposed) {
    return (
      <form onSubmit={propose} method="post" noValidate className="grid max-w-md gap-4">
        <Field label="Password" error={faults.currentPassword}><Input name="currentPassword" type="password" autoComplete="current-password" maxLength={128} required /></Field>
        <Button type="submit" className="justify-self-start" busy={busy && "Checking"}>Add a second factor</Button>
      </form>
    );
  }
  return (
    <div className="grid gap-6 sm:grid-cols-[auto_1fr]">
      <QrCode text={proposed.uri} label="QR code for your authenticator app" />
      <form onSubmit={confirm} method="post" noValidate className="grid max-w-md content-start gap-4">
        <p>Read the code with your authenticator app, or type this secret into it: <code className="num break-all">{proposed.secret}</code></p>
        <Field label="Code of the app" error={faults.code}><Input name="code" inputMode="numeric" autoComplete="one-time-code" maxLength={7} required /></Field>
        <Button kind="ink" type="submit" className="justify-self-start" busy={busy && "Checking"}>Confirm</Button>
      </form>
    </div>
  );
}
