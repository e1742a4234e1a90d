import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { isPublicAddress } from "@/lib/platform/guarded-fetch/addresses";
import { fetchBytes, fetchPage, type PageOptions } from "./fetch-page";

let server: Server;
let host = "";
let requests = 0;

beforeAll(async () => {
  server = createServer((request, response) => {
    requests += 1;
    const to = (location: string) => response.writeHead(302, { location }).end();
    if (request.url === "/page") return response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end("<title>T</title><h1>Do you deliver?</h1><p>Yes.</p>");
    if (request.url === "/host") return response.writeHead(200, { "content-type": "text/plain" }).end(request.headers.host);
    if (request.url === "/metadata") return to("http://169.254.169.254/latest/meta-data/");
    if (request.url === "/elsewhere") return to("http://127.0.0.1:1/");
    if (request.url === "/file") return to("file:///etc/passwd");
    if (request.url === "/here") return to("/page");
    if (request.url === "/loop") return to("/loop");
    if (request.url === "/large") { response.writeHead(200, { "content-type": "text/plain" }); return void response.end(Buffer.alloc(3_000, 97)); }
    if (request.url === "/image") return response.writeHead(200, { "content-type": "image/png" }).end("x");
    if (request.url === "/error") return response.writeHead(500).end("x");
    return undefined; // "/stall": never answers
  });
  await new Promise<void>((resolve) => { server.listen(0, "127.0.0.1", resolve); });
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => { server.closeAllConnections(); server.close(); });

const options = (more: Partial<PageOptions> = {}): PageOptions => ({ allowedHosts: [], signal: new AbortController().signal, ...more });
const refusal = (address: string, more: Partial<PageOptions> = {}) => fetchBytes(address, options(more)).then(() => "fetched", (error: { code: string }) => error.code);

describe("addresses that are not of the public internet", () => {
  test.each(["127.0.0.1", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255", "198.18.0.1",
    "::1", "::", "fe80::1", "fc00::1", "fd12::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1", "ff02::1", "fe80::1%eth0", "not an address", ""])("%s", (address) => expect(isPublicAddress(address)).toBe(false));
  test.each(["8.8.8.8", "1.1.1.1", "172.32.0.1", "2606:4700::1111", "2a00:1450:4001::200e"])("%s is public", (address) => expect(isPublicAddress(address)).toBe(true));
});

describe("refused before a connection is made", () => {
  test.each(["https://127.0.0.1/", "https://[::1]/", "https://169.254.169.254/latest/meta-data/", "https://0x7f000001/", "https://2130706433/", "https://127.1/", "https://[::ffff:127.0.0.1]/",
    "http://8.8.8.8/", "ftp://8.8.8.8/", "file:///etc/passwd", "https://user:secret@8.8.8.8/"])("%s", async (address) => {
    const before = requests;
    expect(await refusal(address)).toBe("url_refused");
    expect(requests).toBe(before);
  });
  test("a name of which one address is private is refused, though another is public", async () => {
    expect(await refusal("https://shop.example/", { resolve: async () => ["8.8.8.8", "127.0.0.1"] })).toBe("url_refused");
    expect(await refusal("https://localhost/")).toBe("url_refused");
  });
  test("allowing a host allows no other port of it and no other host", async () => {
    expect(await refusal(`http://${host}/page`, { allowedHosts: ["127.0.0.1:1"] })).toBe("url_refused");
    expect(await refusal(`http://${host}/page`, { allowedHosts: ["example.test"] })).toBe("url_refused");
  });
});

describe("a host that the operator allows", () => {
  const allowed = () => options({ allowedHosts: [host] });
  test("is read, redirects to itself are followed", async () => {
    expect(await fetchPage(`http://${host}/here`, allowed())).toEqual({ url: `http://${host}/page`, title: "T", blocks: [{ kind: "heading", text: "Do you deliver?", depth: 1 }, { kind: "paragraph", text: "Yes." }] });
  });
  test.each(["/metadata", "/elsewhere", "/file"])("cannot lead elsewhere by the redirect %s", async (path) => {
    expect(await refusal(`http://${host}${path}`, { allowedHosts: [host] })).toBe("url_refused");
  });
  test("a name server that changes its answer is asked once, and its first answer is where the connection goes", async () => {
    const answers = ["127.0.0.1", "169.254.169.254"];
    let asked = 0;
    const port = host.split(":")[1];
    const page = await fetchBytes(`http://rebind.example:${port}/host`, options({ allowedHosts: ["rebind.example"], resolve: async () => [answers[asked++] ?? ""] }));
    expect([page.bytes.toString(), asked]).toEqual([`rebind.example:${port}`, 1]);
  });
  test.each([["/loop", "page_unreachable"], ["/error", "page_unreachable"], ["/large", "payload_too_large"], ["/stall", "page_unreachable"]])("%s ends as %s", async (path, code) => {
    expect(await refusal(`http://${host}${path}`, { allowedHosts: [host], maxBytes: 2_000, timeoutMs: 300 })).toBe(code);
  });
  test("a picture is no page", async () => {
    await expect(fetchPage(`http://${host}/image`, allowed())).rejects.toMatchObject({ code: "unsupported_media_type" });
  });
  test("an abort ends the waiting", async () => {
    const controller = new AbortController();
    const work = refusal(`http://${host}/stall`, { allowedHosts: [host], signal: controller.signal });
    controller.abort();
    expect(await work).toBe("page_unreachable");
  });
});
