/** The way to Parley's HTTP API, for browsers and any runtime with `fetch`. Failures are `ApiError`, in the user's words. */
import { ApiError, errorOf, isApiError } from "./api-error";
import { randomHex } from "./random";
import { withRetries, type RetryOptions } from "./retries";
import { createTokenKeeper, type Tokens } from "./token-keeper";
import type { FetchLike, SentBody, WebResponse, WebSignal } from "./web-types";

export { ApiError, isApiError, type FieldError } from "./api-error";

/** Words for anything that was thrown around a request. */
export const messageOf = (error: unknown): string =>
  isApiError(error) ? error.message : "Something went wrong in this page. Load it again; what was saved is kept.";

export interface ClientOptions {
  /** Origin of the server; empty for the page's own. */
  baseUrl?: string;
  /** Absent in a browser, where the session's cookie speaks. */
  apiKey?: string;
  /** Of `POST /api/v1/tokens`: sent as bearer, and renewed when they have expired. `onChange` stores each new pair. */
  tokens?: Tokens & { onChange?: (tokens: Tokens) => void | Promise<void> };
  fetch?: FetchLike;
  /** How what failed for the moment is repeated; false: never. Only requests marked `repeatable` are. */
  retries?: RetryOptions | false;
}

export type QueryValue = string | number | boolean | null | undefined;

export interface RequestOptions {
  query?: Record<string, QueryValue>;
  /** Sent as JSON, or as it is where it is a form, a file or bytes. */
  body?: unknown;
  headers?: Record<string, string>;
  signal?: WebSignal;
  /** Lets the request outlive the page, for a last save. */
  keepalive?: boolean;
  /** Said twice, it does what it does said once. */
  repeatable?: boolean;
}

export interface ApiClient {
  /** The JSON answer; undefined for an empty one. The type is the one that the operation's shape names. */
  request<T = undefined>(method: string, path: string, options?: RequestOptions): Promise<T>;
  /** The answer as it came, for audio and files. */
  raw(method: string, path: string, options?: RequestOptions): Promise<WebResponse>;
  /** What `read` makes of the answer; a line that breaks while it is read counts as broken. */
  ask<T>(method: string, path: string, options: RequestOptions, read: (response: WebResponse) => Promise<T>): Promise<T>;
}

export function createClient(options: ClientOptions = {}): ApiClient {
  const { tokens, retries = false, ...plain } = options;
  const keeper = tokens && createTokenKeeper(tokens, async (refreshToken) => await jsonOf(await send(plain, "PUT", "/api/v1/tokens", { body: { refreshToken } })) as Tokens, tokens.onChange);
  const once = async (method: string, path: string, request: RequestOptions): Promise<WebResponse> => {
    if (!keeper) return send(plain, method, path, request);
    const { accessToken } = keeper.current();
    try { return await send({ ...plain, apiKey: accessToken }, method, path, request); } catch (error) {
      if (!isApiError(error) || error.code !== "session_expired") throw error;
      return send({ ...plain, apiKey: (await keeper.renew(accessToken)).accessToken }, method, path, request);
    }
  };
  const ask: ApiClient["ask"] = (method, path, request, read) => {
    const attempt = async () => {
      try { return await read(await once(method, path, request)); } catch (error) { throw request.signal?.aborted ? request.signal.reason ?? error : error; }
    };
    return retries && request.repeatable ? withRetries(attempt, request.signal, retries) : attempt();
  };
  return {
    ask,
    raw: (method, path, request = {}) => ask(method, path, request, (response) => Promise.resolve(response)),
    // The one parsing boundary: the server answers in the declared shape or not at all.
    request: async <T>(method: string, path: string, request: RequestOptions = {}) => await ask(method, path, request, jsonOf) as T,
  };
}

const unreachable = (requestId: string | null) => new ApiError(0, { code: "unreachable", detail: "The server could not be reached. Check the connection and try again.", requestId, errors: [] });

async function send(options: ClientOptions, method: string, path: string, request: RequestOptions): Promise<WebResponse> {
  // Ties the page's request to the server's log lines of it.
  const requestId = `web_${randomHex()}`;
  const headers: Record<string, string> = { ...request.headers, "x-request-id": requestId };
  if (options.apiKey) headers.authorization = `Bearer ${options.apiKey}`;
  const body = bodyOf(request.body, headers);
  const { signal, keepalive } = request;
  const ask: FetchLike = options.fetch ?? fetch;
  let response: WebResponse;
  try {
    response = await ask(`${options.baseUrl ?? ""}${path}${queryOf(request.query)}`, { method, headers, body, signal, keepalive });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw unreachable(requestId);
  }
  if (!response.ok) throw await errorOf(response, Date.now());
  return response;
}

const isA = (value: unknown, name: "Blob" | "FormData"): boolean => typeof globalThis[name] === "function" && value instanceof globalThis[name];
/** What is sent as it is. */
export const isSentBody = (value: unknown): value is SentBody => typeof value === "string" || value instanceof Uint8Array || value instanceof ArrayBuffer || isA(value, "Blob") || isA(value, "FormData");

function bodyOf(body: unknown, headers: Record<string, string>): SentBody | undefined {
  if (body === undefined) return undefined;
  if (typeof body !== "string" && isSentBody(body)) return body;
  if (typeof body === "string" && headers["content-type"]) return body;
  headers["content-type"] = "application/json";
  return JSON.stringify(body);
}

function queryOf(query: RequestOptions["query"]): string {
  const pairs = Object.entries(query ?? {}).flatMap(([name, value]) => (value === undefined || value === null || value === "" ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(value)}`]));
  return pairs.length > 0 ? `?${pairs.join("&")}` : "";
}

/** Rejects with `unreachable` where the line breaks half-way, with `unreadable` where it is no JSON. */
export async function jsonOf(response: WebResponse): Promise<unknown> {
  if (response.status === 204) return undefined;
  const requestId = response.headers.get("x-request-id");
  let text: string;
  try { text = await response.text(); } catch { throw unreachable(requestId); }
  try { return JSON.parse(text); } catch {
    throw new ApiError(response.status, { code: "unreadable", detail: "The server's answer could not be read. Try again.", requestId, errors: [] });
  }
}

/** Without the slash that paths begin with. */
export const originOf = (baseUrl = ""): string => baseUrl.replace(/\/+$/, "");

/** The page's own server. */
export const api = createClient();
