/** A plain client of the realtime socket, with what it was told. */
import { request as httpRequest } from "node:http";
import WebSocket from "ws";

export interface WireEvent { type: string; [key: string]: unknown }
export interface WireClient { socket: WebSocket; events: WireEvent[]; send(event: object): void; until(type: string, matches?: (event: WireEvent) => boolean): Promise<WireEvent>; closed: Promise<number>; types(): string[] }

/** Sockets still open; a file's tests end them with `closeClients`. */
const open: WebSocket[] = [];
export const closeClients = (): void => { for (const socket of open.splice(0)) socket.terminate(); };

export function connectTo(port: number, path: string, options: { key?: string | null; protocols?: string[]; headers?: Record<string, string> } = {}): WireClient {
  const headers = { ...(options.key ? { authorization: `Bearer ${options.key}` } : {}), ...options.headers };
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, options.protocols ?? [], { headers });
  open.push(socket);
  const events: WireEvent[] = [];
  const waiting = new Set<() => void>();
  socket.on("message", (data) => { events.push(JSON.parse(String(data)) as WireEvent); for (const wake of waiting) wake(); });
  socket.on("error", () => {});
  const closed = new Promise<number>((resolve) => { socket.on("close", (code) => { resolve(code); for (const wake of waiting) wake(); }); });
  return {
    socket, events, closed, types: () => events.map((event) => event.type),
    send: (event) => socket.send(JSON.stringify(event)),
    async until(type, matches = () => true) {
      for (;;) {
        const found = events.find((event) => event.type === type && matches(event));
        if (found) return found;
        if (socket.readyState === WebSocket.CLOSED) throw new Error(`closed before ${type}; had ${events.map((event) => event.type).join(", ")}`);
        await new Promise<void>((resolve) => { waiting.add(resolve); });
      }
    },
  };
}

/** How an upgrade is refused; rejects where it is not. */
export const refusalFrom = (port: number, path: string, headers: Record<string, string> = {}): Promise<{ status: number; body: { error: { code: string } } }> => new Promise((resolve, reject) => {
  const request = httpRequest({ port: port, host: "127.0.0.1", path, headers: { connection: "upgrade", upgrade: "websocket", "sec-websocket-version": "13", "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==", ...headers } });
  request.on("response", (response) => { let text = ""; response.on("data", (piece) => { text += String(piece); }); response.on("end", () => resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) as { error: { code: string } } })); });
  request.on("upgrade", (_response, socket) => { socket.destroy(); reject(new Error("it was let in")); });
  request.on("error", reject);
  request.end();
});

/** Base64 at 24 kHz. */
export const tone = (durationMs: number, loud: boolean): string => {
  const samples = Int16Array.from({ length: durationMs * 24 }, (_all, index) => (loud ? Math.round(9_000 * Math.sin(index / 12) + 4_000 * Math.sin(index / 5)) : 0));
  return Buffer.from(samples.buffer).toString("base64");
};

export async function waitFor<T>(look: () => Promise<T | null>): Promise<T> {
  for (let tries = 0; tries < 200; tries += 1) {
    const found = await look();
    if (found !== null) return found;
    await new Promise((resolve) => { setTimeout(resolve, 25); });
  }
  throw new Error("it never came");
}
