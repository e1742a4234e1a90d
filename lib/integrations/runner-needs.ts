/** What each runner of `lib/tools/runners` needs of a manifest that names it. */
import type { SettingKind } from "./manifest-shape";

export interface RunnerNeeds {
  /** By name: the settings that it reads, all of them required. */
  settings: Readonly<Record<string, SettingKind>>;
  /** Arguments that it reads. */
  arguments: readonly string[];
  /** Besides `secrets`, which follows from the settings. */
  scopes: readonly string[];
}

const calendar = { address: "url", user: "text", password: "secret" } as const;

export const runnerNeeds: Readonly<Record<string, RunnerNeeds>> = {
  "caldav-busy": { settings: calendar, arguments: ["from", "to"], scopes: ["network:{settings.address}"] },
  "caldav-book": { settings: calendar, arguments: ["start", "minutes", "title", "contact"], scopes: ["network:{settings.address}"] },
  "handover-mail": { settings: { to: "text" }, arguments: ["message", "contact"], scopes: ["handover", "mail"] },
};
