import { mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, type SecureVersion } from "node:tls";
import { afterEach, expect, test } from "@jest/globals";
import { changeEnv } from "@/lib/platform/env";
import { freePort } from "@/lib/testing/running-server";
import { listen } from "./listen";

let close = async (): Promise<void> => {};
afterEach(() => close());

async function server() {
  const port = await freePort();
  changeEnv({ PARLEY_HOST: "127.0.0.1", PARLEY_PORT: String(port) });
  const asked: string[] = [];
  ({ close } = await listen({ handle: ({ method }, response) => { asked.push(method ?? ""); response.writeHead(200).end(); }, upgrade: () => false, close: async () => {} }, () => {}, "/nowhere"));
  const ask = (method: string, path = "/api/v1/agents") => new Promise<{ status: number | undefined; allow: string | undefined; noSniff: boolean }>((answered, failed) => {
    request({ port, host: "127.0.0.1", method, path }, (response) => { response.resume(); answered({ status: response.statusCode, allow: response.headers.allow, noSniff: "x-content-type-options" in response.headers }); }).once("error", failed).end();
  });
  return { asked, ask };
}

test.each(["TRACE", "QUERY", "PROPFIND"])("%s is answered 405 with what is allowed, and reaches no page", async (method) => {
  const { asked, ask } = await server();
  expect(await ask(method)).toEqual({ status: 405, allow: "GET, HEAD, POST, OPTIONS", noSniff: true });
  expect(await ask(method, "/agents")).toMatchObject({ status: 405, allow: "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS" });
  expect(asked).toEqual([]);
});

test("a method that an address of the interface does not have is told which it has, and the others are told nothing", async () => {
  const { ask } = await server();
  const allow = async (method: string, path: string) => (await ask(method, path)).allow;
  expect(await allow("PATCH", "/api/v1/agents?search=a")).toBe("GET, HEAD, POST, OPTIONS");
  expect(await allow("PUT", "/api/v1/agents/agt_1")).toBe("GET, HEAD, PATCH, DELETE, OPTIONS");
  expect(await allow("PUT", "/api/v1/agents/import")).toBe("POST, OPTIONS");
  for (const [method, path] of [["GET", "/api/v1/agents"], ["HEAD", "/api/v1/agents"], ["OPTIONS", "/api/v1/agents"], ["POST", "/api/v1/agents/import"], ["PUT", "/agents"], ["PUT", "/api/v1/nothing"], ["PUT", "/api/v1/agents/"]] as const) expect(await allow(method, path)).toBeUndefined();
});

test.each(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])("%s reaches the pages", async (method) => {
  const { asked, ask } = await server();
  expect(await ask(method)).toMatchObject({ status: 200, noSniff: true });
  expect(asked).toEqual([method]);
});

test("the server's own TLS is 1.3 where the client can, 1.2 where it cannot, and nothing older", async () => {
  const directory = mkdtempSync(join(tmpdir(), "parley-tls-"));
  const port = await freePort();
  changeEnv({ PARLEY_HOST: "127.0.0.1", PARLEY_PORT: String(port), PARLEY_TLS: "1" });
  try {
    ({ close } = await listen({ handle: () => {}, upgrade: () => false, close: async () => {} }, () => {}, directory));
    // Level 0 lets this client offer what it would not by itself.
    const agreed = (maxVersion: SecureVersion) => new Promise<string | null>((told) => {
      const socket = connect({ port, host: "127.0.0.1", rejectUnauthorized: false, minVersion: "TLSv1", maxVersion, ciphers: "DEFAULT@SECLEVEL=0" }, () => { told(socket.getProtocol()); socket.destroy(); });
      socket.once("error", (error: NodeJS.ErrnoException) => told(error.code ?? null));
    });
    expect(await Promise.all([agreed("TLSv1.3"), agreed("TLSv1.2"), agreed("TLSv1.1"), agreed("TLSv1")])).toEqual(["TLSv1.3", "TLSv1.2", "ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION", "ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION"]);
  } finally { changeEnv({ PARLEY_TLS: undefined }); rmSync(directory, { recursive: true, force: true }); }
});

test.each(["/voice-worklet.js", "/_next/static/chunks/a.css", "/widget/frame.js"])("the file %s is read and nothing else", async (path) => {
  const { asked, ask } = await server();
  for (const method of ["POST", "DELETE", "OPTIONS"]) expect(await ask(method, path)).toEqual({ status: 405, allow: "GET, HEAD", noSniff: true });
  expect(await ask("HEAD", path)).toMatchObject({ status: 200 });
  expect(asked).toEqual(["HEAD"]);
});
