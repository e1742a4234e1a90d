"use client";
import { useState, type FormEvent } from "react";
import { formText } from "@/components/auth/form-text";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { api, messageOf } from "@/lib/sdk/client";

export function NewWorkspace() {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const name = formText(new FormData(event.currentTarget), "name").trim();
    if (busy) return;
    if (!name) return setFault("A workspace needs a name.");
    setBusy(true);
    try {
      await api.request("POST", "/api/v1/workspaces", { body: { name } });
      location.assign(new URL("/agents", location.origin));
    } catch (error) { setFault(messageOf(error)); setBusy(false); }
  };
  return (
    <form onSubmit={submit} noValidate className="max-w-md">
      <div className="flex items-end gap-2">
        <Field className="flex-1" label="Another workspace" error={fault}><Input name="name" maxLength={80} autoComplete="off" /></Field>
        <Button type="submit" busy={busy && "Making it"}>Make it</Button>
      </div>
      <p className="hint mt-1">With agents, calls and keys of its own. Switch in the account menu.</p>
    </form>
  );
}
