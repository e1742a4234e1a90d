/** Two servers that count together in one Redis, over HTTP and the socket, and what they do when it freezes and when it is gone. */
import { startRedis } from "../redis";
import { startServer, type RunningServer } from "../running-server";
import type { Section } from "./section";

const statusesOf = (server: RunningServer, path: string, body: object, times: number) => Promise.all(Array.from({ length: times }, async () => {
  const response = await fetch(`${server.url}${path}`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  await response.arrayBuffer();
  return { status: response.status, retryAfter: Number(response.headers.get("retry-after")) };
}));
const passed = (answers: { status: number }[]): number => answers.filter(({ status }) => status !== 429).length;
const wrong = (name: string, found: unknown, wanted: unknown): string[] => (JSON.stringify(found) === JSON.stringify(wanted) ? [] : [`${name}: ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`]);

export const limits: Section = {
  name: "limits",
  async run({ check }) {
    const redis = await startRedis();
    const servers: RunningServer[] = [];
    try {
      for (let count = 0; count < 2; count += 1) servers.push(await startServer({ env: { LOCAL_SPEECH: "off", RATE_LIMIT_FACTOR: "1", REDIS_URL: redis.url } }));
      const [one, two] = servers;
      if (!one || !two) throw new Error("Two servers are needed.");
      const both = async (path: string, body: object, times: number) => Promise.all([statusesOf(one, path, body, times), statusesOf(two, path, body, times)]);
      const signIn = { grant: "password", email: "nobody@example.com", password: "wrong words here" };
      // The first request of a door loads it.
      await both("/v1/audio/speech", {}, 1);
      const together = (await both("/api/v1/tokens", signIn, 20)).flat();
      check("of 40 sign-ins at once over two servers exactly 10 are let in, and the others hear when to come back", [
        ...wrong("let in", passed(together), 10), ...wrong("without Retry-After", together.filter(({ status, retryAfter }) => status === 429 && !(retryAfter >= 1 && retryAfter <= 60)).length, 0),
      ]);
      redis.freeze();
      const frozen = await both("/api/v1/password-resets", { email: "nobody@example.com" }, 40);
      check("with the store frozen each server lets in 10 of 40", wrong("let in", frozen.map(passed), [10, 10]));
      redis.thaw();
      await redis.stop();
      const dead = await both("/api/v1/invites/lookup", { token: "x".repeat(43) }, 40);
      check("with the store dead each server lets in 10 of 40", wrong("let in", dead.map(passed), [10, 10]));
      const flood = Array.from({ length: 3_200 }, (_all, index) => index);
      let refused = 0, odd = 0;
      for (let at = 0; at < flood.length; at += 100) {
        const answers = await Promise.all(flood.slice(at, at + 100).map(async () => { const response = await fetch(`${one.url}/v1/nothing-here`); await response.arrayBuffer(); return response.status; }));
        refused += answers.filter((status) => status === 429).length;
        odd += answers.filter((status) => status >= 500).length;
      }
      check("a flood of pages from one address meets its end", [...(refused > 0 ? [] : ["3,200 requests were let in"]), ...wrong("server errors", odd, 0)]);
    } finally {
      for (const server of servers) await server.stop();
      await redis.stop();
    }
  },
};
