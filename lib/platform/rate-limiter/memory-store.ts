/** The library's token bucket without a server: the same results as its script gives in Redis, call for call. */
import { createHash } from "node:crypto";
import type { RateStore } from "./store";

interface Bucket { refilledAtMs: number; tokens: number; expiresAtMs: number }

/** Of as many addresses as a flood may bring; the one longest unchanged is forgotten first. */
const mostBuckets = 100_000;

export function createMemoryStore(nowMs: () => number = Date.now, most = mostBuckets): RateStore {
  const buckets = new Map<string, Bucket>();
  const known = new Set<string>();
  const run = (keys: string[], given: unknown[]): number[] => {
    const [mostTokens = 0, intervalMs = 1, refill = 1, atMs = 0, wanted = 1] = given.map(Number);
    const key = keys[0] ?? "";
    const kept = buckets.get(key);
    let { refilledAtMs, tokens } = kept && kept.expiresAtMs > nowMs() ? kept : { refilledAtMs: atMs, tokens: mostTokens };
    const refills = Math.max(0, Math.floor((atMs - refilledAtMs) / intervalMs));
    tokens = Math.min(mostTokens, tokens + refills * refill);
    refilledAtMs += refills * intervalMs;
    if (tokens < wanted) return [-1, refilledAtMs + intervalMs, mostTokens];
    tokens -= wanted;
    buckets.delete(key);
    buckets.set(key, { refilledAtMs, tokens, expiresAtMs: nowMs() + Math.ceil((mostTokens - tokens) / refill) * intervalMs });
    for (const [oldest, bucket] of buckets) {
      if (bucket.expiresAtMs > nowMs() && buckets.size <= most) break;
      buckets.delete(oldest);
    }
    return [tokens, refilledAtMs + intervalMs, mostTokens];
  };
  return {
    name: "this process", shared: false,
    async evalsha(hash, keys, given) { if (!known.has(hash)) throw new Error(`NOSCRIPT ${hash}`); return run(keys, given); },
    async eval(script, keys, given) {
      if (!script.includes('"HSET", key, "refilledAt"')) throw new Error("The limiter asks for another script than a token bucket's.");
      known.add(createHash("sha1").update(script).digest("hex"));
      return run(keys, given);
    },
    async close() { buckets.clear(); },
  };
}
