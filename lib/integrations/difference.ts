/** What another manifest of the same name asks for, beside the one that was agreed to. */
import type { CatalogueEntry } from "./catalogue";
import type { Manifest } from "./manifest-shape";
import type { InstallationUpdate, IntegrationScope, IntegrationSetting } from "./schema";
import { scopeWords } from "./scopes";

export const shownScopes = ({ scopes, settings }: Manifest): IntegrationScope[] => scopes.map((scope) => ({ scope, words: scopeWords(scope, settings) }));
export const shownSettings = ({ settings }: Manifest): IntegrationSetting[] => settings.map(({ hint = null, example = null, ...setting }) => ({ ...setting, hint, example }));

export function difference(before: Manifest, { manifest: after, hash }: CatalogueEntry): InstallationUpdate {
  const was = new Map(before.tools.map((tool) => [tool.name, ordered(tool)]));
  // A scope is the same where its words are: a setting may bear another title, and then stand for another thing.
  const had = shownScopes(before);
  const has = shownScopes(after);
  const without = (some: IntegrationScope[], others: IntegrationScope[]) => some.filter(({ scope, words }) => !others.some((other) => other.scope === scope && other.words === words));
  return {
    version: after.version, hash, scopesAdded: without(has, had), scopesDropped: without(had, has),
    toolsAdded: after.tools.filter(({ name }) => !was.has(name)).map(({ name }) => name),
    toolsChanged: after.tools.filter((tool) => was.has(tool.name) && was.get(tool.name) !== ordered(tool)).map(({ name }) => name),
    toolsDropped: before.tools.filter(({ name }) => !after.tools.some((tool) => tool.name === name)).map(({ name }) => name),
    settings: shownSettings(after),
  };
}

/** The database keeps no order of fields. */
const ordered = (value: unknown): string => JSON.stringify(value, (_name, each: unknown) =>
  (typeof each === "object" && each !== null && !Array.isArray(each) ? Object.fromEntries(Object.entries(each).sort(([left], [right]) => (left < right ? -1 : 1))) : each));
