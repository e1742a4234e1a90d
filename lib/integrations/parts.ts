/** What an installation is made of: the tools that its manifest describes, as `lib/tools` takes them, with what was entered. */
import type { InstalledTool } from "@/lib/tools/schema";
import type { Entered } from "./entered";
import type { Manifest, ManifestTool } from "./manifest-shape";
import { runnerNeeds } from "./runner-needs";
import { piecesOf, placeholdersOf, readUrl } from "./template";

type Json = string | number | boolean | null | Json[] | { [name: string]: Json };
/** Not in the answer where it names what was not entered. */
const isWhole = (text: string, { settings, secrets }: Entered): boolean =>
  placeholdersOf(text).every(({ of, name }) => of === "arguments" || Object.hasOwn(of === "secrets" ? secrets : settings, name));

export const toolsOf = (manifest: Manifest, entered: Entered): InstalledTool[] => manifest.tools.map((tool) => toolOf(tool, entered));

function toolOf(tool: ManifestTool, entered: Entered): InstalledTool {
  const { name, description, parameters, timeoutMs, filler } = tool;
  const common = { name, description, parameters: { ...parameters }, timeoutMs, ...(filler === undefined ? {} : { filler }) };
  if (tool.runner !== undefined) return { ...common, does: { kind: "runner", runner: tool.runner }, ...only(entered, Object.keys(runnerNeeds[tool.runner]?.settings ?? {})) };
  const { url = "", method = "GET", query = {}, headers = {}, body } = tool.request ?? {};
  const read = readUrl(url);
  if ("url" in read && !("origin" in read.url.base) && read.url.base.of === "secrets") {
    const address = entered.secrets[read.url.base.name] ?? "";
    const values = only(entered, namesIn(body)).settings;
    return { ...common, does: { kind: "runner", runner: "secret-webhook" }, settings: { body: JSON.stringify(pruned(body, entered)), values: JSON.stringify(values) }, secrets: { address } };
  }
  const kept = Object.fromEntries(Object.entries(headers).filter(([, value]) => isWhole(value, entered)));
  const sent = body === undefined ? undefined : pruned(body, entered);
  return {
    ...common, ...only(entered, [...namesIn(kept), ...namesIn(sent)]),
    does: { kind: "http", request: { method, url: addressOf(url, query, entered), headers: kept, ...(sent === undefined ? {} : { body: sent }) } },
  };
}

/** Everything but arguments is written out, so that nothing else is left to be filled in when somebody calls. */
export function addressOf(text: string, query: Record<string, string>, entered: Entered): string {
  const read = readUrl(text);
  if ("fault" in read) throw new TypeError(read.fault);
  const { base, path } = read.url;
  const start = "origin" in base ? base.origin : String((base.of === "secrets" ? entered.secrets : entered.settings)[base.name] ?? "");
  const asked = Object.entries(query).filter(([, value]) => isWhole(value, entered)).map(([name, value]) => `${encodeURIComponent(name)}=${encoded(value, entered)}`);
  return `${path === "" ? start : start.replace(/\/$/, "")}${encoded(path, entered, true)}${asked.length > 0 ? `?${asked.join("&")}` : ""}`;
}

const encoded = (text: string, { settings }: Entered, asIs = false): string => (piecesOf(text) ?? []).map((piece) => {
  if (typeof piece === "string") return asIs ? piece : encodeURIComponent(piece);
  return piece.of === "arguments" ? `{arguments.${piece.name}}` : encodeURIComponent(String(settings[piece.name] ?? ""));
}).join("");

/** Without the fields whose text names what was not entered. */
function pruned(value: unknown, entered: Entered): Json {
  if (Array.isArray(value)) return value.filter((each) => typeof each !== "string" || isWhole(each, entered)).map((each) => pruned(each, entered));
  if (typeof value === "object" && value !== null) return Object.fromEntries(Object.entries(value).filter(([, each]) => typeof each !== "string" || isWhole(each, entered)).map(([name, each]) => [name, pruned(each, entered)]));
  return value as Json;
}

function namesIn(value: unknown): string[] {
  if (typeof value === "string") return placeholdersOf(value).filter(({ of }) => of !== "arguments").map(({ name }) => name);
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(namesIn) : [];
}

/** A tool is given what it uses and nothing else. */
function only({ settings, secrets }: Entered, names: readonly string[]): Entered {
  const pick = <T>(values: Record<string, T>) => Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name)));
  return { settings: pick(settings), secrets: pick(secrets) };
}

/** Filled in, for a server that is asked with the same headers always. */
export const headersOf = (headers: Record<string, string>, entered: Entered): Record<string, string> => Object.fromEntries(Object.entries(headers)
  .filter(([, value]) => isWhole(value, entered))
  .map(([name, value]) => [name, (piecesOf(value) ?? []).map((piece) => (typeof piece === "string" ? piece : String((piece.of === "secrets" ? entered.secrets : entered.settings)[piece.name] ?? ""))).join("")]));
