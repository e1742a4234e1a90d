/** What counting a request costs: in this process, in Redis, and while the Redis is frozen. */
import { createRateLimiter } from "@/lib/platform/rate-limiter/limiter";
import { createMemoryStore } from "@/lib/platform/rate-limiter/memory-store";
import { createRedisStore } from "@/lib/platform/rate-limiter/redis-store";
import { startRedis } from "@/lib/testing/redis";
import { report } from "./figure";

export async function run(): Promise<void> {
  process.env.LOG_LEVEL = "silent";
  const redis = await startRedis();
  const counted = { name: "reads", who: "address 203.0.113.9", most: 1_000_000 } as const;
  const timed = async (limiter: ReturnType<typeof createRateLimiter>, times: number) => {
    const values: number[] = [];
    for (let count = 0; count < times; count += 1) {
      const begunMs = performance.now();
      await limiter.take(counted);
      values.push(performance.now() - begunMs);
    }
    return values;
  };
  const [memory, shared] = [createRateLimiter(createMemoryStore()), createRateLimiter(createRedisStore(redis.url))];
  try {
    await timed(memory, 100);
    report({ id: "limits", name: "one request counted, memory", unit: "ms", values: await timed(memory, 2_000) });
    await timed(shared, 100);
    report({ id: "limits", name: "one request counted, Redis", unit: "ms", values: await timed(shared, 2_000) });
    redis.freeze();
    const first = await Promise.all(Array.from({ length: 40 }, () => timed(shared, 1)));
    report({ id: "limits", name: "40 requests at once as the Redis freezes", unit: "ms", goal: "≤ 300", values: first.flat() });
    report({ id: "limits", name: "one request after that, the Redis still frozen", unit: "ms", values: await timed(shared, 200) });
  } finally {
    redis.thaw();
    await Promise.all([memory.close(), shared.close()]);
    await redis.stop();
  }
}
