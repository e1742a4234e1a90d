"use client";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Tag } from "@/components/ui/tag";
import type { Installation, IntegrationKind, IntegrationScope, IntegrationSetting } from "@/lib/integrations/schema";
import { isApiError, messageOf } from "@/lib/sdk/client";
import type { FieldFaults } from "./field-faults";

const kindWords: Record<IntegrationKind, string> = { tool: "Tools", mcp: "MCP server", provider: "Provider" };
export const KindTag = ({ kind }: { kind: IntegrationKind }) => <Tag>{kindWords[kind]}</Tag>;

/** What it may do, each as a sentence. */
export function Scopes({ scopes, label }: { scopes: IntegrationScope[]; label: string }) {
  if (scopes.length === 0) return <p>It asks for nothing: it reaches no network and keeps no secret.</p>;
  return <ul aria-label={label} className="grid list-disc gap-1.5 pl-5">{scopes.map(({ scope, words }) => <li key={scope}>{words}</li>)}</ul>;
}

const isSecret = ({ kind }: IntegrationSetting) => kind === "secret" || kind === "secret-url";

/** One field for each setting. Secrets are never filled in: empty, they stay as they are. */
export function SettingFields({ settings, held, faults }: { settings: IntegrationSetting[]; held: Pick<Installation, "values" | "secrets"> | null; faults: FieldFaults }) {
  return settings.map((setting, index) => {
    const { name, title, hint, kind, required, example } = setting;
    const kept = held?.secrets.find((secret) => secret.name === name);
    const words = [hint, kept ? `Kept${kept.lastFour ? `, …${kept.lastFour}` : ""}. Leave it empty to keep it.` : null].filter(Boolean).join(" ");
    return (
      <Field key={name} label={required ? title : `${title} (optional)`} hint={words || undefined} error={faults[name] ?? null}>
        <Input name={name} type={isSecret(setting) ? "password" : "text"} inputMode={kind === "number" ? "decimal" : kind === "url" ? "url" : undefined} maxLength={2_000} autoComplete="off" autoCapitalize="none" spellCheck={false} autoFocus={index === 0}
          defaultValue={String(held?.values[name] ?? "")} placeholder={example ?? undefined} />
      </Field>
    );
  });
}

/** As the API takes them: an empty secret is left out, another empty field is taken back. */
export function givenIn(form: HTMLFormElement, settings: IntegrationSetting[]): Record<string, string | null> {
  const data = new FormData(form);
  return Object.fromEntries(settings.flatMap((setting): [string, string | null][] => {
    const given = data.get(setting.name);
    const text = typeof given === "string" ? given.trim() : "";
    if (text === "") return isSecret(setting) ? [] : [[setting.name, null]];
    return [[setting.name, text]];
  }));
}

/** Words for each setting; what belongs to none stands under "". */
export function settingFaults(error: unknown, settings: IntegrationSetting[]): FieldFaults {
  const told = isApiError(error) ? error.errors.flatMap(({ path, message }): [string, string][] => { const setting = settings.find(({ name }) => path === `settings.${name}`); return setting ? [[setting.name, message]] : []; }) : [];
  return told.length > 0 ? Object.fromEntries(told) : { "": messageOf(error) };
}
