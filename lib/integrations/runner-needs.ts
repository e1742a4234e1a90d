/** What each runner of `lib/tools/runners` needs of a manifest that names it. */
import type { SettingKind } from "./manifest-shape";

export interface RunnerNeeds {
  /** By name: the settings that it reads. */
  settings: Record<string, { kind: SettingKind; required: boolean }>;
  /** Arguments that it reads. */
  arguments: readonly string[];
  /** Besides `secrets`, which follows from the settings. */
  scopes: readonly string[];
}

const calendar = { address: { kind: "url", required: true }, user: { kind: "text", required: true }, password: { kind: "secret", required: true } } as const;

export const runnerNeeds: Readonly<Record<string, RunnerNeeds>> = {
  "caldav-free-times": { settings: calendar, arguments: ["from", "to"], scopes: ["network:{setting.address}"] },
  "caldav-book": { settings: calendar, arguments: ["start", "minutes", "title", "contact"], scopes: ["network:{setting.address}"] },
  "handover-mail": { settings: { to: { kind: "text", required: true } }, arguments: ["message", "contact"], scopes: ["handover", "mail"] },
};
