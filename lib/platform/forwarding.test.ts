import { IncomingMessage } from "node:http";
import { Socket } from "node:net";
import { expect, test } from "@jest/globals";
import { rereadEnv } from "./env";
import { callerAddress, clientAddress, isFromThisMachine, markForwarding } from "./forwarding";
import { forgetSingleton } from "./singleton";

test.each([
  ["no proxy is trusted: the header is not believed", "203.0.113.9", "198.51.100.1", 0, "203.0.113.9"],
  ["one proxy: the last it wrote", "10.0.0.1", "198.51.100.1, 203.0.113.9", 1, "203.0.113.9"],
  ["two proxies: the one before", "10.0.0.1", "1.1.1.1, 198.51.100.1, 10.0.0.2", 2, "198.51.100.1"],
  ["a chain shorter than the proxies", "10.0.0.1", "198.51.100.1", 3, "198.51.100.1"],
  ["with the port that a proxy wrote", "10.0.0.1", "203.0.113.9:49152", 1, "203.0.113.9"],
  ["IPv6 in brackets, with a port", "10.0.0.1", "[2001:db8:1:2:3::6]:443", 1, "2001:db8:1:2::/64"],
  ["IPv4 inside IPv6", "::ffff:203.0.113.9", "", 0, "203.0.113.9"],
  ["IPv6 by its network", "2001:db8:1:2:3:4:5:6", "", 0, "2001:db8:1:2::/64"],
  ["short IPv6 by its network", "2001:db8::1", "", 0, "2001:db8:0:0::/64"],
])("%s", (_name, socket, header, hops, expected) => {
  expect(clientAddress(socket, header, hops)).toBe(expected);
});

function marked(headers: Record<string, string>): Headers {
  const request = new IncomingMessage(new Socket());
  Object.assign(request.headers, headers);
  markForwarding(request);
  return new Headers(Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])));
}

test("what a caller writes of itself is overwritten", () => {
  const headers = marked({ host: "localhost:3000", "x-parley-client": "1.2.3.4", "x-parley-forwarded": "0", "x-forwarded-for": "9.9.9.9" });
  expect(callerAddress(headers)).not.toBe("1.2.3.4");
  expect(isFromThisMachine(headers)).toBe(false);
});

test("outside our own server what a caller writes in our header is not read", () => {
  forgetSingleton("own-server");
  const headers = new Headers({ "x-parley-client": "1.2.3.4", "x-forwarded-for": "198.51.100.1, 203.0.113.9" });
  expect(callerAddress(headers)).toBe("unknown");
  process.env.TRUSTED_PROXY_HOPS = "1";
  rereadEnv();
  expect(callerAddress(headers)).toBe("203.0.113.9");
  delete process.env.TRUSTED_PROXY_HOPS;
  rereadEnv();
});

test("this machine is a loopback listener, a local host name and no proxy", () => {
  process.env.PARLEY_HOST = "127.0.0.1";
  rereadEnv();
  expect(isFromThisMachine(marked({ host: "localhost:3000" }))).toBe(true);
  expect(isFromThisMachine(marked({ host: "rebound.example:3000" }))).toBe(false);
  expect(isFromThisMachine(marked({ host: "localhost", via: "1.1 proxy" }))).toBe(false);
  expect(isFromThisMachine(new Headers({ host: "localhost" }))).toBe(false);
  process.env.PARLEY_HOST = "0.0.0.0";
  rereadEnv();
  expect(isFromThisMachine(marked({ host: "localhost:3000" }))).toBe(false);
});
