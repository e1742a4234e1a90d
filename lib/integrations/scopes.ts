/** What an integration asks for: a closed list, with words for whoever decides. */
import { readUrl } from "./template";
import type { Manifest } from "./manifest-shape";
import { runnerNeeds } from "./runner-needs";

export const plainScopes = {
  secrets: "Uses the secrets that you enter here. They are encrypted, and sent to the addresses above and nowhere else.",
  mail: "Writes mails to the address that you set. What the caller says is in them.",
  handover: "Leaves the caller's message in this workspace, among the messages for a person.",
  provider: "Becomes this workspace's provider: what callers say to agents that use it is sent there.",
  "server-tools": "Brings tools that another server describes. What they do, that server decides.",
} as const;

/** One sentence of what the scope allows. */
export function scopeWords(scope: string, settings: Manifest["settings"]): string {
  const plain = Object.entries(plainScopes).find(([name]) => name === scope)?.[1];
  if (plain) return plain;
  const place = scope.slice("network:".length);
  const setting = settings.find(({ name }) => place === `{setting.${name}}`);
  return setting ? `Sends requests to the address that you enter under “${setting.title}”, and to no other.` : `Sends requests to ${place}, and to no other address.`;
}

/** What a manifest does, read off what is in it: neither more nor less may be asked for. */
export function neededScopes(manifest: Omit<Manifest, "scopes">): string[] {
  const needed = new Set<string>();
  const reach = (text: string) => {
    const read = readUrl(text);
    if ("url" in read) needed.add("setting" in read.url.base ? `network:{setting.${read.url.base.setting}}` : `network:${new URL(read.url.base.origin).host}`);
  };
  for (const tool of manifest.tools) {
    if (tool.request) reach(tool.request.url);
    if (tool.runner) for (const scope of runnerNeeds[tool.runner]?.scopes ?? []) needed.add(scope);
  }
  if (manifest.mcp) { reach(manifest.mcp.url); needed.add("server-tools"); }
  if (manifest.provider) { reach(manifest.provider.baseUrl); needed.add("provider"); }
  if (manifest.settings.some(({ kind }) => kind === "secret" || kind === "secret-url")) needed.add("secrets");
  return [...needed].sort();
}
