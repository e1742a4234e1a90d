import { lookup } from "node:dns/promises";
import http from "node:http";
import https from "node:https";
import { isIP } from "node:net";
import { Readable } from "node:stream";
import { isPublicAddress } from "@/lib/knowledge/guarded-fetch";

export interface GuardOptions {
  /** `host` or `host:port` that may be private and may speak plain http. */
  allowedHosts: readonly string[];
  resolve?: (hostname: string) => Promise<string[]>;
}

const systemResolve = async (hostname: string): Promise<string[]> => (await lookup(hostname, { all: true })).map(({ address }) => address);

const hostnameOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, "");
const isAllowed = (url: URL, allowedHosts: readonly string[]): boolean => allowedHosts.includes(url.host) || allowedHosts.includes(hostnameOf(url));

/** Why an address may not be asked, as far as that can be told without asking a name server; null where it may. */
export function addressFault(url: URL, allowedHosts: readonly string[]): "scheme" | "private" | null {
  const allowed = isAllowed(url, allowedHosts);
  if (url.protocol !== "https:" && !(allowed && url.protocol === "http:")) return "scheme";
  const hostname = hostnameOf(url);
  return !allowed && (hostname === "localhost" || (isIP(hostname) && !isPublicAddress(hostname))) ? "private" : null;
}

/**
 * `fetch` for addresses that users set: https to public addresses only, except for the hosts on the list. The name is resolved once and the
 * connection goes to that address, so that no second answer of a name server can lead elsewhere. Follows no redirect.
 * An address that may not be asked is a `TypeError` with the code `ADDRESS_REFUSED`; an answer that is no `Response` (such as the status 999) one with `ANSWER_UNREADABLE`.
 */
export function createGuardedFetch({ allowedHosts, resolve = systemResolve }: GuardOptions): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, { ...init, ...(init?.body ? { duplex: "half" } : {}) });
    const url = new URL(request.url);
    const hostname = hostnameOf(url);
    if (addressFault(url, allowedHosts) === "scheme") throw refused("only https addresses may be asked");
    const [address] = isIP(hostname) ? [hostname] : await resolve(hostname);
    if (!address || (!isAllowed(url, allowedHosts) && !isPublicAddress(address))) throw refused("private addresses may not be asked");
    return send(request, url, address);
  };
}

const refused = (message: string): TypeError => Object.assign(new TypeError(message), { code: "ADDRESS_REFUSED" });

async function send(request: Request, url: URL, address: string): Promise<Response> {
  const body = request.body ? Buffer.from(await request.arrayBuffer()) : null;
  return new Promise((resolve, reject) => {
    const family = isIP(address);
    const outgoing = (url.protocol === "https:" ? https : http).request(url, {
      method: request.method, headers: { ...Object.fromEntries(request.headers), ...(body ? { "content-length": String(body.length) } : {}) }, signal: request.signal, agent: false,
      lookup: (_hostname, options, done) => (options.all ? done(null, [{ address, family }]) : done(null, address, family)),
    }, (incoming) => {
      // Whatever is thrown in here would end the process.
      try { resolve(responseOf(incoming)); } catch (error) {
        incoming.destroy();
        reject(Object.assign(new TypeError("the answer cannot be read", { cause: error }), { code: "ANSWER_UNREADABLE" }));
      }
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

/** Throws for a status that no `Response` can have. */
function responseOf(incoming: http.IncomingMessage): Response {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(", ") : value);
  const status = incoming.statusCode ?? 502;
  if (status !== 204 && status !== 205 && status !== 304) return new Response(Readable.toWeb(incoming) as ReadableStream<Uint8Array>, { status, headers });
  incoming.resume();
  return new Response(null, { status, headers });
}
