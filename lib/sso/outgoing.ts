/** Requests to identity servers, whose addresses administrators of workspaces set: nothing of what answers is trusted, neither its size nor its speed. */
import type { CustomFetch } from "openid-client";
import { env, isLoopbackHost } from "@/lib/platform/env";
import { addressFault } from "@/lib/platform/guarded-fetch/addresses";
import { createGuardedFetch } from "@/lib/platform/guarded-fetch/client";

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
export const mayBeAsked = (url: URL, allowedHosts: readonly string[]): boolean => addressFault(url, allowedHosts) === null && (url.protocol === "https:" || isLoopbackHost(url.hostname));

/** As `openid-client` asks for it; the errors of ours carry a code of `silenceCodes`. */
export type Send = CustomFetch;
const silenceCodes = ["ANSWER_REFUSED", "ANSWER_LATE", "ANSWER_ABSENT", "ANSWER_REDIRECTED", "ANSWER_TOO_LARGE"] as const;
export const isSilenceCode = (code: string): boolean => silenceCodes.some((each) => each === code);
/** A `TypeError`, as of `fetch`: the library passes those on as they are. */
const silent = (code: (typeof silenceCodes)[number], cause?: unknown): TypeError => Object.assign(new TypeError("the identity server did not answer", { cause }), { code });
const silenceOf: Partial<Record<string, (typeof silenceCodes)[number]>> = { ADDRESS_REFUSED: "ANSWER_REFUSED", ANSWER_UNREADABLE: "ANSWER_REFUSED", ANSWER_TOO_LARGE: "ANSWER_TOO_LARGE", ANSWER_LATE: "ANSWER_LATE" };

/** The guarded `fetch`, which gives whole answers of at most `maxBytes` within `timeoutMs` and follows no redirect. */
export function createSend({ allowedHosts, timeoutMs = answerWithinMs, maxBytes = mostBytes, resolve }: OutgoingOptions): Send {
  const guarded = createGuardedFetch({ allowedHosts, timeoutMs, maxBytes, ...(resolve ? { resolve } : {}) });
  return async (address, { body, headers, method, signal }) => {
    if (!mayBeAsked(new URL(address), allowedHosts)) throw silent("ANSWER_REFUSED");
    const response = await guarded(address, { method, headers, redirect: "manual", ...(signal ? { signal } : {}), ...(body ? { body: String(body) } : {}) }).catch((error: unknown) => { throw silenced(error, signal); });
    if (response.status >= 300 && response.status < 400) { void response.body?.cancel().catch(() => {}); throw silent("ANSWER_REDIRECTED"); }
    const whole = response.body ? await response.arrayBuffer().catch((error: unknown) => { throw silenced(error, signal); }) : null;
    return new Response(whole, { status: response.status, headers: response.headers });
  };
}

const silenced = (error: unknown, signal: AbortSignal | undefined): TypeError => silent(signal?.aborted ? "ANSWER_LATE" : silenceOf[String(Reflect.get(Object(error), "code"))] ?? "ANSWER_ABSENT", error);

export const systemSend = (): Send => createSend({ allowedHosts: env().ALLOWED_PRIVATE_HOSTS });
