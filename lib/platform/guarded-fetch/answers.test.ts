import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { gzipSync, brotliCompressSync, deflateSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { generate } from "selfsigned";
import { startWebhookReceiver, type WebhookReceiver } from "@/lib/testing/webhook-receiver";
import { createGuardedFetch, dropHostsOwn, type GuardOptions } from "./client";

let upstream: WebhookReceiver;
let server: Server, other: Server;
let host = "", otherHost = "";
const requests: IncomingMessage[] = [];
const megabyte = Buffer.alloc(1_048_576);

function answer(request: IncomingMessage, response: ServerResponse): unknown {
  requests.push(request);
  const url = new URL(request.url ?? "/", "http://any");
  const to = url.searchParams.get("to");
  if (to !== null) return response.writeHead(Number(url.searchParams.get("status") ?? 302), { location: to }).end("away");
  switch (url.pathname) {
    case "/gzip": return response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync("words"));
    case "/br": return response.writeHead(200, { "content-encoding": "br" }).end(brotliCompressSync("words"));
    case "/deflate": return response.writeHead(200, { "content-encoding": "Deflate" }).end(deflateSync("words"));
    case "/bomb": return response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(Buffer.alloc(64 * megabyte.length)));
    case "/twice": return response.writeHead(200, { "content-encoding": "gzip, gzip" }).end(gzipSync(gzipSync("words")));
    case "/false-gzip": return response.writeHead(200, { "content-encoding": "gzip" }).end("words");
    case "/cut-gzip": return response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync("words".repeat(1_000)).subarray(0, 20));
    case "/large": return response.end(Buffer.alloc(5_001));
    case "/stall-body": return response.write("a");
    case "/stall": return undefined;
    default: return response.end("words");
  }
}
beforeAll(async () => {
  upstream = await startWebhookReceiver();
  [server, other] = [createServer(answer), createServer(answer)];
  for (const each of [server, other]) { each.listen(0, "127.0.0.1"); await once(each, "listening"); }
  [host = "", otherHost = ""] = [server, other].map((each) => `127.0.0.1:${(each.address() as AddressInfo).port}`);
});
beforeEach(() => { requests.length = 0; });
afterAll(async () => { await upstream.close(); for (const each of [server, other]) { each.closeAllConnections(); each.close(); } });

const ask = () => createGuardedFetch({ allowedHosts: [upstream.host] })(upstream.url, { method: "POST", body: "x" });
const guarded = (more: GuardOptions = {}) => createGuardedFetch({ allowedHosts: [host], ...more });
const codeOf = (work: Promise<unknown>) => work.then(() => "answered", (error: unknown) => String(Reflect.get(Object(error), "code")));
const textOf = async (path: string, more: GuardOptions = {}) => (await guarded(more)(`http://${host}${path}`)).text();

test("a status that no answer can have is an error of the request and does not end the process", async () => {
  upstream.behaviour = "odd-status";
  await expect(ask()).rejects.toMatchObject({ code: "ANSWER_UNREADABLE" });
});

test("a change of the protocol is no answer, and is known at once", async () => {
  upstream.behaviour = "switch";
  await expect(ask()).rejects.toMatchObject({ code: "ANSWER_UNREADABLE" });
});

test("a status that allows no body is an answer without one", async () => {
  upstream.behaviour = "reset-content";
  const { status, body } = await ask();
  expect([status, body]).toEqual([205, null]);
});

describe("what is compressed", () => {
  test.each(["/gzip", "/br", "/deflate"])("%s is read, though it was not asked for, and is counted as it is read", async (path) => {
    const response = await guarded({ maxBytes: 5 })(`http://${host}${path}`);
    expect([await response.text(), response.headers.get("content-encoding"), requests[0]?.headers["accept-encoding"]]).toEqual(["words", null, "identity"]);
    expect(await codeOf(textOf(path, { maxBytes: 4 }))).toBe("ANSWER_TOO_LARGE");
  });
  test("a bomb is left after as much as is allowed, and its connection is closed", async () => {
    expect(await codeOf(textOf("/bomb", { maxBytes: 1_048_576 }))).toBe("ANSWER_TOO_LARGE");
    await closed(requests[0]);
  });
  test.each([["/twice", "ANSWER_UNREADABLE"], ["/false-gzip", "Z_DATA_ERROR"], ["/cut-gzip", "Z_BUF_ERROR"]])("%s is an error: %s", async (path, code) => expect(await codeOf(textOf(path))).toBe(code));
});

