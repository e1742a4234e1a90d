/** A real HTTP server that webhooks are posted to, and that behaves as it is told. */
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";

export interface ReceivedHook { headers: IncomingHttpHeaders; body: string; atMs: number }
export type Behaviour = "take" | "refuse" | "redirect" | "stall" | "stall-body" | "gigabyte" | "reset" | "odd-status" | "reset-content" | "switch" | "rubbish" | "gone" | "busy";

export interface WebhookReceiver {
  url: string;
  host: string;
  received: ReceivedHook[];
  behaviour: Behaviour;
  /** Of answers' bodies, handed to the network. */
  sentBytes(): number;
  openSockets(): number;
  /** Resolves when so many have been received. */
  until(count: number): Promise<void>;
  close(): Promise<void>;
}

const megabyte = Buffer.alloc(1_048_576, 120);

async function gigabyte(response: ServerResponse, count: (sizeBytes: number) => void): Promise<void> {
  response.on("error", () => {});
  for (let sent = 0; sent < 1_024 && !response.destroyed; sent += 1) {
    count(megabyte.length);
    if (!response.write(megabyte)) await Promise.race([once(response, "drain"), once(response, "close")]);
  }
  response.end();
}

export async function startWebhookReceiver(behaviour: Behaviour = "take"): Promise<WebhookReceiver> {
  const state = { behaviour, sentBytes: 0, waiting: [] as { count: number; resolve(): void }[] };
  const received: ReceivedHook[] = [];
  const sockets = new Set<Socket>();
  const raw = (response: ServerResponse, text: string) => { response.socket?.end(text); };
  const answer = (response: ServerResponse): unknown => {
    switch (state.behaviour) {
      case "take": return response.writeHead(204).end();
      case "refuse": return response.writeHead(500).end("no");
      case "redirect": return response.writeHead(307, { location: "http://127.0.0.1:1/elsewhere" }).end();
      case "stall": return undefined;
      case "stall-body": return response.writeHead(200).write("a");
      case "gigabyte": return gigabyte(response.writeHead(200), (sizeBytes) => { state.sentBytes += sizeBytes; });
      case "reset": return response.socket?.resetAndDestroy();
      case "odd-status": return raw(response, "HTTP/1.1 999 Odd\r\ncontent-length: 0\r\n\r\n");
      case "reset-content": return raw(response, "HTTP/1.1 205 Reset Content\r\ncontent-length: 3\r\n\r\nabc");
      case "switch": return raw(response, "HTTP/1.1 101 Switching Protocols\r\nupgrade: other\r\nconnection: upgrade\r\n\r\n");
      case "rubbish": return raw(response, "SSH-2.0-Nothing\r\n");
      case "gone": return response.writeHead(410).end();
      case "busy": return response.writeHead(429, { "retry-after": "600" }).end();
    }
  };
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece)).on("end", () => {
      received.push({ headers: request.headers, body: Buffer.concat(pieces).toString("utf8"), atMs: performance.now() });
      state.waiting = state.waiting.filter(({ count, resolve }) => { if (received.length < count) return true; resolve(); return false; });
      answer(response);
    });
  });
  server.on("connection", (socket) => { sockets.add(socket); socket.on("error", () => {}); socket.on("close", () => sockets.delete(socket)); });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `http://${host}/hook`, host, received,
    get behaviour() { return state.behaviour; }, set behaviour(next) { state.behaviour = next; },
    sentBytes: () => state.sentBytes, openSockets: () => sockets.size,
    until: (count) => new Promise((resolve) => { if (received.length >= count) resolve(); else state.waiting.push({ count, resolve }); }),
    async close() { server.closeAllConnections(); await new Promise<void>((closed) => { server.close(() => closed()); }); },
  };
}
