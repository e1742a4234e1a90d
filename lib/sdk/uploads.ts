/** Files as browsers, Node and React Native hold them, made into what `fetch` sends. */
import { isSentBody } from "./client";
import type { FetchLike, SentBody, WebBlob } from "./web-types";

/** A file of React Native, which only its address names. */
export interface FileAddress { uri: string; name: string; type: string }
/** Bytes with a file's name and type. */
export interface NamedBytes { data: WebBlob | Uint8Array<ArrayBuffer> | ArrayBuffer; name: string; type?: string }
export type Upload = WebBlob | Uint8Array<ArrayBuffer> | ArrayBuffer | NamedBytes | FileAddress;

const holds = <Key extends string>(value: unknown, key: Key): value is Record<Key, unknown> => typeof value === "object" && value !== null && key in value;
const isAddress = (value: unknown): value is FileAddress => holds(value, "uri") && holds(value, "name") && typeof value.uri === "string";
const isNamed = (value: unknown): value is NamedBytes => holds(value, "data") && isSentBody(value.data) && holds(value, "name") && typeof value.name === "string";

/** Fields and files as a form; lists become fields of the same name, and what is undefined or null stays out. */
export function formOf(fields: object): FormData {
  if (fields instanceof FormData) return fields;
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) for (const each of Array.isArray(value) ? value : [value]) append(form, name, each);
  return form;
}

function append(form: FormData, name: string, value: unknown): void {
  if (value === undefined || value === null) return;
  if (isNamed(value)) return form.append(name, blobOf(value.data, value.type), value.name);
  // React Native's form takes the address itself and reads the file while it sends.
  if (isAddress(value)) return form.append(name, value as unknown as string);
  if (typeof value !== "string" && isSentBody(value) && !(value instanceof FormData)) return form.append(name, blobOf(value), holds(value, "name") && typeof value.name === "string" ? value.name : name);
  form.append(name, String(value));
}

const blobOf = (data: SentBody, type?: string): Blob => (data instanceof Blob && !type ? data : new Blob([data as BlobPart], type ? { type } : {}));

/** The bytes and their type, or null for what is to be JSON. `type` is for bytes that name none. */
export async function bytesOf(body: unknown, type: string, fetch: FetchLike): Promise<{ body: SentBody; type: string } | null> {
  if (isAddress(body)) return { body: await (await fetch(body.uri)).blob(), type: body.type || type };
  const data = isNamed(body) ? body.data : body;
  if (typeof data === "string" || !isSentBody(data)) return null;
  const own = isNamed(body) ? body.type : undefined;
  return { body: data, type: own || (holds(data, "type") && typeof data.type === "string" && data.type ? data.type : type) };
}
