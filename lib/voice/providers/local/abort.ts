/** Waiting that ends with a signal, for sources that do not listen to one. */
import { ProviderError } from "@/lib/voice/ports";

/** The promise's value; rejects with ProviderError `aborted` as soon as the signal does. */
export function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(new ProviderError("local", "aborted", { cause: signal.reason }));
    if (signal.aborted) onAbort();
    signal.addEventListener("abort", onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}
