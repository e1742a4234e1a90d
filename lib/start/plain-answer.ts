/** Answers that no page and no door gives: to what is no request, and to what is none for us. They carry the headers of every answer. */
import { STATUS_CODES, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { securityHeaders } from "@/lib/platform/headers";

/** A whole answer without a body, for a socket that has no response object; the connection ends with it. */
export function endPlainly(socket: Duplex, status: number, secure: boolean): void {
  if (!socket.writable) return void socket.destroy();
  const lines = [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? "Error"}`, "Connection: close", "Content-Length: 0", "Cache-Control: no-store", ...securityHeaders(secure).map(([name, value]) => `${name}: ${value}`)];
  socket.once("finish", () => socket.destroy()); // whoever never hangs up would hold it open
  socket.end(`${lines.join("\r\n")}\r\n\r\n`);
}

/** What Node's parser says, as a status. */
const statusOf: Record<string, number> = { HPE_HEADER_OVERFLOW: 431, HPE_CHUNK_EXTENSIONS_OVERFLOW: 413, ERR_HTTP_REQUEST_TIMEOUT: 408 };

/**
 * Node answers what it cannot read without a single header. Where an answer is under way already, words of ours in its middle would be taken for a part of it: the connection ends.
 * And where Next has put a copy in the place of a request's body, the request's listeners are gone with it: a client that hangs up before it is answered would be an error that reaches nobody, which ends the process.
 */
export function answerUnread(server: Server, secure: boolean): void {
  const underWay = new WeakMap<Duplex, Map<ServerResponse, IncomingMessage>>();
  // A server by TLS tells its sockets by another name.
  for (const event of ["connection", "secureConnection"]) server.on(event, (socket: Duplex) => {
    const open = new Map<ServerResponse, IncomingMessage>();
    underWay.set(socket, open);
    // Node has told the requests by now, and they say so in the next tick.
    socket.once("close", () => { for (const request of open.values()) request.on("error", () => {}); });
  });
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    const open = underWay.get(request.socket);
    open?.set(response, request);
    response.once("finish", () => open?.delete(response));
  });
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => {
    const open = [...underWay.get(socket)?.keys() ?? []];
    if (error.code === "ECONNRESET" || open.length > 1 || open.some(({ headersSent }) => headersSent)) socket.destroy();
    else endPlainly(socket, statusOf[error.code ?? ""] ?? 400, secure);
  });
  server.on("checkExpectation", (_request: IncomingMessage, response: ServerResponse) => {
    for (const [name, value] of securityHeaders(secure)) response.setHeader(name, value);
    response.writeHead(417, { connection: "close" }).end();
  });
}
