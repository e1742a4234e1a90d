"use client";
import { useId, useState, type FormEvent } from "react";
import { formText } from "@/components/auth/form-text";
import type { FieldFaults } from "@/components/settings/field-faults";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Note } from "@/components/ui/note";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { api } from "@/lib/sdk/client";
import type { Tool } from "@/lib/tools/schema";
import { asLines, pretty, readJson, readLines, toolFaults } from "./form-values";

const firstParameters = { type: "object", properties: { order: { type: "string", description: "The number of the order." } }, required: ["order"], additionalProperties: false };
const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

/** An HTTP tool, made or changed. Secrets leave the page with the request and do not come back. */
export function ToolDialog({ tool, maySeal, onKept }: { tool: Tool | null; maySeal: boolean; onKept(tool: Tool): void }) {
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [faults, setFaults] = useState<FieldFaults>({});
  const formId = useId();
  const locked = tool !== null && tool.secrets.length > 0 && !maySeal;
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    if (busy) return;
    const { body, wrong } = bodyOf(form, { locked, maySeal });
    if (Object.keys(wrong).length > 0) return setFaults(wrong);
    setBusy(true);
    try {
      const kept = await (tool ? api.request<Tool>("PATCH", `/api/v1/tools/${encodeURIComponent(tool.id)}`, { body }) : api.request<Tool>("POST", "/api/v1/tools", { body }));
      setOpen(false);
      setFaults({});
      onKept(kept);
    } catch (error) { setFaults(toolFaults(error)); }
    setBusy(false);
  };
  const area = (name: string, value: string, rows: number, placeholder = "") => <Textarea name={name} rows={rows} className="code !min-h-0" spellCheck={false} autoCapitalize="none" autoComplete="off" defaultValue={value} placeholder={placeholder} disabled={locked} />;
  return (
    <Dialog kind="sheet" open={open} onOpenChange={(shown) => { setOpen(shown); setFaults({}); }} title={tool ? `Change ${tool.name}` : "Add a tool"} description="One HTTP request. Its answer goes to the language model as data."
      trigger={tool ? <Button aria-label={`Change ${tool.name}`}>Change</Button> : <Button kind="ink">Add a tool</Button>}
      actions={<><DialogClose><Button>Cancel</Button></DialogClose><Button kind="ink" type="submit" form={formId} busy={busy && "Keeping it"}>Keep the tool</Button></>}>
      <form id={formId} onSubmit={submit} noValidate className="grid gap-5">
        {locked ? <Note kind="plain" title="This tool has secrets">Only an admin changes where they are sent.</Note> : null}
        <Field label="Name" hint="What the model calls it: small letters, figures and underscores." error={faults.name ?? null}><Input name="name" maxLength={40} autoComplete="off" autoCapitalize="none" spellCheck={false} defaultValue={tool?.name ?? ""} placeholder="order_status" autoFocus /></Field>
        <Field label="Description" hint="For the model: when to use it, and what comes back." error={faults.description ?? null}><Textarea name="description" rows={2} className="!min-h-0" maxLength={1_000} defaultValue={tool?.description ?? ""} placeholder="Tells where an order is. Use it when the caller has given its number." /></Field>
        <Field label="Arguments" hint="A JSON Schema of an object. The model is held to it before anything is sent." error={faults.parameters ?? null}>{area("parameters", pretty(tool?.parameters ?? firstParameters), 8)}</Field>
        <Field label="Method"><Select name="method" defaultValue={tool?.request?.method ?? "GET"} disabled={locked}>{methods.map((method) => <option key={method}>{method}</option>)}</Select></Field>
        <Field label="Address" hint="With {arguments.name} and {settings.name} where values go; they are encoded." error={faults.url ?? null}><Input name="url" type="url" inputMode="url" maxLength={2_000} autoComplete="off" autoCapitalize="none" spellCheck={false} defaultValue={tool?.request?.url ?? ""} placeholder="https://api.example.org/orders/{arguments.order}" disabled={locked} /></Field>
        <Field label="Headers" hint="One a line, as name: value. {secrets.name} is filled in on the server." error={headerFault(faults)}>{area("headers", asLines(tool?.request?.headers ?? {}), 2, "authorization: Bearer {secrets.token}")}</Field>
        <Field label="Body" hint="JSON with placeholders. Empty: the arguments as they are, for POST, PUT and PATCH." error={faults.body ?? null}>{area("body", tool?.request?.body == null ? "" : pretty(tool.request.body), 3)}</Field>
        <Field label="Settings" hint="Values that are no secret, one a line." error={faults.settings ?? null}>{area("settings", asLines(tool?.settings ?? {}), 2)}</Field>
        {maySeal ? <Field label="Secrets" hint={tool && tool.secrets.length > 0 ? `Set: ${tool.secrets.map(({ name, lastFour }) => `${name}${lastFour ? ` …${lastFour}` : ""}`).join(", ")}. What is written here takes the place of all of them; empty keeps them.` : "One a line, as name: value. Encrypted, and shown to nobody again."} error={faults.secrets ?? null}>{area("secrets", "", 2, "token: …")}</Field> : null}
        <Field label="Time it may take, in milliseconds" hint="500 to 20,000. In a call, silence is ended after the agent’s own patience, too." error={faults.timeoutMs ?? null}><Input name="timeoutMs" inputMode="numeric" className="max-w-32" defaultValue={String(tool?.timeoutMs ?? 8_000)} /></Field>
        <Field label="What the agent says when it is slow" hint="Once in an answer. Empty: nothing." error={faults.filler ?? null}><Input name="filler" maxLength={200} defaultValue={tool?.filler ?? "One moment, please."} /></Field>
        <Field label="After so many milliseconds of silence" error={faults.fillerAfterMs ?? null}><Input name="fillerAfterMs" inputMode="numeric" className="max-w-32" defaultValue={String(tool?.fillerAfterMs ?? 1_000)} /></Field>
      </form>
    </Dialog>
  );
}

const headerFault = (faults: FieldFaults): string | null => Object.entries(faults).find(([path]) => path.startsWith("headers"))?.[1] ?? null;

function bodyOf(form: FormData, { locked, maySeal }: { locked: boolean; maySeal: boolean }): { body: Record<string, unknown>; wrong: FieldFaults } {
  const text = (name: string) => formText(form, name).trim();
  const wrong: FieldFaults = {};
  const read = (name: string, reader: typeof readJson | typeof readLines, empty: unknown) => {
    if (text(name) === "") return empty;
    const given = reader(text(name));
    if ("fault" in given) { wrong[name] = given.fault; return empty; }
    return given.value;
  };
  if (!text("name")) wrong.name = "Write a name.";
  if (!text("description")) wrong.description = "Say what it is for.";
  if (!locked && !URL.canParse(text("url").replace(/\{[^{}]*\}/g, "x"))) wrong.url = "This is no address. One looks like https://api.example.org/orders.";
  for (const name of ["timeoutMs", "fillerAfterMs"]) if (!/^\d+$/.test(text(name))) wrong[name] = "Write a whole number.";
  const inward = locked ? {} : { parameters: read("parameters", readJson, { type: "object" }), request: { method: text("method"), url: text("url"), headers: read("headers", readLines, {}), body: read("body", readJson, null) }, settings: read("settings", readLines, {}) };
  const secrets = maySeal && text("secrets") !== "" ? { secrets: read("secrets", readLines, {}) } : {};
  return { body: { name: text("name"), description: text("description"), timeoutMs: Number(text("timeoutMs")), filler: text("filler"), fillerAfterMs: Number(text("fillerAfterMs")), ...inward, ...secrets }, wrong };
}
