"use client";
import { useRouter } from "next/navigation";
import { useState, type FormEvent } from "react";
import { formText } from "@/components/auth/form-text";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useToast } from "@/components/ui/toast";
import type { Workspace } from "@/lib/workspaces/schema";
import { api, messageOf } from "@/lib/sdk/client";

export function WorkspaceForm({ id, name }: { id: string; name: string }) {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const router = useRouter();
  const say = useToast();
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const next = formText(new FormData(event.currentTarget), "name").trim();
    if (busy) return;
    if (!next) return setFault("A workspace needs a name.");
    setBusy(true);
    try {
      await api.request<Workspace>("PATCH", `/api/v1/workspaces/${encodeURIComponent(id)}`, { body: { name: next } });
      setFault(null);
      say("The name is saved");
      router.refresh();
    } catch (error) { setFault(messageOf(error)); }
    setBusy(false);
  };
  return (
    <form onSubmit={submit} noValidate className="flex max-w-md items-end gap-2">
      <Field className="flex-1" label="Name of the workspace" error={fault}><Input name="name" defaultValue={name} maxLength={80} autoComplete="organization" /></Field>
      <Button type="submit" busy={busy && "Saving"}>Save</Button>
    </form>
  );
}
