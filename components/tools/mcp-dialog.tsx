"use client";
import { useId, useState, type FormEvent } from "react";
import { formText } from "@/components/auth/form-text";
import { fieldFaults, type FieldFaults } from "@/components/settings/field-faults";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { api } from "@/lib/sdk/client";
import type { McpServer } from "@/lib/tools/schema";
import { readLines } from "./form-values";

export function McpDialog({ server, maySeal, onKept }: { server: McpServer | null; maySeal: boolean; onKept(server: McpServer): void }) {
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [faults, setFaults] = useState<FieldFaults>({});
  const formId = useId();
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const name = formText(form, "name").trim();
    const url = formText(form, "url").trim();
    const headers = readLines(formText(form, "headers"));
    if (busy) return;
    if (!name) return setFaults({ name: "Write a name." });
    if (!/^https?:\/\//.test(url) || !URL.canParse(url)) return setFaults({ url: "This is no address. One looks like https://mcp.example.org/mcp." });
    if ("fault" in headers) return setFaults({ headers: headers.fault });
    const body = { name, url, ...(Object.keys(headers.value).length > 0 ? { headers: headers.value } : {}) };
    setBusy(true);
    try {
      const kept = await (server ? api.request<McpServer>("PATCH", `/api/v1/mcp-servers/${encodeURIComponent(server.id)}`, { body }) : api.request<McpServer>("POST", "/api/v1/mcp-servers", { body }));
      setOpen(false);
      setFaults({});
      onKept(kept);
    } catch (error) { setFaults(fieldFaults(error, ["url", "name", "headers"])); }
    setBusy(false);
  };
  return (
    <Dialog open={open} onOpenChange={(shown) => { setOpen(shown); setFaults({}); }} title={server ? `Change ${server.name}` : "Add an MCP server"}
      trigger={<Button aria-label={server ? `Change ${server.name}` : undefined}>{server ? "Change" : "Add an MCP server"}</Button>}
      actions={<><DialogClose><Button>Cancel</Button></DialogClose><Button kind="ink" type="submit" form={formId} busy={busy && "Keeping it"}>Keep the server</Button></>}>
      <form id={formId} onSubmit={submit} noValidate className="grid gap-5">
        <Field label="Name" error={faults.name ?? null}><Input name="name" maxLength={80} autoComplete="off" defaultValue={server?.name ?? ""} placeholder="Weather" autoFocus /></Field>
        <Field label="Address" hint={server ? "Another address is another server: what was chosen of the old one is out of use until it is chosen again." : "Of its streamable HTTP endpoint."} error={faults.url ?? null}><Input name="url" type="url" inputMode="url" maxLength={400} autoComplete="off" autoCapitalize="none" spellCheck={false} defaultValue={server?.url ?? ""} placeholder="https://mcp.example.org/mcp" /></Field>
        {maySeal ? <Field label="Headers" hint={server && server.headers.length > 0 ? "What is written here takes the place of all that are set; empty keeps them." : "One a line, as name: value, such as authorization: Bearer …. Encrypted, and shown to nobody again."} error={faults.headers ?? null}><Textarea name="headers" rows={2} className="code !min-h-0" spellCheck={false} autoCapitalize="none" autoComplete="off" /></Field> : null}
      </form>
    </Dialog>
  );
}
