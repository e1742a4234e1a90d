"use client";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { VoiceOptions } from "@/lib/voices/schema";
import type { TabProps } from "./tab-props";

export interface ModelFieldProps extends TabProps { options: Pick<VoiceOptions, "providers" | "modelServers"> }

const needs: Record<string, string> = { apiKey: "a key, under Settings → Providers", baseUrl: "the address of a server", model: "a model", install: "to be installed" };
const knowledgeHint = "Works offline. Answers from Knowledge, word for word, and says so when it does not know. It follows no prompt and calls no tools.";

const languages = [
  ["en", "English"], ["ar", "Arabic"], ["zh", "Chinese"], ["cs", "Czech"], ["da", "Danish"], ["nl", "Dutch"], ["fi", "Finnish"], ["fr", "French"], ["de", "German"], ["el", "Greek"], ["he", "Hebrew"],
  ["hi", "Hindi"], ["it", "Italian"], ["ja", "Japanese"], ["ko", "Korean"], ["no", "Norwegian"], ["pl", "Polish"], ["pt", "Portuguese"], ["ro", "Romanian"], ["es", "Spanish"],
  ["sv", "Swedish"], ["tr", "Turkish"], ["uk", "Ukrainian"],
] as const;

export function ModelField({ definition, change, options }: ModelFieldProps) {
  const { model } = definition;
  const set = (part: Partial<typeof model>) => change({ model: { ...model, ...part } });
  const models = options.providers.filter((provider) => provider.kinds.includes("llm"));
  const chosen = models.find((choice) => choice.id === model.provider);
  const custom = model.provider === "openai";
  return (
    <section className="grid gap-5" aria-label="Language model">
      <div className="row-2">
        <Field label="Language model" hint={model.provider === "knowledge" ? knowledgeHint : <>{chosen?.note ?? "Follows the instructions and calls tools."}{chosen && chosen.missing.length > 0 && !model.baseUrl ? ` It still needs: ${chosen.missing.map((need) => needs[need] ?? need).join(" or ")}.` : ""}</>}>
          <Select value={model.provider} onChange={(event) => set({ provider: event.target.value, model: "", baseUrl: null })}>
            {models.map((choice) => <option key={choice.id} value={choice.id}>{choice.label}{choice.missing.length === 0 ? "" : " (not set up)"}</option>)}
            {chosen ? null : <option value={model.provider}>{model.provider}</option>}
          </Select>
        </Field>
        <Field label="Language" hint="Local speech is English. Other languages need a cloud voice and transcriber.">
          <Select value={definition.language} onChange={(event) => change({ language: event.target.value })}>
            {languages.map(([code, name]) => <option key={code} value={code}>{name}{code === "en" ? "" : " (needs a cloud voice)"}</option>)}
            {languages.some(([code]) => code === definition.language) ? null : <option value={definition.language}>{definition.language}</option>}
          </Select>
        </Field>
      </div>
      {options.modelServers.length > 0 ? (
        <div className="note"><p className="note-title">Found on this machine</p>
          <div className="flex flex-wrap gap-2 pt-2">{options.modelServers.flatMap((server) => server.models.slice(0, 6).map((name) => (
            <Button key={`${server.baseUrl} ${name}`} size="small" aria-pressed={custom && model.baseUrl === server.baseUrl && model.model === name} onClick={() => set({ provider: "openai", baseUrl: server.baseUrl, model: name })}>{server.label}: {name}</Button>
          )))}</div>
        </div>
      ) : null}
      {custom || model.provider === "llama" ? (
        <div className="row-2">
          <Field label="Model" hint="As its server calls it."><Input value={model.model} placeholder={chosen?.models.llm ?? ""} maxLength={200} spellCheck={false} autoCapitalize="none" onChange={(event) => set({ model: event.target.value })} /></Field>
          {custom ? <BaseUrlField key={model.baseUrl ?? ""} value={model.baseUrl} onChange={(baseUrl) => set({ baseUrl })} /> : null}
        </div>
      ) : null}
    </section>
  );
}

/** Passed on only when it is left and is an address. */
function BaseUrlField({ value, onChange }: { value: string | null; onChange(value: string | null): void }) {
  const leave = (text: string) => {
    const typed = text.trim();
    if (typed === "") return onChange(null);
    if (/^https?:\/\/\S+$/.test(typed) && URL.canParse(typed)) onChange(typed);
  };
  return (
    <Field label="Address of the server" hint="Any server that speaks OpenAI’s chat API, such as http://127.0.0.1:11434/v1. Empty: the one under Settings → Providers, or else the one this installation is set up with. A server you name here is asked without a key.">
      <Input defaultValue={value ?? ""} type="url" inputMode="url" maxLength={400} spellCheck={false} onBlur={(event) => leave(event.target.value)} />
    </Field>
  );
}
