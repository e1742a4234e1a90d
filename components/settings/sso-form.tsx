"use client";
import { useState, type FormEvent } from "react";
import { formText } from "@/components/auth/form-text";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { SwitchRow } from "@/components/ui/switch";
import { useToast } from "@/components/ui/toast";
import { api } from "@/lib/sdk/client";
import type { SsoConnection } from "@/lib/sso/schema";
import { fieldFaults, type FieldFaults } from "./field-faults";

const fields = ["issuer", "clientId", "clientSecret", "domains"] as const;

export function SsoForm({ connection, onSaved }: { connection: SsoConnection | null; onSaved(connection: SsoConnection): void }) {
  const [faults, setFaults] = useState<FieldFaults>({});
  const [busy, setBusy] = useState(false);
  const say = useToast();
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const given = new FormData(form);
    if (busy) return;
    const secret = formText(given, "clientSecret").trim();
    const body = {
      issuer: formText(given, "issuer").trim(), clientId: formText(given, "clientId").trim(), ...(secret ? { clientSecret: secret } : {}),
      domains: formText(given, "domains").split(/[\s,;]+/).filter(Boolean), defaultRole: formText(given, "defaultRole"), enabled: given.get("enabled") === "on",
    };
    const missing = { ...(body.issuer ? {} : { issuer: "Write the issuer’s address." }), ...(body.clientId ? {} : { clientId: "Write the client id." }), ...(secret || connection ? {} : { clientSecret: "Write the client secret." }), ...(body.domains.length > 0 ? {} : { domains: "Write at least one domain." }) };
    if (Object.keys(missing).length > 0) return setFaults(missing);
    setBusy(true);
    try {
      onSaved(await api.request<SsoConnection>("PUT", "/api/v1/sso/connection", { body }));
      setFaults({});
      const field = form.elements.namedItem("clientSecret");
      if (field instanceof HTMLInputElement) field.value = "";
      say("Saved");
    } catch (error) { setFaults(fieldFaults(error, fields)); }
    setBusy(false);
  };
  return (
    <form onSubmit={submit} method="post" noValidate autoComplete="off" className="grid gap-6">
      <Field label="Issuer" hint="As the identity server names itself, such as https://id.example.org." error={faults.issuer}><Input name="issuer" type="url" defaultValue={connection?.issuer} maxLength={300} autoCapitalize="none" spellCheck={false} /></Field>
      <Field label="Client id" error={faults.clientId}><Input name="clientId" defaultValue={connection?.clientId} maxLength={300} autoCapitalize="none" spellCheck={false} /></Field>
      <Field label="Client secret" hint={connection ? `Kept encrypted${connection.clientSecretLastFour ? `; it ends in ${connection.clientSecretLastFour}` : ""}. Leave this empty to keep it.` : "Kept encrypted, and not shown again."} error={faults.clientSecret}><Input name="clientSecret" type="password" autoComplete="new-password" maxLength={1_000} /></Field>
      <Field label="Domains" hint="What stands after the @ in your people’s addresses, one a line: example.org. Each is proven below." error={faults.domains}><Textarea name="domains" rows={3} defaultValue={connection?.domains.map(({ domain }) => domain).join("\n")} autoCapitalize="none" spellCheck={false} /></Field>
      <Field label="Role of people who come for the first time"><Select name="defaultRole" className="w-auto! justify-self-start" defaultValue={connection?.defaultRole ?? "viewer"}><option value="viewer">viewer</option><option value="builder">builder</option></Select></Field>
      <div><SwitchRow name="enabled" label="On" hint="Off: nobody signs in by it; what is set here stays." defaultChecked={connection?.enabled ?? true} /></div>
      <Button type="submit" kind="ink" className="justify-self-start" busy={busy && "Asking the server"}>Save</Button>
    </form>
  );
}
