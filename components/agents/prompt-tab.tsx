"use client";
import { Field } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { SwitchRow } from "@/components/ui/switch";
import { Textarea } from "@/components/ui/textarea";
import type { AgentWarning } from "@/lib/agents/schema";
import { ModelField, type ModelFieldProps } from "./model-field";
import { PairList } from "./pair-list";
import { sizeWords } from "./turn-words";

export interface PromptTabProps extends ModelFieldProps { warnings: readonly AgentWarning[] }

export function PromptTab({ definition, change, warnings, options }: PromptTabProps) {
  const size = sizeWords(definition.instructions);
  const unknown = [...new Set(warnings.flatMap((warning) => (warning.code === "unknown_variable" ? [warning.variable] : [])))];
  return (
    <>
      <Field label="First words" hint="Spoken as soon as the call opens. Leave it empty to let the caller begin.">
        <Textarea rows={2} className="!min-h-0" maxLength={600} value={definition.greeting} onChange={(event) => change({ greeting: event.target.value })} />
      </Field>
      <div className="grid gap-2">
        <Field label="Instructions" hint={definition.model.provider === "knowledge" ? "The chosen language model follows no prompt: it answers from Knowledge alone. Another model will follow these." : "What the agent is, what it does, and what it leaves alone."}>
          <Textarea prose rows={10} maxLength={8_000} value={definition.instructions} onChange={(event) => change({ instructions: event.target.value })} />
        </Field>
        <p className="foot"><span><span className="num">{size.words}</span> words</span><span>about <span className="num">{size.tokens}</span> tokens</span><span><span className="num">{8_000 - definition.instructions.length}</span> characters left</span></p>
      </div>
      {unknown.length > 0 ? <Note kind="thinking" title={`No value for ${unknown.map((name) => `{{${name}}}`).join(", ")}`}>Callers would hear nothing in its place. Add it under Variables, or take it out.</Note> : null}
      <ModelField definition={definition} change={change} options={options} />
      <div>
        <SwitchRow label="Says that it is an AI" hint="When a caller asks, and in its first words where they do not say so already." checked={definition.saysItIsAi} onChange={(event) => change({ saysItIsAi: event.target.checked })} />
      </div>
      <PairList title="Variables" hint="Write {{name}} in first words, instructions and answers." first={{ key: "name", label: "Name", placeholder: "opening_hours", pattern: /^[a-z][a-z0-9_]{0,39}$/, says: "Small letters, figures and _, beginning with a letter." }}
        second={{ key: "value", label: "Value", placeholder: "seven until six", says: "" }} rows={definition.variables} most={50} onChange={(variables) => change({ variables })} add="Add a variable" />
    </>
  );
}
