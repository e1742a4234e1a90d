import { lookup } from "node:dns/promises";
import http from "node:http";
import https from "node:https";
import { BlockList, isIP } from "node:net";
import { AppError } from "@/lib/platform/errors";

export interface GuardedFetchOptions {
  /** `host` or `host:port` that may be private and may speak plain http; from the setting `ALLOWED_PRIVATE_HOSTS`. */
  allowedHosts: readonly string[];
  signal: AbortSignal;
  timeoutMs?: number;
  maxBytes?: number;
  maxRedirects?: number;
  /** Every address of a name; injected so that a test can play the name server. */
  resolve?: (hostname: string) => Promise<string[]>;
}

export interface FetchedPage { url: string; contentType: string; bytes: Buffer }

const refusedV4 = new BlockList();
for (const [network, prefix] of [["0.0.0.0", 8], ["10.0.0.0", 8], ["100.64.0.0", 10], ["127.0.0.0", 8], ["169.254.0.0", 16], ["172.16.0.0", 12], ["192.0.0.0", 24],
  ["192.0.2.0", 24], ["192.88.99.0", 24], ["192.168.0.0", 16], ["198.18.0.0", 15], ["198.51.100.0", 24], ["203.0.113.0", 24], ["224.0.0.0", 4], ["240.0.0.0", 4]] as const) {
  refusedV4.addSubnet(network, prefix, "ipv4");
}
/** Only global unicast is public, less tunnels (which carry an IPv4 address inside) and documentation. */
const publicV6 = new BlockList();
publicV6.addSubnet("2000::", 3, "ipv6");
const refusedV6 = new BlockList();
for (const [network, prefix] of [["2001::", 23], ["2001:db8::", 32], ["2002::", 16], ["3fff::", 20]] as const) refusedV6.addSubnet(network, prefix, "ipv6");

/** Whether the address is one of the public internet; anything else, unreadable ones included, is not. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !refusedV4.check(address, "ipv4");
  return family === 6 && !address.includes("%") && publicV6.check(address, "ipv6") && !refusedV6.check(address, "ipv6");
}

const systemResolve = async (hostname: string) => (await lookup(hostname, { all: true })).map(({ address }) => address);

/**
 * GET of a page that a user named. The name is resolved once and the connection goes to that address, so that no second answer of a
 * name server can lead elsewhere; every redirect is checked anew. Throws `url_refused`, `page_unreachable` or `payload_too_large`.
 */
export async function guardedFetch(address: string, options: GuardedFetchOptions): Promise<FetchedPage> {
  const signal = AbortSignal.any([options.signal, AbortSignal.timeout(options.timeoutMs ?? 10_000)]);
  let url = parsed(address);
  for (let hop = 0; hop <= (options.maxRedirects ?? 3); hop += 1) {
    const answer = await aborting(once(url, options, signal), signal);
    if ("page" in answer) return answer.page;
    url = parsed(answer.location, url);
  }
  throw new AppError("page_unreachable", { public: "The page redirects too often." });
}

function parsed(address: string, base?: URL): URL {
  if (!URL.canParse(address, base)) throw new AppError("url_refused");
  return new URL(address, base);
}

/** Name servers know no signal, so the waiting ends here. */
const aborting = <T>(work: Promise<T>, signal: AbortSignal): Promise<T> => Promise.race([work, new Promise<never>((_resolve, reject) => {
  const fail = () => reject(new AppError("page_unreachable", { internal: "aborted or timed out" }));
  if (signal.aborted) fail();
  signal.addEventListener("abort", fail, { once: true });
})]);

async function pinned(url: URL, options: GuardedFetchOptions): Promise<string> {
  const hostname = url.hostname.replace(/^\[|\]$/g, "");
  const allowed = options.allowedHosts.some((host) => host === url.host || host === url.hostname || host === hostname);
  const plain = url.protocol === "https:" || (allowed && url.protocol === "http:");
  if (!plain || url.username !== "" || url.password !== "") throw new AppError("url_refused");
  const addresses = isIP(hostname) ? [hostname] : await (options.resolve ?? systemResolve)(hostname).catch(() => []);
  const [first] = addresses;
  if (first === undefined) throw new AppError("page_unreachable");
  if (!allowed && !addresses.every(isPublicAddress)) throw new AppError("url_refused");
  return first;
}

async function once(url: URL, options: GuardedFetchOptions, signal: AbortSignal): Promise<{ page: FetchedPage } | { location: string }> {
  const host = await pinned(url, options);
  const maxBytes = options.maxBytes ?? 5 * 1_048_576;
  const hostname = url.hostname.replace(/^\[|\]$/g, "");
  return new Promise((resolve, reject) => {
    const unreachable = (cause?: unknown) => reject(new AppError("page_unreachable", { cause }));
    const request = (url.protocol === "https:" ? https : http).request({
      method: "GET", host, port: url.port || (url.protocol === "https:" ? 443 : 80), path: `${url.pathname}${url.search}`, signal, agent: false,
      ...(isIP(hostname) ? {} : { servername: hostname }),
      headers: { host: url.host, accept: "text/html, application/xhtml+xml, text/markdown, text/plain, application/pdf", "accept-encoding": "identity", "user-agent": "Parley (knowledge)" },
    }, (response) => {
      const status = response.statusCode ?? 0;
      const { location } = response.headers;
      if (status >= 300 && status < 400 && location) { response.destroy(); return resolve({ location }); }
      if (status !== 200 || (response.headers["content-encoding"] ?? "identity") !== "identity") { response.destroy(); return unreachable(`status ${status}`); }
      const pieces: Buffer[] = [];
      let sizeBytes = 0;
      response.on("data", (piece: Buffer) => {
        sizeBytes += piece.byteLength;
        if (sizeBytes > maxBytes) { reject(new AppError("payload_too_large", { public: "The page is larger than 5 MB." })); return void response.destroy(); }
        pieces.push(piece);
      });
      response.on("end", () => resolve({ page: { url: url.href, contentType: response.headers["content-type"] ?? "", bytes: Buffer.concat(pieces) } }));
      response.on("error", unreachable);
      response.on("aborted", unreachable);
    });
    request.on("error", unreachable);
    request.end();
  });
}
