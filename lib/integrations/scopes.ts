/** What an integration asks for: a closed list, with words for whoever decides. */
import { readUrl } from "./template";
import { secretKinds, type Manifest } from "./manifest-shape";
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
  const setting = settings.find(({ name }) => place === `{settings.${name}}` || place === `{secrets.${name}}`);
  return setting ? `Sends requests to the address that you enter under “${setting.title}”, and to no other.` : `Sends requests to ${place}, and to no other address.`;
}

const placeOf = (text: string): string | null => {
  const read = readUrl(text);
  if ("fault" in read) return null;
  const { base } = read.url;
  return "origin" in base ? new URL(base.origin).host : `{${base.of}.${base.name}}`;
};

/** What a manifest does, read off what is in it: neither more nor less may be asked for. */
export function neededScopes({ settings, tools, mcp, provider }: Pick<Manifest, "settings" | "tools" | "mcp" | "provider">): string[] {
  const places = [...tools.flatMap(({ request }) => (request ? [request.url] : [])), ...(mcp ? [mcp.url] : []), ...(provider ? [provider.baseUrl] : [])].map(placeOf);
  return [...new Set([
    ...places.flatMap((place) => (place === null ? [] : [`network:${place}`])),
    ...tools.flatMap(({ runner }) => (runner === undefined ? [] : runnerNeeds[runner]?.scopes ?? [])),
    ...(mcp ? ["server-tools"] : []), ...(provider ? ["provider"] : []), ...(settings.some(({ kind }) => secretKinds.includes(kind)) ? ["secrets"] : []),
  ])].sort();
}
