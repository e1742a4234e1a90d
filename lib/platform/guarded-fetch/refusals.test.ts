import { once } from "node:events";
import { createServer, type AddressInfo, type Server } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { startNameServer, type NameServer } from "@/lib/testing/dns-server";
import { privateSpellings } from "@/lib/testing/private-spellings";
import { addressFault } from "./addresses";
import { createGuardedFetch } from "./client";
import { createPublicResolve } from "./resolve";

/** Listens on every address of this machine, and is to see nothing. */
let trap: Server;
let port = 0;
let connections = 0;
let names: NameServer;
beforeAll(async () => {
  trap = createServer((socket) => { connections += 1; socket.on("error", () => {}); socket.end("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"); }).listen(0, "0.0.0.0");
  await once(trap, "listening");
  port = (trap.address() as AddressInfo).port;
  names = await startNameServer();
});
beforeEach(() => { connections = 0; names.asked.length = 0; });
afterAll(async () => { trap.close(); await names.stop(); });

const codeOf = (work: Promise<unknown>) => work.then(() => "answered", (error: unknown) => String(Reflect.get(Object(error), "code")));
const never = (): Promise<string[]> => { throw new Error("the name server was asked"); };

test("the trap would see a connection", async () => {
  expect(await codeOf(createGuardedFetch({ allowedHosts: [`127.0.0.1:${port}`] })(`http://127.0.0.1:${port}/`))).toBe("answered");
  expect(connections).toBe(1);
});

test("there are at least forty spellings, and no two are the same", () => {
  expect(new Set(privateSpellings).size).toBeGreaterThanOrEqual(40);
  expect(new Set(privateSpellings).size).toBe(privateSpellings.length);
});

test.each(privateSpellings)("%s is refused by every scheme, before a name server is asked and before a connection is made", async (spelling) => {
  const guarded = createGuardedFetch({ allowedHosts: [], resolve: never });
  for (const scheme of ["https", "http", "HTTPS"]) expect(await codeOf(guarded(`${scheme}://${spelling}:${port}/`))).toBe("ADDRESS_REFUSED");
  expect(await codeOf(guarded(`https://${spelling}/`))).toBe("ADDRESS_REFUSED");
  expect(connections).toBe(0);
});

test.each(["http://example.org/", "ftp://example.org/", "file:///etc/passwd", "data:text/plain,x", "gopher://example.org/", "blob:https://example.org/x", "javascript:0", "//example.org/", "example.org", "", "https://", "https://example.org:99999/", "https://exa mple.org/"])("%s is no address to ask", async (address) => {
  expect(await codeOf(createGuardedFetch({ allowedHosts: [], resolve: never })(address))).toBe("ADDRESS_REFUSED");
});

test.each([[22, "port"], [25, "port"], [465, "port"], [993, "port"], [5060, "port"], [6667, "port"], [443, null], [8443, null], [8080, null], [3000, null]])("port %i of a public host: %s", (asked, fault) => {
  expect(addressFault(new URL(`https://example.org:${asked}/`), [])).toBe(fault);
  expect(addressFault(new URL(`https://example.org:${asked}/`), [`example.org:${asked}`, "example.org"])).toBeNull();
});

describe("a host is allowed by its name, or by name and port, exactly", () => {
  test.each([
    ["http://127.0.0.1:81/", ["127.0.0.1:81"], null], ["http://127.0.0.1:81/", ["127.0.0.1"], null], ["http://127.0.0.1:82/", ["127.0.0.1:81"], "scheme"], ["https://127.0.0.1:82/", ["127.0.0.1:81"], "private"],
    ["https://a.intranet.example/", ["intranet.example"], null], ["http://a.intranet.example/", ["intranet.example"], "scheme"], ["https://localhost./", ["localhost"], "private"], ["https://sub.localhost/", ["localhost"], "private"],
    ["http://[::1]:81/", ["[::1]:81"], null], ["http://[::1]:81/", ["::1"], null], ["http://127.0.0.1/", ["localhost"], "scheme"], ["https://user:word@localhost/", ["localhost"], "credentials"], ["ftp://localhost/", ["localhost"], "scheme"],
  ] as const)("%s with %j on the list: %s", (url, allowedHosts, fault) => expect(addressFault(new URL(url), allowedHosts)).toBe(fault));
});

describe("names, as a real name server tells them", () => {
  const asking = (name: string, more: object = {}) => codeOf(createGuardedFetch({ allowedHosts: [], resolve: createPublicResolve([names.address]), ...more })(`https://${name}:${port}/`));
  test.each([
    ["a private address", [["127.0.0.1"]]], ["a private address among public ones", [["8.8.8.8", "1.1.1.1", "10.0.0.1"]]], ["a public address and a private one by IPv6", [["8.8.8.8", "::1"]]],
    ["an address within another", [["::ffff:7f00:1"]]], ["the metadata of a cloud", [["169.254.169.254"]]], ["a private address the second time only, within one question", [["8.8.8.8"], ["fd00:ec2::254", "127.0.0.1"]]],
  ])("%s is refused", async (_what, lists) => {
    names.addresses["shop.example"] = lists;
    expect(await asking("shop.example")).toBe("ADDRESS_REFUSED");
    expect(names.asked.sort()).toEqual(["A shop.example", "AAAA shop.example"]);
    expect(connections).toBe(0);
  });
  test("a name that stands for one with a private address is refused, however it is written", async () => {
    names.aliases["alias.example"] = "inside.example";
    names.addresses["inside.example"] = [["127.0.0.1"]];
    for (const name of ["alias.example", "ALIAS.example", "alias。example", "alias.example."]) expect(await asking(name)).toBe("ADDRESS_REFUSED");
    expect(connections).toBe(0);
  });
  test("a name that is not there, one without an address, and a name server that is silent lead nowhere, the last within the time of the request", async () => {
    names.addresses["empty.example"] = [[]];
    names.silent.add("silent.example");
    expect(await asking("absent.example")).toBe("ENOTFOUND");
    expect(await asking("empty.example")).toBe("ENOTFOUND");
    expect(await asking("silent.example", { timeoutMs: 50 })).toBe("ANSWER_LATE");
    expect(connections).toBe(0);
  });
});

test("the connection goes to what was checked, though the name server answers otherwise the next time", async () => {
  const answers = [["127.0.0.1"], ["10.255.255.1"]];
  const resolve = async () => answers.shift() ?? [];
  const guarded = createGuardedFetch({ allowedHosts: ["rebind.example"], resolve });
  expect(await codeOf(guarded(`http://rebind.example:${port}/`))).toBe("answered");
  expect([connections, answers.length]).toEqual([1, 1]);
});

test("of a thousand addresses the private one is found wherever it stands, and one that is no address counts as private", async () => {
  for (const at of [0, 500, 999]) {
    for (const bad of ["127.0.0.1", "fe80::1%lo", "not an address", ""]) {
      const many = Array.from({ length: 1_000 }, (_each, index) => (index === at ? bad : `8.8.${index >> 8}.${index & 255}`));
      expect(await codeOf(createGuardedFetch({ allowedHosts: [], resolve: async () => many })(`https://many.example:${port}/`))).toBe("ADDRESS_REFUSED");
    }
  }
  expect(connections).toBe(0);
});
