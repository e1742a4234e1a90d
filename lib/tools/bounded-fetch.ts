/** The one way out for tools: guarded, no redirects, ended with the tool's time, and counted. */
import { createGuardedFetch } from "@/lib/platform/guarded-fetch/client";
import { ToolFault } from "./runner";

export const mostAnswerBytes = 2 * 1024 * 1024;

export interface BoundedFetchOptions { signal: AbortSignal; maxBytes?: number }

/** Counts over all answers that it gives; what is over `maxBytes` fails the reading, and the connection is dropped. */
export function createBoundedFetch({ signal, maxBytes = mostAnswerBytes }: BoundedFetchOptions): typeof fetch {
  const send = createGuardedFetch();
  const count = { bytes: 0 };
  return async (input, init) => {
    const both = init?.signal ? AbortSignal.any([signal, init.signal]) : signal;
    both.throwIfAborted();
    const response = await send(input, { ...init, signal: both, redirect: "manual" });
    if (response.status >= 300 && response.status < 400) {
      void response.body?.cancel().catch(() => {});
      throw new ToolFault("The service answers with another address, which is not followed.");
    }
    if (!response.body) return response;
    const counter = new TransformStream<Uint8Array, Uint8Array>({
      transform(piece, controller) {
        count.bytes += piece.byteLength;
        if (count.bytes > maxBytes) controller.error(new ToolFault("The answer is larger than allowed."));
        else controller.enqueue(piece);
      },
    }, undefined, { highWaterMark: 0 });
    return new Response(response.body.pipeThrough(counter), { status: response.status, statusText: response.statusText, headers: response.headers });
  };
}

/** Whoever works on after the signal is not waited for. */
export function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const stop = () => reject(signal.reason);
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop, { once: true });
  work.catch(() => {});
  promise.catch(() => {});
  return Promise.race([work, promise]).finally(() => signal.removeEventListener("abort", stop));
}
