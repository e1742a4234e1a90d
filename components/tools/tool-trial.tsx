"use client";
import { useId, useState, type FormEvent } from "react";
import { formText } from "@/components/auth/form-text";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { api, messageOf } from "@/lib/sdk/client";
import type { Tool, ToolOutcome } from "@/lib/tools/schema";
import { pretty, readJson } from "./form-values";

/** An argument for each that the schema asks for, to begin with. */
function sampleOf({ parameters }: Tool): Record<string, unknown> {
  const properties = typeof parameters.properties === "object" && parameters.properties !== null && !Array.isArray(parameters.properties) ? parameters.properties : {};
  return Object.fromEntries(Object.entries(properties).map(([name, shape]) => {
    const type = typeof shape === "object" && shape !== null && !Array.isArray(shape) ? shape.type : null;
    return [name, type === "number" || type === "integer" ? 1 : type === "boolean" ? true : type === "array" ? [] : type === "object" ? {} : ""];
  }));
}

/** Runs the tool as a call would: what it does, it really does. */
export function ToolTrialDialog({ tool }: { tool: Tool }) {
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const [outcome, setOutcome] = useState<ToolOutcome | null>(null);
  const formId = useId();
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = readJson(formText(new FormData(event.currentTarget), "arguments") || "{}");
    if (busy) return;
    if ("fault" in given) return setFault(given.fault);
    setBusy(true);
    setFault(null);
    setOutcome(null);
    try { setOutcome(await api.request<ToolOutcome>("POST", `/api/v1/tools/${encodeURIComponent(tool.id)}/test`, { body: { arguments: given.value } })); } catch (error) { setFault(messageOf(error)); }
    setBusy(false);
  };
  return (
    <Dialog title={`Try ${tool.name}`} description="It really does what it does, with the tool’s own secrets." onOpenChange={() => { setOutcome(null); setFault(null); }} trigger={<Button aria-label={`Try ${tool.name}`}>Try</Button>}
      actions={<><DialogClose><Button>Close</Button></DialogClose><Button kind="ink" type="submit" form={formId} busy={busy && "Asking"}>Run it</Button></>}>
      <form id={formId} onSubmit={submit} noValidate className="grid gap-4">
        <Field label="Arguments" hint="As the model would write them." error={fault}><Textarea name="arguments" rows={5} className="code !min-h-0" spellCheck={false} autoCapitalize="none" defaultValue={pretty(sampleOf(tool))} /></Field>
        <div role="status">
          {outcome ? (
            <div className="grid gap-2">
              <p className={outcome.outcome === "answered" ? undefined : "text-error"}><b className="font-medium">{outcome.outcome === "answered" ? "Answered" : "Failed"}</b> after <span className="num">{Math.round(outcome.durationMs).toLocaleString("en")} ms</span>. The model would be given:</p>
              <pre className="code max-h-72 overflow-auto rounded border border-rule p-3 break-all whitespace-pre-wrap" tabIndex={0} aria-label="What the model would be given">{shown(outcome.output)}</pre>
            </div>
          ) : null}
        </div>
      </form>
    </Dialog>
  );
}

function shown(output: string): string {
  const parsed = readJson(output);
  return "value" in parsed ? pretty(parsed.value) : output;
}
