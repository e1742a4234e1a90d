/** Counts requests with `@upstash/ratelimit`: in the store that the settings name and, while that does not answer, in this process at the same figures. Never lets everything through. */
import { createHash } from "node:crypto";
import { Ratelimit } from "@upstash/ratelimit";
import { env } from "../env";
import { AppError } from "../errors";
import { registerHealth } from "../health";
import { rootLog } from "../log";
import { rateWindowMs, type Counted } from "../rate-limits";
import { singleton } from "../singleton";
import { createMemoryStore } from "./memory-store";
import { createRedisStore } from "./redis-store";
import { storeHealth, storeTimeoutMs, type RateStore } from "./store";
import { createUpstashStore } from "./upstash-store";

export interface Verdict { allowed: boolean; most: number; left: number; /** When all of it may be asked again. */ resetsInMs: number }

export interface RateLimiter {
  /** Counts one request. Never throws, and never waits longer than a store may take. */
  take(counted: Counted): Promise<Verdict>;
  /** In this process alone, whatever the store. */
  takeHere(counted: Counted): Promise<Verdict>;
  health(): ReturnType<typeof storeHealth>;
  close(): Promise<void>;
}

/** After a store failed, one request in so long tries it again; the others do not wait for it. */
const restMs = 5_000;

export interface LimiterOptions { nowMs?: () => number; timeoutMs?: number }

export function createRateLimiter(store: RateStore, { nowMs = Date.now, timeoutMs = storeTimeoutMs }: LimiterOptions = {}): RateLimiter {
  const memory = store.shared ? createMemoryStore(nowMs) : store;
  const [asked, here] = [bucketsIn(store), store.shared ? bucketsIn(memory) : bucketsIn(store)];
  let triedAgainAtMs: number | null = null;
  const take = async (buckets: Buckets, { name, who, most }: Counted): Promise<Verdict> => {
    // Addresses are nobody's business but ours: what a store is given does not tell them.
    const { success, remaining, reset } = await within(timeoutMs, buckets(most).limit(`${name}:${createHash("sha256").update(who).digest("base64url").slice(0, 24)}`));
    return { allowed: success, most, left: remaining, resetsInMs: Math.max(0, reset - nowMs()) };
  };
  return {
    async take(counted) {
      const isTurn = triedAgainAtMs === null || nowMs() >= triedAgainAtMs;
      if (!isTurn) return take(here, counted);
      if (triedAgainAtMs !== null) triedAgainAtMs = nowMs() + restMs;
      try {
        const verdict = await take(asked, counted);
        if (triedAgainAtMs !== null) rootLog().info({ store: store.name }, "requests are counted together again");
        triedAgainAtMs = null;
        return verdict;
      } catch (error) {
        if (triedAgainAtMs === null) rootLog().error({ store: store.name, fault: error instanceof Error ? error.name : "unknown" }, "requests cannot be counted together; each process counts for itself");
        triedAgainAtMs = nowMs() + restMs;
        return take(here, counted);
      }
    },
    takeHere: (counted) => take(here, counted),
    health: () => storeHealth(store, triedAgainAtMs !== null),
    async close() { await Promise.all([store.close(), memory.close()]); },
  };
}

/** Turns of the event loop in which an answer that has come is read: where the loop was held up, the timer is due before it. */
const graceTurns = 5;

/** The library's own timeout lets everything through; this one throws. */
async function within<T>(timeoutMs: number, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const turn = (left: number): void => { if (left === 0) reject(new Error("the store took too long")); else setImmediate(turn, left - 1); };
    timer = setTimeout(turn, timeoutMs, graceTurns);
  });
  answer.catch(() => {}); // that of one nobody waits for
  try { return await Promise.race([answer, late]); } finally { clearTimeout(timer); }
}

type Buckets = (most: number) => Ratelimit;

/** One for each figure. A bucket that fills whole, a minute after its first request: no minute that begins with it lets more through. */
function bucketsIn(store: RateStore): Buckets {
  const made = new Map<number, Ratelimit>();
  return (most) => {
    const kept = made.get(most);
    if (kept) return kept;
    // The library names its own client; it calls these two of its methods.
    const redis = store as unknown as ConstructorParameters<typeof Ratelimit>[0]["redis"];
    const bucket = new Ratelimit({ redis, limiter: Ratelimit.tokenBucket(most, `${rateWindowMs} ms`, most), prefix: "parley:rate", ephemeralCache: false, analytics: false, timeout: 0 });
    made.set(most, bucket);
    return bucket;
  };
}

function storeFromSettings(): RateStore {
  const { REDIS_URL, UPSTASH_REDIS_REST_URL: url, UPSTASH_REDIS_REST_TOKEN: token } = env();
  if (REDIS_URL) return createRedisStore(REDIS_URL);
  return url && token ? createUpstashStore({ url, token }) : createMemoryStore();
}

/** The process's own. */
export const rateLimiter = (): RateLimiter => singleton("rate-limiter", () => {
  const limiter = createRateLimiter(storeFromSettings());
  registerHealth("limits", limiter.health);
  return limiter;
});

/** Throws `rate_limited`, with when to come back. */
export function requireRoom(verdict: Verdict): void {
  if (!verdict.allowed) throw refusalOf(verdict);
}

export function refusalOf(verdict: Verdict): AppError {
  const seconds = Math.max(1, Math.ceil(verdict.resetsInMs / 1_000));
  return new AppError("rate_limited", { public: `Too many requests: ${verdict.most} a minute are allowed here. Try again in ${seconds} ${seconds === 1 ? "second" : "seconds"}.`, retryAfterMs: seconds * 1_000 });
}

/** On an answer of HTTP; seconds, as `Retry-After` has them. */
export function addRateHeaders(headers: Headers, { most, left, resetsInMs }: Verdict): void {
  headers.set("ratelimit-limit", String(most));
  headers.set("ratelimit-remaining", String(left));
  headers.set("ratelimit-reset", String(Math.ceil(resetsInMs / 1_000)));
  headers.set("ratelimit-policy", `${most};w=${rateWindowMs / 1_000}`);
}
