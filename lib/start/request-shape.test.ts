import type { IncomingMessage } from "node:http";
import { expect, test } from "@jest/globals";
import { dropInternalHeaders, isServable } from "./request-shape";

const asked = (url: string, hosts: string[] = ["localhost:3000"], version = [1, 1], headers: Record<string, string> = {}): IncomingMessage =>
  ({ url, httpVersionMajor: version[0], httpVersionMinor: version[1], rawHeaders: hosts.flatMap((host) => ["Host", host]), headers: { ...(hosts[0] === undefined ? {} : { host: hosts[0] }), ...headers } }) as unknown as IncomingMessage;

test.each(["/", "/agents?x=//evil.test", "/agents%2f..", "/a;b/c@d:e", "/docs/%E2%82%AC", "//agents"])("%s is served as it stands", (url) => {
  const request = asked(url);
  expect([isServable(request), request.url]).toEqual([true, url]);
});
test.each(["", "*", "agents", "?x", "http:/agents", "http://evil.test/", "http://localhost:3000@evil.test/", "https://[/", "/\\evil", "/a b", "/\u00e9", "/%", "/%zz", "/%ff", "/%ed%a0%80"])("%j is refused", (url) => { expect(isServable(asked(url))).toBe(false); });
test.each([["http://localhost:3000/agents?x", "/agents?x"], ["HTTP://LOCALHOST:3000", "/"], ["http://localhost:3000?x", "/?x"], ["http://localhost:3000//evil.test", "//evil.test"]])("%s is cut to %s", (url, path) => {
  const request = asked(url);
  expect([isServable(request), request.url]).toEqual([true, path]);
});

test.each([[[]], [["localhost", "localhost"]], [["localhost", "evil.test"]], [["evil.test/x"]], [["a@b"]], [["a b"]], [["localhost:x"]], [["[::1"]], [[""]]])("the hosts %j are refused", (hosts) => { expect(isServable(asked("/", hosts))).toBe(false); });
test.each(["voice.example", "localhost:3000", "127.0.0.1", "[::1]:3000", "my_box.local:80"])("the host %s is one", (host) => { expect(isServable(asked("/", [host]))).toBe(true); });
test("HTTP/1.0 needs no host", () => { expect(isServable(asked("/", [], [1, 0]))).toBe(true); });

test("what Next's parts and proxies of others say to each other is dropped, and what browsers send is kept", () => {
  const dropped = ["x-middleware-subrequest", "x-middleware-next", "x-invoke-path", "x-matched-path", "x-nextjs-data", "x-next-resume-state-length", "next-resume", "x-original-url", "x-rewrite-url", "x-forwarded-host", "x-http-method-override", "x-nonce", "content-security-policy"];
  const kept = ["cookie", "origin", "rsc", "next-router-state-tree", "next-router-prefetch", "next-url", "x-forwarded-for", "x-request-id", "authorization", "x-parley-caller"];
  const request = asked("/", ["localhost"], [1, 1], Object.fromEntries([...dropped, ...kept].map((name) => [name, "x"])));
  dropInternalHeaders(request);
  expect(Object.keys(request.headers).sort()).toEqual(["host", ...kept].sort());
});

test.each([["bytes=0-", true], ["bytes=5-9", true], ["bytes=-5", true], ["bytes=a-b", false], ["bytes=", false], ["lines=1-2", false], ["bytes=0-0,5-6", false], ["bytes=99999999999999999999-", false]])("the range %s is kept: %s", (range, isKept) => {
  const request = asked("/", ["localhost"], [1, 1], { range });
  dropInternalHeaders(request);
  expect("range" in request.headers).toBe(isKept);
});
