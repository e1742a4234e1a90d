"use client";
import { useState, type FormEvent } from "react";
import { formText } from "@/components/auth/form-text";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useToast } from "@/components/ui/toast";
import { api, isApiError, messageOf } from "@/lib/sdk/client";
import { fieldFaults, type FieldFaults } from "./field-faults";

/** New recovery codes, or the end of it; both need a code, and the end the password too. */
export function KeepSecondFactor({ onRemoved, onCodes }: { onRemoved: () => void; onCodes: (codes: string[]) => void }) {
  const [faults, setFaults] = useState<FieldFaults>({});
  const [busy, setBusy] = useState<"renew" | "remove" | null>(null);
  const say = useToast();
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const renews = (event.nativeEvent as SubmitEvent).submitter?.getAttribute("value") === "renew";
    const [code, currentPassword] = [formText(given, "code").trim(), formText(given, "currentPassword")];
    if (busy) return;
    if (code.length < 6) return setFaults({ code: "Write the code of the app, or a recovery code." });
    if (!renews && !currentPassword) return setFaults({ currentPassword: "Removing needs the password as well." });
    setBusy(renews ? "renew" : "remove");
    try {
      if (renews) onCodes((await api.request<{ recoveryCodes: string[] }>("POST", "/api/v1/me/recovery-codes", { body: { code } })).recoveryCodes);
      else { await api.request("DELETE", "/api/v1/me/second-factor", { body: { code, currentPassword } }); say("The second factor is removed"); onRemoved(); }
    } catch (error) { setFaults(isApiError(error) && error.errors.length > 0 ? fieldFaults(error, ["currentPassword"]) : { code: messageOf(error) }); }
    setBusy(null);
  };
  return (
    <form onSubmit={submit} method="post" noValidate className="grid max-w-md gap-4">
      <Field label="Code of the app, or a recovery code" error={faults.code}><Input name="code" autoComplete="one-time-code" maxLength={40} required /></Field>
      <Field label="Password" hint="Needed to remove it." error={faults.currentPassword}><Input name="currentPassword" type="password" autoComplete="current-password" maxLength={128} /></Field>
      <div className="flex flex-wrap gap-3"><Button type="submit" value="renew" busy={busy === "renew" && "Making"}>New recovery codes</Button><Button type="submit" value="remove" busy={busy === "remove" && "Removing"}>Remove second factor</Button></div>
    </form>
  );
}
