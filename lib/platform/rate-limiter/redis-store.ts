/** Any Redis by its own protocol. */
import { createHash } from "node:crypto";
import { Redis } from "ioredis";
import { abandonedMs, type RateStore } from "./store";

const sha1 = (text: string): string => createHash("sha1").update(text).digest("hex");
/** A flag of Upstash's, which a Redis refuses. */
const plainScript = (script: string): string => script.replace(/^#![^\n]*\n/, "");
const texts = (given: unknown[]): string[] => given.map((value) => String(value ?? ""));

export function createRedisStore(url: string): RateStore {
  // Nothing waits for a line that is down: the caller has another way.
  const redis = new Redis(url, { maxRetriesPerRequest: 0, commandTimeout: abandonedMs, connectTimeout: 2_000, retryStrategy: (tries) => Math.min(2_000, 100 * tries), enableReadyCheck: false });
  redis.on("error", () => {}); // each command that fails says so
  const hashes = new Map<string, string>();
  return {
    name: "Redis", shared: true,
    async evalsha(hash, keys, given) {
      const ours = hashes.get(hash);
      if (!ours) throw new Error(`NOSCRIPT ${hash}`);
      return redis.evalsha(ours, keys.length, ...keys, ...texts(given));
    },
    async eval(script, keys, given) {
      const plain = plainScript(script);
      hashes.set(sha1(script), sha1(plain));
      return redis.eval(plain, keys.length, ...keys, ...texts(given));
    },
    async close() { redis.disconnect(); },
  };
}
