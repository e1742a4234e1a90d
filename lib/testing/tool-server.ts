/** A service on loopback that tools ask: it answers as it is told, also wrongly, and keeps what it was asked. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface ToolRequest { method: string; path: string; headers: IncomingMessage["headers"]; body: string; /** The client went before the answer was whole. */ aborted: boolean }
export interface ToolServer { origin: string; host: string; requests: ToolRequest[]; /** Bytes of the endless answer that were taken. */ sentBytes(): number; close(): Promise<void> }
export type ToolAnswers = Record<string, (request: ToolRequest, response: ServerResponse) => void>;

const answer = (response: ServerResponse, status: number, body: unknown, type = "application/json") => { response.writeHead(status, { "content-type": type }); response.end(typeof body === "string" || Buffer.isBuffer(body) ? body : JSON.stringify(body)); };

export async function startToolServer(more: ToolAnswers = {}): Promise<ToolServer> {
  const requests: ToolRequest[] = [];
  let sentBytes = 0;
  /** A gigabyte, as fast as it is read. */
  const endless = (response: ServerResponse) => {
    response.writeHead(200, { "content-type": "text/plain", "content-length": String(2 ** 30) });
    const piece = Buffer.alloc(64 * 1024, "a");
    const send = () => { while (!response.destroyed && sentBytes < 2 ** 30) { sentBytes += piece.length; if (!response.write(piece)) return void response.once("drain", send); } if (!response.destroyed) response.end(); };
    send();
  };
  const known: ToolAnswers = {
    "/echo": (request, response) => answer(response, 200, { path: request.path, body: request.body }),
    "/huge": (_request, response) => endless(response),
    "/redirect": (_request, response) => { response.writeHead(302, { location: "http://169.254.169.254/latest/meta-data" }); response.end(); },
    "/stall": () => {},
    "/drip": (_request, response) => { response.writeHead(200, { "content-type": "text/plain" }); const timer = setInterval(() => response.write("."), 20); response.on("close", () => clearInterval(timer)); },
    "/missing": (_request, response) => answer(response, 404, { error: "no such order" }),
    "/picture": (_request, response) => answer(response, 200, Buffer.from([0x89, 0x50, 0x4e, 0x47]), "image/png"),
    "/nothing": (_request, response) => { response.writeHead(204); response.end(); },
    ...more,
  };
  const server = createServer((incoming, response) => {
    const pieces: Buffer[] = [];
    incoming.on("data", (piece: Buffer) => pieces.push(piece)).on("end", () => {
      const request: ToolRequest = { method: incoming.method ?? "", path: incoming.url ?? "", headers: incoming.headers, body: Buffer.concat(pieces).toString(), aborted: false };
      requests.push(request);
      response.on("close", () => { request.aborted = !response.writableFinished; });
      const name = Object.keys(known).find((path) => request.path.startsWith(path));
      if (name) known[name]?.(request, response); else answer(response, 200, { status: "shipped" });
    });
  });
  await new Promise<void>((listening) => { server.listen(0, "127.0.0.1", listening); });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin: `http://${host}`, host, requests, sentBytes: () => sentBytes,
    async close() { server.closeAllConnections(); await new Promise<void>((closed) => { server.close(() => closed()); }); },
  };
}
