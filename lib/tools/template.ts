/** An HTTP tool's request as its maker wrote it, and as it is sent: values can only ever be values. */
import type { z } from "zod";
import { addressFault, addressFaultWords } from "@/lib/platform/guarded-fetch/addresses";
import { ToolFault } from "./runner";
import type { HttpRequest, ToolArguments, ToolParameters, ToolSecrets, ToolSettings } from "./schema";

const placeholder = /\{(arguments|settings|secrets)(?:\.([^{}]{1,200}))?\}/g;
const origin = /^[^/?#]*:\/\/[^/?#]*/;
/** What a connection says for itself. */
const ownHeaders = new Set(["host", "content-length", "transfer-encoding", "connection", "keep-alive", "upgrade", "te", "trailer", "expect", "proxy-authorization", "proxy-connection"]);
type Json = z.core.util.JSONType;

interface Known { parameters: ToolParameters; settings: ToolSettings; secretNames: readonly string[] }
interface Used { from: string; name: string | undefined }

const usedIn = (text: string): Used[] => [...text.matchAll(placeholder)].map(([, from = "", name]) => ({ from, name }));
const propertiesOf = ({ properties }: ToolParameters): string[] => (typeof properties === "object" && properties !== null ? Object.keys(properties) : []);

/** Why the request cannot be kept; null where it can. */
export function templateFault(request: HttpRequest, known: Known): { field: string; message: string } | null {
  const names: Record<string, readonly string[]> = { arguments: propertiesOf(known.parameters), settings: Object.keys(known.settings), secrets: known.secretNames };
  const body = JSON.stringify(request.body);
  if (body.length > 16_000) return { field: "body", message: "The body is longer than 16,000 characters." };
  const texts: [string, string][] = [["url", request.url], ...Object.entries(request.headers).map(([name, value]): [string, string] => [`headers.${name}`, value]), ["body", body]];
  for (const [field, text] of texts) {
    for (const { from, name } of usedIn(text)) {
      if (name === undefined && (from !== "arguments" || field !== "body")) return { field, message: `{${from}} needs a name: {${from}.name}.` };
      if (from === "secrets" && field === "url") return { field, message: "Secrets belong into headers or the body: addresses are written into the logs of others." };
      if (name !== undefined && !names[from]?.includes(name)) return { field, message: `There is no ${from.slice(0, -1)} named ${name.slice(0, 60)}.` };
    }
  }
  for (const name of Object.keys(request.headers)) if (ownHeaders.has(name.toLowerCase())) return { field: `headers.${name}`, message: "This header is set by the connection itself." };
  return addressFaultOf(request, known);
}

function addressFaultOf({ url }: HttpRequest, { settings }: Known): { field: string; message: string } | null {
  const refuse = (message: string) => ({ field: "url", message });
  if (usedIn(origin.exec(url)?.[0] ?? "").some(({ from }) => from === "arguments")) return refuse("Arguments may stand in the path and the query only: the model does not choose whom to ask.");
  let parsed: URL;
  try { parsed = new URL(filled(url, { arguments: {}, settings, secrets: {} }, encoded)); } catch { return refuse("This is not an address."); }
  if (parsed.username || parsed.password || parsed.hash) return refuse("The address holds no password and no fragment.");
  const fault = addressFault(parsed);
  return fault ? refuse(addressFaultWords[fault]) : null;
}

interface Values { arguments: ToolArguments; settings: ToolSettings; secrets: ToolSecrets }

function valueOf(values: Values, from: string, name: string | undefined): Json | undefined {
  const source: Record<string, Json> = from === "arguments" ? values.arguments : from === "settings" ? values.settings : values.secrets;
  if (name === undefined) return source;
  return Object.hasOwn(source, name) ? source[name] : undefined;
}
const textOf = (value: Json | undefined): string => (value === undefined || value === null ? "" : typeof value === "string" ? value : JSON.stringify(value)).toWellFormed();
const encoded = (text: string): string => encodeURIComponent(text);
const plain = (text: string): string => text.replace(/[^\x20-\x7e]/g, " ").slice(0, 4_000);
const filled = (text: string, values: Values, write: (value: string) => string): string => text.replace(placeholder, (_all, from: string, name?: string) => write(textOf(valueOf(values, from, name))));

/** Objects and lists with every string filled; a string that is one placeholder becomes the value, and a field without a value is left out. */
function filledJson(template: Json, values: Values): Json | undefined {
  if (typeof template === "string") {
    const [whole] = [...template.matchAll(placeholder)];
    if (whole && whole[0] === template) return valueOf(values, whole[1] ?? "", whole[2]);
    return filled(template, values, (value) => value);
  }
  if (Array.isArray(template)) return template.map((each) => filledJson(each, values) ?? null);
  if (typeof template !== "object" || template === null) return template;
  return Object.fromEntries(Object.entries(template).flatMap(([name, each]) => { const value = filledJson(each, values); return value === undefined ? [] : [[name, value]]; }));
}

export interface FilledRequest { url: URL; method: string; headers: Record<string, string>; body: string | null }

/** Throws `ToolFault` where an argument would lead to another place of the server than the template's. */
export function fillRequest(request: HttpRequest, values: Values): FilledRequest {
  const url = new URL(filled(request.url, values, encoded));
  // "." and ".." are the only values that an address reads as more than a name.
  const path = (text: string) => text.replace(origin, "").replace(/[?#].*$/s, "");
  if (url.pathname.split("/").length !== Math.max(2, path(request.url).split("/").length)) throw new ToolFault("An argument cannot be part of this address.");
  const headers = new Map(Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), filled(value, values, plain).trim()]));
  const takesBody = request.method !== "GET" && (request.body !== null || request.method !== "DELETE");
  const body = takesBody ? JSON.stringify(request.body === null ? values.arguments : filledJson(request.body, values) ?? null) : null;
  if (body !== null && !headers.has("content-type")) headers.set("content-type", "application/json");
  if (!headers.has("accept")) headers.set("accept", "application/json, text/plain;q=0.9");
  return { url, method: request.method, headers: Object.fromEntries(headers), body };
}
