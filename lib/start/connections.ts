/** How long a connection may take to say what it wants, and how many there may be that have not become a call. */
import type { IncomingMessage, Server, ServerOptions } from "node:http";
import type { Socket } from "node:net";
import { env } from "@/lib/platform/env";
import { clientAddress } from "@/lib/platform/forwarding";

export const serverLimits = {
  /** From the first byte of a connection, or of its next request, to the end of the head; also for one that never says a byte. Slow telephones take two seconds. */
  headersTimeout: 10_000,
  /** To the end of the body: 10 MB at 0.7 Mbit/s. How long an answer takes is not bounded here; a reply is streamed as it is spoken. */
  requestTimeout: 120_000,
  /** How exactly the two above are kept. */
  connectionsCheckingInterval: 2_000,
  /** Cookies are below 4 KiB, and so is every credential; Next and proxies add their own. */
  maxHeaderSize: 16_384,
  /** Above the 60 s of common proxies, so that it is they who close an idle connection, and never in the middle of a request. */
  keepAliveTimeout: 65_000,
} as const satisfies ServerOptions;

/** Of TLS alone. */
export const handshakeTimeout = 10_000;
/** An idle connection costs some 20 kB. */
export const maxConnections = 10_000;
/** A browser opens six; an office or a school behind one address may have eighty of them. */
export const maxConnectionsOfAddress = 512;

const keyOf = ({ remoteAddress, remotePort }: Socket): string => `${remoteAddress}/${remotePort}`;

/**
 * Connections above the number are closed at once and unanswered: an answer would cost more than what is saved. Calls are bounded by the door, not here.
 * Requests of one connection are not counted: what asks often is limited by who asks.
 */
export function boundConnections(server: Server, ofAddress: number = maxConnectionsOfAddress): void {
  server.maxConnections = maxConnections;
  if (env().TRUSTED_PROXY_HOPS > 0) return; // everybody comes from the proxy's address
  const open = new Map<string, number>();
  const leave = new Map<string, () => void>();
  server.on("connection", (socket: Socket) => {
    const [key, address] = [keyOf(socket), clientAddress(socket.remoteAddress ?? "", "", 0)];
    const count = open.get(address) ?? 0;
    if (count >= ofAddress) return void socket.destroy();
    open.set(address, count + 1);
    leave.set(key, () => {
      if (!leave.delete(key)) return;
      const left = (open.get(address) ?? 1) - 1;
      if (left > 0) open.set(address, left);
      else open.delete(address);
    });
    socket.once("close", () => leave.get(key)?.());
  });
  server.on("upgrade", (request: IncomingMessage) => leave.get(keyOf(request.socket))?.());
}
