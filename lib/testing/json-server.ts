/** A web server on loopback that keeps what it is asked and answers what it is told to. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface JsonServer {
  origin: string;
  host: string;
  requests: { method: string; url: string; headers: Record<string, string | string[] | undefined>; body: string }[];
  answer: { status: number; body: unknown; headers?: Record<string, string> };
  stop(): Promise<void>;
}

export async function startJsonServer(answer: JsonServer["answer"] = { status: 200, body: { ok: true } }): Promise<JsonServer> {
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece)).on("end", () => {
      held.requests.push({ method: request.method ?? "", url: request.url ?? "", headers: request.headers, body: Buffer.concat(pieces).toString() });
      response.writeHead(held.answer.status, { "content-type": "application/json", ...held.answer.headers }).end(JSON.stringify(held.answer.body));
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", () => listening()));
  const { port } = server.address() as AddressInfo;
  const held: JsonServer = { origin: `http://127.0.0.1:${port}`, host: `127.0.0.1:${port}`, requests: [], answer, stop: () => new Promise((stopped) => { server.closeAllConnections(); server.close(() => stopped()); }) };
  return held;
}
