import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { afterEach, expect, test } from "@jest/globals";
import { exchange, readAnswer, valueOf } from "@/lib/testing/security/raw-request";
import { answerUnread } from "./plain-answer";

let server: Server;
afterEach(() => { server.closeAllConnections(); server.close(); });
async function listening(handle: RequestListener): Promise<number> {
  server = createServer({ requireHostHeader: false }, handle);
  answerUnread(server, true);
  await once(server.listen(0, "127.0.0.1"), "listening");
  return (server.address() as AddressInfo).port;
}

test.each([[400, "GARBAGE\r\n\r\n"], [400, "GET / HTTP/9.9\r\n\r\n"], [431, `GET / HTTP/1.1\r\nX: ${"x".repeat(70_000)}\r\n\r\n`], [417, "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nExpect: rain\r\n\r\n"], [413, `POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1;${"x".repeat(20_000)}\r\na\r\n`]])("%i is answered with the headers of every answer, and reaches no page", async (status, bytes) => {
  const served: string[] = [];
  const port = await listening((request, response) => { request.on("end", () => { served.push(request.url ?? ""); response.end(); }).resume(); });
  const answer = readAnswer(await exchange({ port }, bytes) ?? "");
  expect([answer.status, valueOf(answer, "x-content-type-options"), valueOf(answer, "strict-transport-security"), valueOf(answer, "content-security-policy"), valueOf(answer, "connection"), served]).toEqual([status, "nosniff", "max-age=31536000", "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'", "close", []]);
});

test("rubbish after a request whose answer has begun puts nothing into that answer", async () => {
  const port = await listening((_request, response) => { response.writeHead(200, { "content-length": "50" }).write("begun"); });
  let text = "";
  const client = connect(port, "127.0.0.1", () => client.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n"));
  client.on("data", (piece) => { text += String(piece); }).once("data", () => client.write("GARBAGE\r\n\r\n")).on("error", () => {});
  await new Promise((closed) => { client.once("close", closed); });
  expect(text).toMatch(/^HTTP\/1\.1 200 /);
  expect(text).not.toContain("400");
});

/** What Next does to a request whose body its middleware has read: fields and functions of a copy in the place of the request's own, its listeners with them. */
function replaceBody(request: IncomingMessage): void {
  const copy = new Readable({ read() {} });
  for (const key in copy) { const value: unknown = Reflect.get(copy, key); Reflect.set(request, key, typeof value === "function" ? (value.bind(request) as unknown) : value); }
}

test("a client that hangs up before it is answered is no error that reaches nobody", async () => {
  const seen: IncomingMessage[] = [];
  const arrived = new Promise<void>((both) => { void listening((request) => { replaceBody(request); seen.push(request); if (seen.length === 2) both(); }).then((port) => {
    const client = connect(port, "127.0.0.1", () => client.write("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}POST /b HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}"));
    void arrived.then(() => client.resetAndDestroy());
  }); });
  await arrived;
  await Promise.all(seen.map((request) => new Promise((closed) => { request.once("close", closed); })));
  expect(seen.map((request) => [request.url, request.destroyed, request.listenerCount("error") > 0])).toEqual([["/a", true, true], ["/b", true, true]]);
});
