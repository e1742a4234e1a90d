/** Requests to identity servers, whose addresses administrators of workspaces set: nothing of what answers is trusted, neither its size nor its speed. */
import type { CustomFetch } from "openid-client";
import { env, isLoopbackHost } from "@/lib/platform/env";
import { createGuardedFetch } from "@/lib/voices/guarded-upstream";

export interface OutgoingOptions {
  /** `host` or `host:port` that may be private; those of them on loopback may speak plain http. */
  allowedHosts: readonly string[];
  timeoutMs?: number;
  maxBytes?: number;
  resolve?: (hostname: string) => Promise<string[]>;
}

export const answerWithinMs = 5_000;
const mostBytes = 512 * 1_024;

/** https, or plain http to a loopback host that the operator allows. No user, no password in it. */
export function mayBeAsked(url: URL, allowedHosts: readonly string[]): boolean {
  if (url.username || url.password) return false;
  return url.protocol === "https:" || (url.protocol === "http:" && isLoopbackHost(url.hostname) && (allowedHosts.includes(url.host) || allowedHosts.includes(url.hostname)));
}

/** As `openid-client` asks for it; the errors of ours carry a code of `silenceCodes`. */
export type Send = CustomFetch;
const silenceCodes = ["ANSWER_REFUSED", "ANSWER_LATE", "ANSWER_ABSENT", "ANSWER_REDIRECTED", "ANSWER_TOO_LARGE"] as const;
export const isSilenceCode = (code: string): boolean => silenceCodes.some((each) => each === code);
/** A `TypeError`, as of `fetch`: the library passes those on as they are. */
const silent = (code: (typeof silenceCodes)[number], cause?: unknown): TypeError => Object.assign(new TypeError("the identity server did not answer", { cause }), { code });
const isSilent = (error: unknown): boolean => isSilenceCode(String(Reflect.get(Object(error), "code")));

/**
 * `fetch` that resolves once and goes there, refuses private addresses but for the allowed hosts, follows no redirect, and gives whole answers
 * of at most `maxBytes` within `timeoutMs`, name server included.
 */
export function createSend({ allowedHosts, timeoutMs = answerWithinMs, maxBytes = mostBytes, resolve }: OutgoingOptions): Send {
  const guarded = createGuardedFetch({ allowedHosts, ...(resolve ? { resolve } : {}) });
  return async (address, { body, headers, method, signal: given }) => {
    if (!mayBeAsked(new URL(address), allowedHosts)) throw silent("ANSWER_REFUSED");
    const signal = AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(given ? [given] : [])]);
    const late = new Promise<never>((_resolve, reject) => { signal.addEventListener("abort", () => reject(silent("ANSWER_LATE")), { once: true }); });
    late.catch(() => {});
    try {
      const init = { method, headers, signal, redirect: "manual" as const, ...(body ? { body: String(body) } : {}) };
      const response = await Promise.race([guarded(address, init), late]);
      return new Response(await whole(response, late, maxBytes), { status: response.status, headers: response.headers });
    } catch (error) {
      if (isSilent(error)) throw error;
      throw silent(signal.aborted ? "ANSWER_LATE" : error instanceof TypeError ? "ANSWER_REFUSED" : "ANSWER_ABSENT", error);
    }
  };
}

async function whole(response: Response, late: Promise<never>, maxBytes: number): Promise<Buffer<ArrayBuffer> | null> {
  const reader = response.body?.getReader();
  try {
    if (response.status >= 300 && response.status < 400) throw silent("ANSWER_REDIRECTED");
    if (!reader) return null;
    const pieces: Uint8Array[] = [];
    let sizeBytes = 0;
    for (let next = await Promise.race([reader.read(), late]); !next.done; next = await Promise.race([reader.read(), late])) {
      sizeBytes += next.value.byteLength;
      if (sizeBytes > maxBytes) throw silent("ANSWER_TOO_LARGE");
      pieces.push(next.value);
    }
    return Buffer.concat(pieces);
  } finally { reader?.cancel().catch(() => {}); }
}

export const systemSend = (): Send => createSend({ allowedHosts: env().ALLOWED_PRIVATE_HOSTS });
