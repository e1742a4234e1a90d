import { startFaultUpstream, type FaultUpstream } from "@/lib/testing/fault-upstream";
import { openExchange, readRetryAfterMs } from "./exchange";

let upstream: FaultUpstream;
beforeEach(async () => { upstream = await startFaultUpstream(); });
afterEach(() => upstream.close());
const speech = () => `${upstream.origin}/v1/audio/speech`;

describe("how long to wait before trying again", () => {
  const nowMs = Date.parse("2026-03-01T12:00:00Z");
  it.each([
    [{ "retry-after": "7" }, 7_000], [{ "retry-after": "0.5" }, 500], [{ "retry-after": "Sun, 01 Mar 2026 12:00:30 GMT" }, 30_000],
    [{ "retry-after": "Sun, 01 Mar 2026 11:00:00 GMT" }, 0], [{ "retry-after-ms": "1500", "retry-after": "9" }, 1_500],
    [{ "retry-after": "soon" }, undefined], [{}, undefined], [{ "retry-after": "99999999" }, 3_600_000], [{ "retry-after": "-5" }, 0],
  ])("%j is %s ms", (headers, expected) => { expect(readRetryAfterMs(new Headers(headers as Record<string, string>), nowMs)).toBe(expected); });
});

it("follows no redirect: the address was checked, the next one was not", async () => {
  upstream.always("redirect");
  const exchange = openExchange("acme", new AbortController().signal, {}, 1_000);
  const error = await exchange.fetch(speech()).catch((fault: unknown) => fault);
  expect(exchange.fault(error)).toMatchObject({ provider: "acme", fault: "refused" });
  exchange.end();
});

it("time in which the reader does not ask is not the upstream's silence", async () => {
  const exchange = openExchange("acme", new AbortController().signal, { timeoutMs: 150 }, 10_000_000);
  const response = await exchange.wait(exchange.fetch(speech()));
  await new Promise((resolve) => { setTimeout(resolve, 400); });
  expect((await exchange.wait(response.arrayBuffer())).byteLength).toBe(48_000);
  exchange.end();
});

it("stops an answer at its limit and says that it was malformed", async () => {
  const exchange = openExchange("acme", new AbortController().signal, {}, 10_000);
  const response = await exchange.fetch(speech());
  const error = await response.arrayBuffer().catch((fault: unknown) => fault);
  expect(exchange.fault(error).fault).toBe("malformed");
  exchange.end();
});

it("leaving an answer unread closes the connection", async () => {
  upstream.always("endless");
  const exchange = openExchange("acme", new AbortController().signal, {}, 10_000_000);
  await exchange.fetch(speech());
  exchange.end();
  for (let tries = 0; tries < 50 && upstream.abortedCount() === 0; tries++) await new Promise((resolve) => { setTimeout(resolve, 20); });
  expect(upstream.abortedCount()).toBe(1);
});