const closed = async (request: IncomingMessage | undefined): Promise<void> => { if (request && !request.socket.destroyed) await once(request.socket, "close"); };

test("a body is read up to the limit and not a byte beyond, and the connection is closed", async () => {
  expect(await textOf("/large", { maxBytes: 5_001 })).toHaveLength(5_001);
  expect(await codeOf(textOf("/large", { maxBytes: 5_000 }))).toBe("ANSWER_TOO_LARGE");
  await Promise.all(requests.map(closed));
});

test.each(["/stall", "/stall-body"])("%s ends with the time of the request, body included, and so does its connection", async (path) => {
  expect(await codeOf(textOf(path, { timeoutMs: 100 }))).toBe("ANSWER_LATE");
  await closed(requests[0]);
});

test("whoever asks can end it, before, within and after the head; a body that is let go closes the connection", async () => {
  const before = AbortSignal.abort(new Error("before"));
  await expect(guarded()(`http://${host}/stall`, { signal: before })).rejects.toThrow("before");
  expect(requests).toEqual([]);
  const ending = new AbortController();
  const head = guarded()(`http://${host}/stall`, { signal: ending.signal });
  await once(server, "request");
  ending.abort(new Error("within"));
  await expect(head).rejects.toThrow("within");
  const later = new AbortController();
  const response = await guarded()(`http://${host}/stall-body`, { signal: later.signal });
  const body = response.text();
  later.abort(new Error("after"));
  await expect(body).rejects.toThrow("after");
  await (await guarded()(`http://${host}/stall-body`)).body?.cancel();
  await Promise.all(requests.map(closed));
});

test("headers that belong to the connection, or would name another host, are not the caller's to set; the others go along", async () => {
  await (await guarded()(`http://${host}/`, { method: "POST", body: "abc", headers: { host: "metadata.google.internal", connection: "keep-alive", "content-length": "9999", te: "trailers", expect: "100-continue", "accept-encoding": "gzip", "proxy-authorization": "Basic x", upgrade: "h2c", authorization: "Bearer x", "x-own": "1" } })).text();
  const [{ headers } = { headers: {} }] = requests;
  expect(headers).toEqual({ host, connection: "close", "content-length": "3", "content-type": "text/plain;charset=UTF-8", "accept-encoding": "identity", authorization: "Bearer x", "x-own": "1" });
});

