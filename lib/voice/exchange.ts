/** One exchange with an upstream over HTTP: ended by abort or silence, bounded in size, its failures told as `ProviderError`. */
import { isProviderError, ProviderError, type ProviderFault } from "./ports";

/** What every adapter of an HTTP upstream takes besides its own settings. */
export interface UpstreamSettings {
  /** Makes the requests; give the guarded one where the address comes from a user. */
  fetch?: typeof fetch;
  /** Longest silence of the upstream that is borne, before its first byte and between two pieces. */
  timeoutMs?: number;
}

export interface Exchange {
  /** For the client library: links the abort, refuses redirects, counts bytes and remembers how the upstream answered. */
  readonly fetch: typeof fetch;
  readonly signal: AbortSignal;
  /** Waits for the upstream at most `timeoutMs` (or `longestMs`), and no longer than the caller wants to. Time in which nobody waits does not count. */
  wait<T>(work: PromiseLike<T>, longestMs?: number): Promise<T>;
  /** Why the exchange failed, whatever error the client library made of it. */
  fault(error: unknown): ProviderError;
  /** Drops the connection if it is still open. */
  end(): void;
}

/** The 8 s after which a caller must have heard something. Where another provider can take over, the engine gives up earlier. */
export const defaultTimeoutMs = 8_000;
/** Error bodies are read for one sentence only. */
const maxErrorBytes = 64 * 1024;
const longestRetryAfterMs = 3_600_000;

interface Notes { status: number | null; retryAfterMs: number | undefined; broke: boolean; tooLarge: boolean; timedOut: boolean }

export function openExchange(provider: string, signal: AbortSignal, settings: UpstreamSettings, maxBytes: number): Exchange {
  const own = new AbortController();
  const stop = () => own.abort();
  if (signal.aborted) stop();
  else signal.addEventListener("abort", stop, { once: true });
  const notes: Notes = { status: null, retryAfterMs: undefined, broke: false, tooLarge: false, timedOut: false };
  const timeoutMs = settings.timeoutMs ?? defaultTimeoutMs;
  return {
    signal: own.signal,
    fetch: notingFetch(settings.fetch ?? fetch, own.signal, notes, maxBytes, provider),
    wait: (work, longestMs = timeoutMs) => waitFor(work, own, longestMs, notes),
    fault: (error) => toProviderError(provider, error, signal, notes),
    end: () => { signal.removeEventListener("abort", stop); own.abort(); },
  };
}

function notingFetch(send: typeof fetch, ended: AbortSignal, notes: Notes, maxBytes: number, provider: string): typeof fetch {
  return async (input, init) => {
    notes.status = null;
    const signal = init?.signal ? AbortSignal.any([init.signal, ended]) : ended;
    const response = await send(input, { ...init, signal, redirect: "manual" });
    notes.status = response.status;
    notes.retryAfterMs = readRetryAfterMs(response.headers, Date.now());
    if (response.type === "opaqueredirect" || (response.status >= 300 && response.status < 400)) {
      void response.body?.cancel().catch(() => undefined);
      throw new ProviderError(provider, "refused", { cause: new Error("the upstream redirects") });
    }
    if (!response.body) return response;
    const body = countedBody(response.body, response.ok ? maxBytes : maxErrorBytes, notes);
    return new Response(body, { status: response.status, statusText: response.statusText, headers: response.headers });
  };
}

/** Hands on one piece per read, so that a reader who stops stops the upstream too. */
function countedBody(source: ReadableStream<Uint8Array>, maxBytes: number, notes: Notes): ReadableStream<Uint8Array> {
  const reader = source.getReader();
  let sizeBytes = 0;
  let left = false;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      let piece: ReadableStreamReadResult<Uint8Array>;
      try {
        piece = await reader.read();
      } catch (error) {
        if (left) return;
        notes.broke = true;
        return controller.error(error);
      }
      if (left) return;
      if (piece.done) return controller.close();
      sizeBytes += piece.value.byteLength;
      if (sizeBytes <= maxBytes) return controller.enqueue(piece.value);
      notes.tooLarge = true;
      void reader.cancel().catch(() => undefined);
      controller.error(new Error("the answer is larger than allowed"));
    },
    cancel: (reason) => { left = true; return reader.cancel(reason); },
  }, { highWaterMark: 0 });
}

