import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { answerWithinMs, createSend, mayBeAsked } from "./outgoing";

let server: Server;
let host = "";
const asked: string[] = [];
beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request.url ?? "");
    if (request.url === "/large") return void response.end("x".repeat(100_001));
    if (request.url === "/drip") { response.write("{"); return; }
    if (request.url === "/redirect") return void response.writeHead(307, { location: "/ok" }).end();
    response.end("{}");
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", () => listening()));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => { server.closeAllConnections(); server.close(); });

const get = { method: "GET", headers: {}, body: undefined, redirect: "manual" } as const;
const sendTo = (options: Partial<Parameters<typeof createSend>[0]> = {}) => createSend({ allowedHosts: [host], timeoutMs: 150, maxBytes: 100_000, ...options });

test("an answer comes whole", async () => {
  const answer = await sendTo()(`http://${host}/ok`, get);
  expect([answer.status, await answer.text()]).toEqual([200, "{}"]);
  expect(answerWithinMs).toBe(5_000);
});

test.each([["/large", "ANSWER_TOO_LARGE"], ["/drip", "ANSWER_LATE"], ["/redirect", "ANSWER_REDIRECTED"]])("%s is given up with a code", async (path, code) => {
  asked.length = 0;
  await expect(sendTo({ timeoutMs: path === "/drip" ? 150 : 10_000 })(`http://${host}${path}`, get)).rejects.toMatchObject({ code });
  expect(asked).toEqual([path]);
});

test("a name that leads to a private address, and a name server that hangs, lead nowhere", async () => {
  for (const address of ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "fd00::1"]) await expect(sendTo({ resolve: async () => [address] })("https://id.example.org/", get)).rejects.toMatchObject({ code: "ANSWER_REFUSED" });
  await expect(sendTo({ resolve: () => new Promise(() => {}) })("https://id.example.org/", get)).rejects.toMatchObject({ code: "ANSWER_LATE" });
  await expect(sendTo({ resolve: async () => [] })("https://id.example.org/", get)).rejects.toMatchObject({ code: "ANSWER_ABSENT" });
  await expect(sendTo({ allowedHosts: ["127.0.0.1:1"] })("http://127.0.0.1:1/", get)).rejects.toMatchObject({ code: "ANSWER_ABSENT" });
});

test.each([
  ["https://id.example.org/", [], true], ["http://id.example.org/", ["id.example.org"], false], ["http://127.0.0.1:8080/", [], false], ["http://127.0.0.1:8080/", ["127.0.0.1:8080"], true], ["http://localhost:8080/", ["localhost"], true],
  ["http://127.0.0.1:8081/", ["127.0.0.1:8080"], false], ["http://10.0.0.1/", ["10.0.0.1"], false], ["https://user:word@id.example.org/", [], false], ["file:///etc/passwd", [], false],
] as const)("%s with %j on the list may be asked: %s", (url, allowedHosts, may) => {
  expect(mayBeAsked(new URL(url), allowedHosts)).toBe(may);
});
