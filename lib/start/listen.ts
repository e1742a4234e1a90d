/** The port: HTTP or HTTPS, Next's handler behind it, and one place that decides who gets an upgrade. */
import { readFileSync, writeFileSync, existsSync } from "node:fs";
import { createServer, Server as HttpServer, type IncomingMessage, type RequestListener } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { createServer as createProbe } from "node:net";
import { join } from "node:path";
import type { Duplex } from "node:stream";
import { StartError } from "@/lib/platform/data-directory";
import { env } from "@/lib/platform/env";
import { callerOf, markForwarding } from "@/lib/platform/forwarding";
import { securityHeaders } from "@/lib/platform/headers";
import { allowFor, isFile, known } from "./allow";
import { boundConnections, handshakeTimeout, serverLimits } from "./connections";
import { answerUnread, endPlainly } from "./plain-answer";
import { createTurnstile } from "./turnstile";
import { dropInternalHeaders, isServable } from "./request-shape";

export interface Pages { handle: RequestListener; upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean; close(): Promise<void> }
export type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** Refuses before anything is started that would have to be stopped again. */
export function requireFreePort(host: string, port: number): Promise<void> {
  return new Promise((free, failed) => {
    const probe = createProbe().once("error", (error: NodeJS.ErrnoException) => {
      const why = error.code === "EADDRINUSE" ? `Port ${port} is taken. Choose another: npm run up -- --port ${port + 1}`
        : error.code === "EACCES" ? `Port ${port} needs rights that this user lacks. Choose one above 1023 with --port.`
          : `${host} is not an address of this machine. Choose another with --host.`;
      failed(new StartError(why, { cause: error }));
    }).listen(port, host, () => probe.close(() => free()));
  });
}

/** Next without its own port. Its hot-reload socket is reached through a server that never listens. */
export async function preparePages(): Promise<Pages> {
  const { default: next } = await import("next");
  const { NODE_ENV, PARLEY_HOST, PARLEY_PORT } = env();
  const upgrades = new HttpServer();
  const dev = NODE_ENV === "development";
  const app = next({ dev, hostname: PARLEY_HOST, port: PARLEY_PORT, httpServer: upgrades });
  await app.prepare();
  const handle = app.getRequestHandler();
  return {
    handle: (request, response) => { void handle(request, response); },
    upgrade: (request, socket, head) => dev && (request.url ?? "").startsWith("/_next/") && upgrades.emit("upgrade", request, socket, head),
    close: () => app.close(),
  };
}

/** Answers when the port listens. `realtime` gets the upgrades of `/v1/realtime`; any other upgrade is refused, since an unanswered one hangs for ever. */
export async function listen(pages: Pages, realtime: Upgrade, dataDirectory: string): Promise<{ close(): Promise<void> }> {
  const { PARLEY_HOST, PARLEY_PORT, PARLEY_TLS, PARLEY_URL } = env();
  // Strict transport would forbid the exception that a browser needs for a self-signed certificate: only a real address promises it.
  const promised = PARLEY_URL?.startsWith("https:") ?? false;
  const secure = PARLEY_TLS === "1";
  // A page is made without a pause, so that two at once only hold up each other and the calls; an operation waits for the database in between.
  const [pageTurns, doorTurns] = [createTurnstile({ atOnce: 1 }), createTurnstile({ atOnce: 2 })];
  const onRequest: RequestListener = (request, response) => {
    markForwarding(request);
    dropInternalHeaders(request);
    const servable = isServable(request);
    const path = (request.url ?? "/").split("?")[0] ?? "/";
    for (const [name, value] of securityHeaders(promised, path)) response.setHeader(name, value);
    if (!servable) { response.writeHead(400, { connection: "close", "cache-control": "no-store" }).end(); return; }
    // Next answers 405 without saying what is allowed.
    const allow = allowFor(request.method ?? "GET", path);
    if (allow !== null) { response.setHeader("allow", allow); response.setHeader("cache-control", "no-store"); }
    // Next would answer 400, and 500 to TRACE.
    if (!known.has(request.method ?? "GET") || (allow !== null && isFile(path))) { response.writeHead(405).end(); return; }
    if (/^\/(_next\/static|widget)\//.test(path)) return pages.handle(request, response); // read from the disk
    const entered = (/^\/(api|v1)\//.test(path) ? doorTurns : pageTurns).enter(callerOf(request), (answered) => {
      if (response.destroyed) return answered();
      response.once("finish", answered);
      response.once("close", answered);
      pages.handle(request, response);
    });
    if (!entered) response.writeHead(503, { "retry-after": "2", "cache-control": "no-store" }).end();
  };
  // `isServable` asks for the host, too, and its refusal has the headers of every answer.
  const options = { ...serverLimits, requireHostHeader: false };
  const server = secure ? createSecureServer({ ...options, handshakeTimeout, ...await certificate(dataDirectory), minVersion: "TLSv1.2" }, onRequest) : createServer(options, onRequest);
  answerUnread(server, promised);
  boundConnections(server);
  server.on("upgrade", (request, socket, head) => {
    socket.on("error", () => socket.destroy());
    markForwarding(request);
    const path = (request.url ?? "").split("?")[0];
    if (!isServable(request)) endPlainly(socket, 400, promised);
    else if (path === "/v1/realtime") realtime(request, socket, head);
    else if (!pages.upgrade(request, socket, head)) endPlainly(socket, 404, promised);
  });
  await new Promise<void>((listening, failed) => server.once("error", failed).listen(PARLEY_PORT, PARLEY_HOST, listening));
  return {
    async close() {
      server.close();
      server.closeAllConnections();
      await pages.close();
    },
  };
}

/** A self-signed certificate for this machine, kept so that a browser's exception outlives a restart. */
async function certificate(directory: string): Promise<{ key: string; cert: string }> {
  const file = join(directory, "certificate.json");
  if (existsSync(file)) {
    const kept = JSON.parse(readFileSync(file, "utf8")) as { key: string; cert: string; expiresAt: string };
    if (Date.parse(kept.expiresAt) > Date.now()) return kept;
  }
  const { generate } = await import("selfsigned");
  const host = env().PARLEY_HOST;
  const expiresAt = new Date(Date.now() + 397 * 86_400_000);
  const names = [{ type: 2 as const, value: "localhost" }, { type: 7 as const, ip: "127.0.0.1" }, ...(/^[\d.]+$/.test(host) ? [{ type: 7 as const, ip: host }] : [{ type: 2 as const, value: host }])];
  const made = await generate([{ name: "commonName", value: "Parley" }], { keyType: "ec", notAfterDate: expiresAt, extensions: [{ name: "subjectAltName", altNames: names }] });
  writeFileSync(file, JSON.stringify({ key: made.private, cert: made.cert, expiresAt: expiresAt.toISOString() }), { mode: 0o600 });
  return { key: made.private, cert: made.cert };
}
