/** Upstash by REST, with its own client. */
import { Redis } from "@upstash/redis";
import { abandonedMs, type RateStore } from "./store";

export function createUpstashStore({ url, token }: { url: string; token: string }): RateStore {
  const redis = new Redis({ url, token, enableTelemetry: false, enableAutoPipelining: false, retry: false, signal: () => AbortSignal.timeout(abandonedMs) });
  return {
    name: "Upstash", shared: true,
    evalsha: (hash, keys, given) => redis.evalsha(hash, keys, given),
    eval: (script, keys, given) => redis.eval(script, keys, given),
    async close() { /* it keeps no line open */ },
  };
}
