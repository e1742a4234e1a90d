/** One typed method for every operation, made from the table that the contracts write. */
import { jsonOf, type ApiClient, type RequestOptions } from "./client";
import { operations, type OperationId } from "./operations";
import { randomHex } from "./random";
import type { operations as Wire } from "./schema";
import { bytesOf, formOf, type Upload } from "./uploads";
import type { FetchLike, WebFormData, WebResponse, WebSignal } from "./web-types";

export type { OperationId } from "./operations";

export interface CallOptions {
  signal?: WebSignal;
  headers?: Record<string, string>;
  /** Of what is being made: the same key makes it once, however often it is sent. Made by the client where it is left out. */
  idempotencyKey?: string;
}

export type FormFields = WebFormData | Record<string, Upload | string | number | boolean | null | undefined | readonly (string | number)[]>;
type Parameters<Id extends OperationId> = Wire[Id]["parameters"];
type ParamsOf<Id extends OperationId> = Parameters<Id> extends { path: infer Path } ? { params: Path } : { params?: undefined };
type QueryOf<Id extends OperationId> = Parameters<Id> extends { query: infer Query extends object } ? { query: Query }
  : Parameters<Id> extends { query?: infer Query } ? [Exclude<Query, undefined>] extends [never] ? { query?: undefined } : { query?: Query | undefined } : { query?: undefined };
type Sent<Content> = { [Type in keyof Content]: Type extends "application/json" ? Content[Type] : Type extends "multipart/form-data" ? FormFields : Type extends "application/x-www-form-urlencoded" ? Record<string, string> : Upload }[keyof Content];
type BodyOf<Id extends OperationId> = Wire[Id] extends { requestBody: { content: infer Content } } ? { body: Sent<Content> } : { body?: undefined };
type Answers<Id extends OperationId> = Wire[Id]["responses"][keyof Wire[Id]["responses"]];
type Read<Content> = { [Type in keyof Content]: Type extends "application/json" ? Content[Type] : WebResponse }[keyof Content];

/** `params` are in the path; `query` and `body` as the reference says. */
export type OperationInput<Id extends OperationId> = ParamsOf<Id> & QueryOf<Id> & BodyOf<Id> & CallOptions;
/** The JSON; for audio, files and streams the answer itself, unread. */
export type OperationAnswer<Id extends OperationId> = Answers<Id> extends { content: infer Content } ? Read<Content> : undefined;
export type OperationMethod<Id extends OperationId> = object extends OperationInput<Id> ? (input?: OperationInput<Id>) => Promise<OperationAnswer<Id>> : (input: OperationInput<Id>) => Promise<OperationAnswer<Id>>;
/** Each rejects with `ApiError`, or with the signal's reason. */
export type Operations = { [Id in OperationId]: OperationMethod<Id> };

interface AnyInput extends CallOptions { params?: object; query?: object; body?: unknown }
export type AnyMethod = (input?: AnyInput) => Promise<unknown>;

/** `fetch` reads the files that only an address names. */
export function createOperations(client: ApiClient, fetch: FetchLike): Operations {
  const methods = Object.entries(operations).map(([id, line]) => [id, methodOf(client, fetch, line)]);
  // The table and the types are written from the same contracts.
  return Object.fromEntries(methods) as Operations;
}

function methodOf(client: ApiClient, fetch: FetchLike, line: string): AnyMethod {
  const [method = "", path = "", letters = "", type = ""] = line.split(" ");
  const creates = letters.includes("c");
  return async (input = {}) => {
    const { params, query, body, idempotencyKey, signal } = input;
    const headers: Record<string, string> = { ...input.headers };
    // One key for every repeat of this call.
    if (creates) headers["idempotency-key"] = idempotencyKey ?? `sdk_${randomHex(16)}`;
    const request: RequestOptions = { query: { ...query }, headers, signal, body, repeatable: creates || method === "GET" || method === "PUT" || method === "DELETE" };
    if (letters.includes("m")) request.body = formOf(Object(body));
    if (letters.includes("u")) [request.body, headers["content-type"]] = [encoded(Object(body)), "application/x-www-form-urlencoded"];
    const bytes = letters.includes("b") ? await bytesOf(body, type, fetch) : null;
    if (bytes) [request.body, headers["content-type"]] = [bytes.body, bytes.type];
    return client.ask(method, filled(path, params), request, letters.includes("r") ? jsonOrWhole : jsonOf);
  };
}

const jsonOrWhole = async (response: WebResponse): Promise<unknown> => ((response.headers.get("content-type") ?? "").includes("json") ? jsonOf(response) : response);

const encoded = (fields: Record<string, unknown>): string => Object.entries(fields).map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`).join("&");

function filled(path: string, params: object = {}): string {
  const values: Record<string, unknown> = { ...params };
  return path.replace(/\{(\w+)\}/g, (_all, name: string) => {
    const value = values[name];
    // An empty one would name another operation.
    if ((typeof value !== "string" && typeof value !== "number") || value === "") throw new TypeError(`The parameter "${name}" is missing.`);
    return encodeURIComponent(value);
  });
}
