/** Repeats what failed for the moment. Only for requests that may be said twice. */
import { isApiError } from "./api-error";
import type { WebSignal } from "./web-types";

export interface RetryOptions {
  /** Repeats after the first attempt, at most. Default 3. */
  most?: number;
  /** Of the first wait; each further one is twice as long, with jitter. Default 250. */
  firstDelayMs?: number;
  /** A server that asks for a longer wait is not waited for: its error is thrown. Default 20,000. */
  mostDelayMs?: number;
  /** Injected, so that tests need no sleep. Rejects where the signal aborts. */
  sleep?: (delayMs: number, signal: WebSignal | undefined) => Promise<void>;
  /** From 0 to 1. */
  random?: () => number;
}

const isPassing = (error: unknown): boolean => isApiError(error) && (error.code === "unreachable"
  || ((error.status === 429 || error.status === 503) && error.retryAfterMs !== null)
  || (error.status === 409 && error.code === "request_in_progress"));

/** Rejects with what the last attempt rejected with, or with the signal's reason. */
export async function withRetries<T>(attempt: () => Promise<T>, signal: WebSignal | undefined, options: RetryOptions): Promise<T> {
  const { most = 3, firstDelayMs = 250, mostDelayMs = 20_000, sleep = realSleep, random = Math.random } = options;
  for (let repeats = 0; ; repeats++) {
    try { return await attempt(); } catch (error) {
      if (!isPassing(error) || repeats >= most || signal?.aborted) throw error;
      const askedMs = isApiError(error) ? error.retryAfterMs ?? 0 : 0;
      if (askedMs > mostDelayMs) throw error;
      // From half to the whole, so that clients that failed together do not come back together.
      const ownMs = Math.min(mostDelayMs, firstDelayMs * 2 ** repeats) * (0.5 + random() / 2);
      await sleep(Math.max(askedMs, ownMs), signal);
    }
  }
}

const realSleep = (delayMs: number, signal: WebSignal | undefined) => new Promise<void>((resolve, reject) => {
  const aborted = () => { clearTimeout(timer); reject(signal?.reason); };
  const timer = setTimeout(() => { signal?.removeEventListener("abort", aborted); resolve(); }, delayMs);
  signal?.addEventListener("abort", aborted);
});
