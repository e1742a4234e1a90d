/** A small client for Parley's HTTP API, for browsers and any runtime with `fetch`. Failures are `ApiError`, in the user's words. */

import { createTokenKeeper, type Tokens } from "./token-keeper";

export interface FieldError { path: string; message: string }

interface Problem { code: string; detail: string; requestId: string | null; errors: FieldError[] }

const apiErrorMark = Symbol.for("parley.api-error");

/** An answer that was not what was asked for. `message` may be shown as it is. Recognise it with `isApiError`. */
export class ApiError extends Error {
  readonly [apiErrorMark] = true;
  readonly code: string;
  readonly requestId: string | null;
  /** What is wrong with each field, where the server said so. */
  readonly errors: FieldError[];
  constructor(readonly status: number, problem: Problem, readonly retryAfterMs: number | null = null) {
    super(problem.detail);
    this.name = "ApiError";
    this.code = problem.code;
    this.requestId = problem.requestId;
    this.errors = problem.errors;
  }
}

export function isApiError(error: unknown): error is ApiError {
  return typeof error === "object" && error !== null && apiErrorMark in error;
}

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
  fetch?: typeof fetch;
}

export type QueryValue = string | number | boolean | null | undefined;

export interface RequestOptions {
  query?: Record<string, QueryValue>;
  /** Sent as JSON, or as it is where it is a form or a file. */
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** Lets the request outlive the page, for a last save. */
  keepalive?: boolean;
}

export interface ApiClient {
  /** The JSON answer; undefined for an empty one. The type is the one that the operation's shape names. */
  request<T = undefined>(method: string, path: string, options?: RequestOptions): Promise<T>;
  /** The answer as it came, for audio and files. */
  raw(method: string, path: string, options?: RequestOptions): Promise<Response>;
}

export function createClient(options: ClientOptions = {}): ApiClient {
  const { tokens, ...plain } = options;
  const keeper = tokens && createTokenKeeper(tokens, async (refreshToken) => await jsonOf(await send(plain, "PUT", "/api/v1/tokens", { body: { refreshToken } })) as Tokens, tokens.onChange);
  const raw = async (method: string, path: string, request: RequestOptions = {}): Promise<Response> => {
    if (!keeper) return send(plain, method, path, request);
    const { accessToken } = keeper.current();
    try { return await send({ ...plain, apiKey: accessToken }, method, path, request); } catch (error) {
      if (!isApiError(error) || error.code !== "session_expired") throw error;
      return send({ ...plain, apiKey: (await keeper.renew(accessToken)).accessToken }, method, path, request);
    }
  };
  return {
    raw,
    // The one parsing boundary: the server answers in the declared shape or not at all.
    request: async <T>(method: string, path: string, request?: RequestOptions) => await jsonOf(await raw(method, path, request)) as T,
  };
}

/** Ties the page's request to the server's log lines of it. `randomUUID` is not there on plain http. */
const newRequestId = (): string => `web_${Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("")}`;

async function send(options: ClientOptions, method: string, path: string, request: RequestOptions): Promise<Response> {
  const requestId = newRequestId();
  const headers = new Headers({ ...request.headers, "x-request-id": requestId });
  if (options.apiKey) headers.set("authorization", `Bearer ${options.apiKey}`);
  const body = bodyOf(request.body, headers);
  const { signal, keepalive } = request;
  let response: Response;
  try {
    response = await (options.fetch ?? fetch)(`${options.baseUrl ?? ""}${path}${queryOf(request.query)}`, { method, headers, body, signal, keepalive });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiError(0, { code: "unreachable", detail: "The server could not be reached. Check the connection and try again.", requestId, errors: [] });
  }
  if (!response.ok) throw await failure(response);
  return response;
}

function bodyOf(body: unknown, headers: Headers): BodyInit | undefined {
  if (body === undefined) return undefined;
  if (body instanceof FormData || body instanceof Blob) return body;
  headers.set("content-type", "application/json");
  return JSON.stringify(body);
}

function queryOf(query: RequestOptions["query"]): string {
  const pairs = Object.entries(query ?? {}).flatMap(([name, value]) => (value === undefined || value === null || value === "" ? [] : [[name, String(value)]]));
  return pairs.length > 0 ? `?${new URLSearchParams(pairs)}` : "";
}

async function jsonOf(response: Response): Promise<unknown> {
  if (response.status === 204) return undefined;
  try { return await response.json(); } catch {
    throw new ApiError(response.status, { code: "unreadable", detail: "The server's answer could not be read. Try again.", requestId: response.headers.get("x-request-id"), errors: [] });
  }
}

const textOf = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);
const fieldsOf = (value: unknown): Record<string, unknown> => (typeof value === "object" && value !== null ? { ...value } : {});

/** Reads both shapes of error: RFC 9457 under `/api/v1`, OpenAI's under `/v1`. */
async function failure(response: Response): Promise<ApiError> {
  const body = fieldsOf(await response.json().catch(() => null));
  const inner = fieldsOf(body.error);
  const errors = Array.isArray(body.errors) ? body.errors.map(fieldsOf).map(({ path, message }) => ({ path: textOf(path) ?? "", message: textOf(message) ?? "" })) : [];
  const seconds = Number(response.headers.get("retry-after"));
  return new ApiError(response.status, {
    code: textOf(body.code) ?? textOf(inner.code) ?? "unknown",
    detail: textOf(body.detail) ?? textOf(inner.message) ?? `The server answered with status ${response.status}. Try again in a moment.`,
    requestId: textOf(body.requestId) ?? response.headers.get("x-request-id"), errors,
  }, Number.isFinite(seconds) && seconds > 0 ? seconds * 1_000 : null);
}

/** The page's own server. */
export const api = createClient();
