/** A loopback proxy in front of a real HTTP server, which refuses, hangs, errs, and cuts requests and answers in the middle. */
import { once } from "node:events";
import http, { type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** `refuse` closes the connection, `error` answers 500; `cut-*` break it off after half, `stall-*` fall silent there. `lose-answer` does the work and never says so. */
export type ProxyFault = "refuse" | "hang" | "error" | "cut-upload" | "stall-upload" | "cut-download" | "stall-download" | "lose-answer";

export interface FaultProxy {
  origin: string;
  /** Holds for requests that `when` picks, until it is set to null; `times` bounds it. */
  fault: { kind: ProxyFault; when: (request: { method: string; path: string }) => boolean; times?: number } | null;
  /** Added to what the server answers. */
  answerHeaders: (request: { method: string; path: string }) => Record<string, string | undefined>;
  /** Taken out of what is asked. */
  dropHeaders: string[];
  requests: { method: string; path: string; headers: http.IncomingHttpHeaders }[];
  stop(): Promise<void>;
}

export async function startFaultProxy(target: string): Promise<FaultProxy> {
  const to = new URL(target);
  const answer = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const request = { method: incoming.method ?? "", path: incoming.url ?? "" };
    proxy.requests.push({ ...request, headers: incoming.headers });
    const { fault } = proxy;
    for (const name of proxy.dropHeaders) delete incoming.headers[name];
    const hit = fault?.when(request) && (fault.times === undefined || fault.times-- > 0);
    forward(incoming, outgoing, hit && fault ? fault.kind : null, proxy.answerHeaders(request), to);
  };
  const server = http.createServer(answer);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const proxy: FaultProxy = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, fault: null, answerHeaders: () => ({}), dropHeaders: [], requests: [],
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  return proxy;
}

function forward(incoming: IncomingMessage, outgoing: ServerResponse, fault: ProxyFault | null, headers: Record<string, string | undefined>, to: URL): void {
  if (fault === "refuse") return void incoming.destroy();
  if (fault === "hang") return void incoming.resume();
  if (fault === "error") {
    incoming.resume().once("end", () => outgoing.writeHead(500, { "content-type": "text/plain" }).end("secret words of the inside"));
    return;
  }
  const upstream = http.request({ host: to.hostname, port: to.port, method: incoming.method, path: incoming.url, headers: { ...incoming.headers, host: to.host }, agent: false }, (answered) => {
    if (fault === "lose-answer") return void answered.resume();
    outgoing.writeHead(answered.statusCode ?? 502, { ...answered.headers, ...headers });
    if (fault !== "cut-download" && fault !== "stall-download") return void answered.pipe(outgoing).on("error", () => {});
    half(answered, Number(answered.headers["content-length"] ?? 2), (piece) => outgoing.write(piece), () => { answered.destroy(); if (fault === "cut-download") outgoing.destroy(); });
  });
  upstream.on("error", () => outgoing.destroy());
  outgoing.on("close", () => upstream.destroy());
  if (fault !== "cut-upload" && fault !== "stall-upload") return void incoming.pipe(upstream);
  half(incoming, Number(incoming.headers["content-length"] ?? 2), (piece) => upstream.write(piece), () => { incoming.pause(); if (fault === "cut-upload") { upstream.destroy(); incoming.destroy(); } });
}

/** Passes on the first half of a body, then calls `stop` once. */
function half(source: IncomingMessage, wholeBytes: number, write: (piece: Buffer) => void, stop: () => void): void {
  let left = Math.floor(wholeBytes / 2);
  source.on("data", (piece: Buffer) => {
    if (left < 0) return;
    write(piece.subarray(0, left));
    left -= piece.length;
    if (left <= 0) { left = -1; setImmediate(stop); }
  });
  source.on("error", () => {});
}
