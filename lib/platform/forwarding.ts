/** Where a request really came from: told by the socket and by as many proxies as are trusted, never by the caller. */
import type { IncomingMessage } from "node:http";
import { env, isLoopbackHost } from "./env";
import { singleton } from "./singleton";

const clientHeader = "x-parley-client";
const forwardedHeader = "x-parley-forwarded";
const telltales = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via"];

/** Whether requests of this process come by our own server; elsewhere, as on Vercel, nobody overwrites what a caller writes. */
const ownServer = (): { marks: boolean } => singleton("own-server", () => ({ marks: false }));

/** Called once by the server for every request and upgrade, before anybody else reads it. */
export function markForwarding(request: IncomingMessage): void {
  ownServer().marks = true;
  const forwarded = telltales.some((name) => request.headers[name] !== undefined);
  request.headers[clientHeader] = clientAddress(request.socket.remoteAddress ?? "", String(request.headers["x-forwarded-for"] ?? ""), env().TRUSTED_PROXY_HOPS);
  request.headers[forwardedHeader] = forwarded ? "1" : "0";
}

/** The address `hops` from the right of what proxies wrote, the socket's own where there are none to trust. IPv6 by its /64. */
export function clientAddress(socketAddress: string, forwardedFor: string, hops: number): string {
  const chain = forwardedFor.split(",").map((part) => part.trim()).filter(Boolean);
  const address = (hops > 0 ? chain.at(-hops) ?? chain[0] : undefined) ?? socketAddress;
  return networkOf(withoutPort(address).replace(/^::ffff:(?=\d+\.)/i, ""));
}

/** Some proxies write the port, too, by which one caller would be many. */
const withoutPort = (address: string): string => /^\[([^\]]*)\](?::\d+)?$/.exec(address)?.[1] ?? /^(\d+\.\d+\.\d+\.\d+):\d+$/.exec(address)?.[1] ?? address;

function networkOf(address: string): string {
  if (!address.includes(":")) return address;
  const [head = "", tail] = address.toLowerCase().split("%")[0]?.split("::") ?? [];
  const left = head ? head.split(":") : [];
  const right = tail ? tail.split(":") : [];
  const whole = tail === undefined ? left : [...left, ...Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => "0"), ...right];
  return `${whole.slice(0, 4).map((group) => group.replace(/^0+(?=.)/, "")).join(":")}::/64`;
}

interface HeaderReader { get(name: string): string | null }

/** Who to count a request against. Outside our own server by what the trusted proxies wrote, `unknown` where none is trusted. */
export const callerAddress = (headers: HeaderReader): string =>
  (ownServer().marks ? headers.get(clientHeader) : null) ?? clientAddress("unknown", headers.get("x-forwarded-for") ?? "", env().TRUSTED_PROXY_HOPS);

/** The same of a request that has come by our own server, before it is anybody else's. */
export const callerOf = ({ headers }: IncomingMessage): string => callerAddress({ get: (name) => headers[name]?.toString() ?? null });

/** Whether this came straight from this machine: the server listens on loopback alone, no proxy wrote, and the host asked for is local. */
export function isFromThisMachine(headers: HeaderReader): boolean {
  const host = headers.get("host")?.replace(/:\d+$/, "") ?? "";
  return isLoopbackHost(env().PARLEY_HOST) && headers.get(forwardedHeader) === "0" && isLoopbackHost(host);
}
