import { afterAll, afterEach, beforeAll, expect, jest, test } from "@jest/globals";
import { startRedis, startUpstash, type RedisServer, type UpstashServer } from "@/lib/testing/redis";
import type { Counted } from "../rate-limits";
import { createRateLimiter, type LimiterOptions, type RateLimiter } from "./limiter";
import { createMemoryStore } from "./memory-store";
import { createRedisStore } from "./redis-store";
import { storeTimeoutMs, type RateStore } from "./store";
import { createUpstashStore } from "./upstash-store";

let redis: RedisServer;
let upstash: UpstashServer;
const limiters: RateLimiter[] = [];

beforeAll(async () => {
  process.env.LOG_LEVEL = "silent";
  redis = await startRedis();
  upstash = await startUpstash(redis.url);
});
afterEach(async () => {
  jest.restoreAllMocks();
  redis.thaw();
  await Promise.all(limiters.splice(0).map((limiter) => limiter.close()));
});
afterAll(async () => { await upstash.stop(); await redis.stop(); });

/** Redis forgets by its own clock; so must all of them, to be compared. */
const realNow = Date.now;
let asked = 0;
/** Somebody who has asked for nothing yet. */
const somebody = (most = 10): Counted => ({ name: "speech", who: `person ${asked += 1}`, most });
/** Patient, where a busy machine is not what is tested. */
const limiterOn = (store: RateStore, options: LimiterOptions = {}): RateLimiter => { const made = createRateLimiter(store, { timeoutMs: 20_000, ...options }); limiters.push(made); return made; };
const fill = async (limiter: RateLimiter, counted: Counted, times = 40) => (await Promise.all(Array.from({ length: times }, () => limiter.take(counted)))).filter(({ allowed }) => allowed).length;
const stores: [string, () => RateStore][] = [
  ["memory", () => createMemoryStore(realNow)], ["Redis", () => createRedisStore(redis.url)], ["Upstash", () => createUpstashStore(upstash)],
];

test.each(stores)("%s: of 40 at once exactly 10 pass, the rest are told when to come back, and somebody else is not touched", async (_name, make) => {
  const limiter = limiterOn(make());
  const counted = somebody();
  expect(await fill(limiter, counted)).toBe(10);
  const refused = await limiter.take(counted);
  expect(refused).toMatchObject({ allowed: false, most: 10, left: 0 });
  expect(refused.resetsInMs).toBeGreaterThan(0);
  expect(refused.resetsInMs).toBeLessThanOrEqual(60_000);
  expect(await limiter.take(somebody())).toMatchObject({ allowed: true, left: 9 });
  expect(await limiter.take({ ...counted, name: "turns" })).toMatchObject({ allowed: true, left: 9 });
});

test.each(stores)("%s: a minute after the first request all of it may be asked again, and not before", async (_name, make) => {
  let nowMs = Date.now();
  jest.spyOn(Date, "now").mockImplementation(() => nowMs);
  const limiter = limiterOn(make());
  const counted = somebody();
  expect(await fill(limiter, counted)).toBe(10);
  nowMs += 59_999;
  expect(await limiter.take(counted)).toMatchObject({ allowed: false, resetsInMs: 1 });
  nowMs += 1;
  expect(await fill(limiter, counted)).toBe(10);
});

test("the three stores give the same results, call for call", async () => {
  let nowMs = Date.now();
  jest.spyOn(Date, "now").mockImplementation(() => nowMs);
  const all = stores.map(([name, make]) => ({ limiter: limiterOn(make()), prefix: name }));
  let state = 42;
  const random = (below: number) => { state = (state * 1_103_515_245 + 12_345) & 0x7fffffff; return state % below; };
  let refused = 0;
  for (let call = 0; call < 600; call += 1) {
    const [who, most] = [random(3), [3, 10, 25][random(3)] ?? 3];
    const verdicts = [];
    for (const { limiter, prefix } of all) verdicts.push(await limiter.take({ name: "reads", who: `${prefix} ${who} of ${most}`, most }));
    expect(verdicts[1]).toEqual(verdicts[0]);
    expect(verdicts[2]).toEqual(verdicts[0]);
    if (!verdicts[0]?.allowed) refused += 1;
    nowMs += random(4_000);
  }
  expect(refused).toBeGreaterThan(50);
});

test.each([["Redis", () => createRedisStore(redis.url)], ["Upstash", () => createUpstashStore(upstash)]] as const)("%s: of 40 at once over two processes exactly 10 pass", async (_name, make) => {
  const both = [limiterOn(make()), limiterOn(make())] as const;
  const counted = somebody();
  const passed = await Promise.all(both.map((limiter) => fill(limiter, counted, 20)));
  expect(passed.reduce((sum, one) => sum + one, 0)).toBe(10);
});

test.each([
  ["a Redis that nobody started", () => createRedisStore("redis://127.0.0.1:1")],
  ["an Upstash that nobody started", () => createUpstashStore({ url: "http://127.0.0.1:1", token: upstash.token })],
  ["an Upstash that refuses the token", () => createUpstashStore({ url: upstash.url, token: "another-token" })],
] as const)("with %s each process lets 10 of 40 pass, and says so on the health page", async (_name, make) => {
  const both = [limiterOn(make()), limiterOn(make())] as const;
  const counted = somebody();
  expect(await Promise.all(both.map((limiter) => fill(limiter, counted)))).toEqual([10, 10]);
  expect(both[0].health()).toMatchObject({ state: "degraded", detail: expect.stringContaining("each process counts requests for itself") });
});

test.each([["Redis", () => createRedisStore(redis.url)], ["Upstash", () => createUpstashStore(upstash)]] as const)("%s frozen: 10 of 40 pass, answered while it is still frozen; after that nobody waits for it, until it is tried again and counts together", async (_name, make) => {
  let nowMs = 0;
  const limiter = limiterOn(make(), { nowMs: () => nowMs, timeoutMs: storeTimeoutMs });
  const before = somebody();
  const patient = limiterOn(make());
  expect(await fill(patient, before, 5)).toBe(5);
  redis.freeze();
  expect(await fill(limiter, somebody())).toBe(10);
  const askedThen = upstash.requests;
  expect(await fill(limiter, somebody())).toBe(10);
  expect(upstash.requests).toBe(askedThen);
  expect(limiter.health().state).toBe("degraded");
  redis.thaw();
  expect(limiter.health().state).toBe("degraded");
  for (let tries = 0; tries < 50 && limiter.health().state !== "ok"; tries += 1) { nowMs += 5_000; await limiter.take(somebody()); }
  expect(limiter.health().state).toBe("ok");
  expect(await patient.take(before)).toMatchObject({ allowed: true, left: 4 });
  expect(storeTimeoutMs).toBeLessThan(300);
});

test("a flood of addresses takes a bounded place, and one that asks goes on being counted", async () => {
  const limiter = limiterOn(createMemoryStore(Date.now, 1_000));
  const counted = somebody();
  expect(await fill(limiter, counted, 9)).toBe(9);
  for (let address = 0; address < 900; address += 1) await limiter.take(somebody());
  expect(await fill(limiter, counted)).toBe(1);
});

test("a store is not told addresses", async () => {
  const seen: unknown[] = [];
  const memory = createMemoryStore();
  const limiter = limiterOn({ ...memory, async eval(script, keys, given) { seen.push(keys, given); return memory.eval(script, keys, given); } });
  await limiter.take({ name: "signIn", who: "address 203.0.113.9", most: 10 });
  expect(seen).toHaveLength(2);
  expect(JSON.stringify(seen)).not.toContain("203.0.113");
});
