/** The one way out for addresses that people set. What the operator configures (OPENAI_BASE_URL, SUPABASE_URL, S3_ENDPOINT and the like) is the operator's to choose and does not pass here. */
import http from "node:http";
import https from "node:https";
import { isIP } from "node:net";
import { env } from "../env";
import { addressFault, addressFaultWords, hostnameOf, isAllowedHost, isPublicAddress } from "./addresses";
import { answerOf } from "./answer";
import { guardError } from "./fault";
import { createPublicResolve, machineResolve, type Resolve } from "./resolve";

export interface GuardOptions {
  /** `host` or `host:port` that may be private and may speak plain http. Default: the setting ALLOWED_PRIVATE_HOSTS. */
  allowedHosts?: readonly string[];
  /** From the name server to the last byte of the body. Default: 5 minutes, for what is streamed. */
  timeoutMs?: number;
  /** Of one answer, counted while it is read and after decoding. Default: 64 MiB. */
  maxBytes?: number;
  /** Of a GET; each is checked anew. Default: 0, a redirect is an answer like another. */
  maxRedirects?: number;
  /** Every address of a name; injected so that a test can play the name server. */
  resolve?: Resolve;
}

/** What a connection says for itself, and what would name another host than the one that was checked. */
const ownHeaders = ["host", "connection", "content-length", "transfer-encoding", "keep-alive", "upgrade", "te", "trailer", "expect", "accept-encoding", "proxy-authorization", "proxy-connection", "http2-settings"];
const mostTried = 8;

/** What proves who asks is for the origin that it was given for. */
export function dropHostsOwn(headers: Headers, from: URL, to: URL): void {
  if (to.origin !== from.origin) for (const name of ["authorization", "cookie"]) headers.delete(name);
}

/**
 * `fetch` to public addresses by https, and to the hosts on the list. A name is resolved once, all of its addresses are checked, and the connection goes to one of those,
 * so that no second answer of a name server can lead elsewhere. Rejects with a `GuardFault` as `code`, with the signal's reason, or with the error of the connection.
 */
export function createGuardedFetch({ allowedHosts = env().ALLOWED_PRIVATE_HOSTS, timeoutMs = 300_000, maxBytes = 64 * 1_048_576, maxRedirects = 0, resolve }: GuardOptions = {}): typeof fetch {
  return async (input, init) => {
    const address = input instanceof Request ? input.url : input;
    if (!URL.canParse(address)) throw guardError("ADDRESS_REFUSED", "this is no address");
    const first = new URL(address);
    requireAddress(first, allowedHosts);
    const request = new Request(input, { ...init, ...(init?.body ? { duplex: "half" } : {}) });
    const headers = new Headers(request.headers);
    for (const name of ownHeaders) headers.delete(name);
    const body = request.body ? Buffer.from(await request.arrayBuffer()) : null;
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(guardError("ANSWER_LATE", "no whole answer came in time")), timeoutMs);
    timer.unref();
    const signal = AbortSignal.any([request.signal, late.signal]);
    const ended = () => clearTimeout(timer);
    try {
      let url = first;
      // After a redirect only the very host that was allowed is so still: none leads from one private host to another.
      let allowed = allowedHosts;
      for (let hops = 0; ; hops += 1) {
        const addresses = await until(addressesOf(url, allowed, resolve), signal);
        const incoming = await send({ url, method: request.method, headers, body, addresses, signal });
        const next = maxRedirects > 0 && request.method === "GET" ? redirectOf(incoming, url) : null;
        if (next === null) return answerOf(incoming, { url, maxBytes, signal, ended });
        incoming.destroy();
        if (hops >= maxRedirects) throw guardError("REDIRECTED_TOO_OFTEN", "it redirects too often");
        if (url.protocol === "https:" && next.protocol !== "https:") throw guardError("ADDRESS_REFUSED", addressFaultWords.scheme);
        if (next.host !== url.host) allowed = [];
        requireAddress(next, allowed);
        dropHostsOwn(headers, url, next);
        url = next;
      }
    } catch (error) {
      ended();
      throw signal.aborted ? signal.reason : error;
    }
  };
}

function requireAddress(url: URL, allowedHosts: readonly string[]): void {
  const fault = addressFault(url, allowedHosts);
  if (fault) throw guardError("ADDRESS_REFUSED", addressFaultWords[fault]);
}

async function addressesOf(url: URL, allowedHosts: readonly string[], resolve: Resolve | undefined): Promise<string[]> {
  const hostname = hostnameOf(url);
  if (isIP(hostname)) return [hostname];
  const allowed = isAllowedHost(url, allowedHosts);
  const addresses = await (resolve ?? (allowed ? machineResolve : createPublicResolve()))(hostname);
  if (addresses.length === 0) throw Object.assign(new Error("the name leads nowhere"), { code: "ENOTFOUND" });
  if (!allowed && !addresses.every(isPublicAddress)) throw guardError("ADDRESS_REFUSED", addressFaultWords.private);
  return addresses.slice(0, mostTried);
}

/** Name servers know no signal, so the waiting ends here. */
function until<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const stop = () => reject(signal.reason);
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop, { once: true });
  return Promise.race([work, promise]).finally(() => signal.removeEventListener("abort", stop));
}

interface Sending { url: URL; method: string; headers: Headers; body: Buffer | null; addresses: string[]; signal: AbortSignal }

function send({ url, method, headers, body, addresses, signal }: Sending): Promise<http.IncomingMessage> {
  const found = addresses.map((address) => ({ address, family: isIP(address) }));
  const hostname = hostnameOf(url);
  return new Promise((resolve, reject) => {
    const outgoing = (url.protocol === "https:" ? https : http).request(url, {
      method, signal, agent: false, headers: { ...Object.fromEntries(headers), "accept-encoding": "identity", ...(body ? { "content-length": String(body.length) } : {}) },
      ...(isIP(hostname) ? {} : { servername: hostname.replace(/\.$/, "") }),
      lookup: (_hostname, options, done) => { const [first] = found; return options.all ? done(null, found) : done(null, first?.address ?? "", first?.family); },
    }, resolve);
    outgoing.on("error", reject);
    // An answer that changes the protocol ends the connection and is no error of its own.
    outgoing.on("close", () => reject(guardError("ANSWER_UNREADABLE", "the connection ended without an answer")));
    outgoing.end(body);
  });
}

function redirectOf({ statusCode = 0, headers }: http.IncomingMessage, from: URL): URL | null {
  if (![301, 302, 303, 307, 308].includes(statusCode) || headers.location === undefined) return null;
  if (!URL.canParse(headers.location, from)) throw guardError("ADDRESS_REFUSED", "the redirect leads to no address");
  return new URL(headers.location, from);
}
