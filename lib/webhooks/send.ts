/** One post to an address that a user set: ten seconds in all, no redirect, 64 kB of an answer at most, and nothing of it kept but the status. */
import type { WebhookFault } from "./schema";

/** Until the answer's status has come; what follows is read as long as there is time left. Below the lease in `deliver.ts`. */
export const answerMs = 10_000;
const mostReadBytes = 64 * 1_024;

export interface Sent { status: number | null; fault: WebhookFault | null; durationMs: number; /** What the receiver asks to wait, as far as it can be read. */ retryAfterMs: number | null }
export interface Sending { url: string; headers: Record<string, string>; body: string; signal: AbortSignal; fetch: typeof fetch; timeoutMs?: number; now(): Date }

/** Never throws. An answer that begins with 2xx is one that was taken, however it goes on. */
export async function send({ url, headers, body, signal, fetch, timeoutMs = answerMs, now }: Sending): Promise<Sent> {
  const startedMs = performance.now();
  const late = AbortSignal.timeout(timeoutMs);
  const ending = AbortSignal.any([signal, late]);
  const done = (status: number | null, fault: WebhookFault | null, retryAfterMs: number | null = null): Sent => ({ status, fault, durationMs: Math.round(performance.now() - startedMs), retryAfterMs });
  try {
    const post = fetch(url, { method: "POST", redirect: "manual", headers: { "content-type": "application/json", "user-agent": "Parley-Webhooks/1", ...headers }, body, signal: ending });
    // Name servers know no signal: an answer that comes after all is cut off.
    const answer = await Promise.race([post, aborted(ending)]).catch((error: unknown) => { post.then((unwanted) => unwanted.body?.cancel(), () => {}).catch(() => {}); throw error; });
    const sent = done(answer.status, faultOfStatus(answer.status), retryAfterOf(answer.headers.get("retry-after"), now()));
    await drain(answer, ending);
    return { ...sent, durationMs: done(null, null).durationMs };
  } catch (error) {
    return done(null, late.aborted ? "timeout" : faultOf(error));
  }
}

const aborted = (signal: AbortSignal): Promise<never> => new Promise((_resolve, reject) => {
  const end = () => reject(new Error("ended"));
  if (signal.aborted) end();
  else signal.addEventListener("abort", end, { once: true });
});

async function drain(answer: Response, signal: AbortSignal): Promise<void> {
  const reader = answer.body?.getReader();
  if (!reader) return;
  try {
    for (let readBytes = 0; readBytes < mostReadBytes;) {
      const next = await Promise.race([reader.read(), aborted(signal)]);
      if (next.done) return;
      readBytes += next.value.byteLength;
    }
  } catch { /* The status has come, and it is what counts. */ } finally { await reader.cancel().catch(() => {}); }
}

const faultOfStatus = (status: number): WebhookFault | null => (status >= 200 && status < 300 ? null : status >= 300 && status < 400 ? "redirect" : "status");

function retryAfterOf(header: string | null, now: Date): number | null {
  if (header === null) return null;
  const waitMs = /^\d{1,9}$/.test(header.trim()) ? Number(header) * 1_000 : Date.parse(header) - now.getTime();
  return Number.isFinite(waitMs) && waitMs > 0 ? waitMs : null;
}

/** In a word; the error itself may hold the address. */
function faultOf(error: unknown): WebhookFault {
  const code = String(Reflect.get(Object(error), "code") ?? "");
  if (code === "ADDRESS_REFUSED") return "address";
  if (code === "ECONNREFUSED") return "refused";
  if (/^(ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|EACCES|EINVAL)$/.test(code)) return "unreachable";
  if (code === "ETIMEDOUT") return "timeout";
  if (/^(ECONNRESET|EPIPE|ECONNABORTED)$/.test(code)) return "reset";
  if (/^HPE_/.test(code) || code === "ANSWER_UNREADABLE") return "malformed";
  return /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_VERIFY|EPROTO/.test(code) ? "tls" : "internal";
}