async function waitFor<T>(work: PromiseLike<T>, own: AbortController, timeoutMs: number, notes: Notes): Promise<T> {
  const { promise: stopped, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(new DOMException("ended", "AbortError"));
  const timer = setTimeout(() => { notes.timedOut = true; own.abort(); }, timeoutMs);
  if (own.signal.aborted) onAbort();
  else own.signal.addEventListener("abort", onAbort, { once: true });
  try {
    return await Promise.race([work, stopped]);
  } finally {
    clearTimeout(timer);
    own.signal.removeEventListener("abort", onAbort);
  }
}

/** Causes carry no words of the upstream: those may repeat a prompt or a key. */
function toProviderError(provider: string, error: unknown, signal: AbortSignal, notes: Notes): ProviderError {
  const fail = (fault: ProviderFault, reason: string) => new ProviderError(provider, fault, { cause: new Error(reason) });
  if (signal.aborted) return fail("aborted", "the caller ended it");
  if (notes.timedOut) return fail("timeout", "the upstream was silent for too long");
  const own = providerErrorIn(error);
  if (own) return own;
  if (notes.tooLarge) return fail("malformed", "the answer is larger than allowed");
  if (notes.status === null) return fail("unavailable", codeIn(error) ?? "no connection");
  if (notes.status >= 300) return faultOfStatus(provider, notes.status, notes.retryAfterMs, error);
  if (notes.broke) return fail("cut", codeIn(error) ?? "the connection broke");
  return fail("malformed", "the answer could not be read");
}

function faultOfStatus(provider: string, status: number, retryAfterMs: number | undefined, error: unknown): ProviderError {
  const cause = new Error(`HTTP ${status}`);
  if (status === 401 || status === 403) return new ProviderError(provider, "unauthorised", { cause });
  if (status === 408) return new ProviderError(provider, "timeout", { cause, ...(retryAfterMs !== undefined && { retryAfterMs }) });
  if (status === 429) {
    const spent = hasCode(error, "insufficient_quota");
    return new ProviderError(provider, "rate-limited", { cause, ...(retryAfterMs !== undefined && { retryAfterMs }), ...(spent && { retryable: false }) });
  }
  if (status >= 500) return new ProviderError(provider, "unavailable", { cause, ...(retryAfterMs !== undefined && { retryAfterMs }) });
  return new ProviderError(provider, "refused", { cause });
}

/** Milliseconds to wait from `Retry-After` (seconds or a date) or `retry-after-ms`; undefined where the upstream does not say. */
export function readRetryAfterMs(headers: Headers, nowMs: number): number | undefined {
  const inMs = Number.parseFloat(headers.get("retry-after-ms") ?? "");
  if (Number.isFinite(inMs)) return clampWait(inMs);
  const value = headers.get("retry-after")?.trim();
  if (!value) return undefined;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return clampWait(seconds * 1000);
  const atMs = Date.parse(value);
  return Number.isNaN(atMs) ? undefined : clampWait(atMs - nowMs);
}

const clampWait = (waitMs: number) => Math.min(Math.max(Math.round(waitMs), 0), longestRetryAfterMs);

function providerErrorIn(error: unknown): ProviderError | null {
  for (let each = error, depth = 0; each instanceof Error && depth < 6; each = each.cause, depth++) {
    if (isProviderError(each)) return each;
  }
  return null;
}

function codeIn(error: unknown): string | null {
  for (let each = error, depth = 0; each instanceof Error && depth < 6; each = each.cause, depth++) {
    if ("code" in each && typeof each.code === "string" && /^[A-Z_]{3,40}$/.test(each.code)) return each.code;
  }
  return null;
}

const hasCode = (error: unknown, code: string) => typeof error === "object" && error !== null && "code" in error && error.code === code;