describe("redirects", () => {
  const away = (to: string, status = 302) => `/?status=${status}&to=${encodeURIComponent(to)}`;
  const pages = (more: GuardOptions = {}) => guarded({ maxRedirects: 3, ...more });
  test("are an answer like another by default, whatever the caller asks for", async () => {
    const { status, headers } = await guarded()(`http://${host}${away("/next")}`, { redirect: "follow" });
    expect([status, headers.get("location"), requests.length]).toEqual([302, "/next", 1]);
  });
  test.each([301, 302, 303, 307, 308])("of the status %i are followed for pages, and the answer says where it is from", async (status) => {
    const response = await pages()(`http://${host}${away("/next", status)}`);
    expect([await response.text(), response.url]).toEqual(["words", `http://${host}/next`]);
  });
  test("are followed three times and no more, and never for a request that changes something", async () => {
    const chain = (left: number): string => (left === 0 ? "/end" : away(chain(left - 1)));
    expect(await codeOf(pages()(`http://${host}${chain(3)}`))).toBe("answered");
    requests.length = 0;
    expect(await codeOf(pages()(`http://${host}${chain(4)}`))).toBe("REDIRECTED_TOO_OFTEN");
    expect(requests).toHaveLength(4);
    expect((await pages()(`http://${host}${away("/next")}`, { method: "POST", body: "x" })).status).toBe(302);
  });
  test.each(["http://127.0.0.1:1/", "https://10.0.0.1/", "http://169.254.169.254/latest/meta-data/", "https://[::1]/", "https://localhost/", "file:///etc/passwd", "http://", "https://user:word@8.8.8.8/", "//127.1/", "https://0x7f.1/"])("to %s are refused", async (to) => {
    expect(await codeOf(pages()(`http://${host}${away(to)}`))).toBe("ADDRESS_REFUSED");
    expect(requests).toHaveLength(1);
  });
  test("from one allowed host to another are refused, and the other sees nothing", async () => {
    const both = pages({ allowedHosts: [host, otherHost] });
    expect(await codeOf(both(`http://${otherHost}/`))).toBe("answered");
    requests.length = 0;
    expect(await codeOf(both(`http://${host}${away(`http://${otherHost}/`)}`))).toBe("ADDRESS_REFUSED");
    expect(requests.map(({ headers }) => headers.host)).toEqual([host]);
  });
  test.each([["https://a.example/", "https://a.example/x", true], ["https://a.example/", "https://b.example/", false], ["https://a.example/", "https://a.example:8443/", false], ["http://a.example/", "https://a.example/", false], ["https://a.example/", "https://b.a.example/", false]])("from %s to %s take along who asks: %s", (from, to, kept) => {
    const headers = new Headers({ authorization: "Bearer x", cookie: "a=b", accept: "text/plain" });
    dropHostsOwn(headers, new URL(from), new URL(to));
    expect(Object.fromEntries(headers)).toEqual({ accept: "text/plain", ...(kept ? { authorization: "Bearer x", cookie: "a=b" } : {}) });
  });
  test("to a name ask the name server, and refuse where one of its addresses is private", async () => {
    const asked: string[] = [];
    const resolve = async (name: string) => { asked.push(name); return ["8.8.8.8", "192.168.0.1"]; };
    expect(await codeOf(pages({ resolve })(`http://${host}${away("https://inside.example/")}`))).toBe("ADDRESS_REFUSED");
    expect(asked).toEqual(["inside.example"]);
  });
});

describe("by https", () => {
  let secure: ReturnType<typeof createSecureServer>;
  const servernames: string[] = [];
  let certificate = "";
  const trusted = getCACertificates("default");
  beforeAll(async () => {
    const { private: key, cert } = await generate([{ name: "commonName", value: "shop.example" }], { extensions: [{ name: "basicConstraints", cA: true }, { name: "subjectAltName", altNames: [{ type: 2, value: "shop.example" }] }] });
    certificate = cert;
    secure = createSecureServer({ key, cert, SNICallback: (name, done) => { servernames.push(name); done(null); } }, answer).listen(0, "127.0.0.1");
    secure.on("tlsClientError", () => {});
    await once(secure, "listening");
  });
  afterAll(() => { setDefaultCACertificates(trusted); secure.closeAllConnections(); secure.close(); });
  test("the server is asked for by its name though the connection goes to a number, and a certificate that nobody vouches for ends it before anything is sent", async () => {
    const { port } = secure.address() as AddressInfo;
    for (const name of ["shop.example", "SHOP.example", "shop.example."]) {
      const url = new URL(`https://${name}:${port}/`);
      expect(await codeOf(createGuardedFetch({ allowedHosts: [url.hostname], resolve: async () => ["127.0.0.1"] })(url, { headers: { host: "inside.example" } }))).toBe("DEPTH_ZERO_SELF_SIGNED_CERT");
    }
    expect(servernames).toEqual(["shop.example", "shop.example", "shop.example"]);
    expect(requests).toEqual([]);
  });
  test("a name and its certificate belong together, and no redirect leads from https to http, even on the same allowed host", async () => {
    setDefaultCACertificates([...trusted, certificate]);
    const { port } = secure.address() as AddressInfo;
    const pages = (name: string) => createGuardedFetch({ allowedHosts: [name, "127.0.0.1"], resolve: async () => ["127.0.0.1"], maxRedirects: 3 });
    expect(await (await pages("shop.example")(`https://shop.example:${port}/`)).text()).toBe("words");
    expect(await codeOf(pages("other.example")(`https://other.example:${port}/`))).toBe("ERR_TLS_CERT_ALTNAME_INVALID");
    requests.length = 0;
    expect(await codeOf(pages("shop.example")(`https://shop.example:${port}/?to=${encodeURIComponent(`http://shop.example:${port}/`)}`))).toBe("ADDRESS_REFUSED");
    expect(requests).toHaveLength(1);
  });
});
