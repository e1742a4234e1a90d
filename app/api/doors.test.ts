import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { rereadEnv } from "@/lib/platform/env";
import { registerHealth } from "@/lib/platform/health";
import { useTestDatabase } from "@/lib/testing/harness";
import { GET as cron } from "./cron/[job]/route";
import { GET as health } from "./health/route";
import { GET as metrics } from "./metrics/route";
import { GET as openapi } from "./openapi.json/route";

const database = useTestDatabase();
const set = (settings: Record<string, string | undefined>) => {
  for (const [key, value] of Object.entries(settings)) { if (value === undefined) delete process.env[key]; else process.env[key] = value; }
  rereadEnv();
};
const ask = (headers: Record<string, string> = {}, path = "/") => new Request(`http://localhost:3000${path}`, { headers });
beforeEach(() => set({ METRICS_TOKEN: undefined, CRON_SECRET: undefined, PARLEY_HOST: "127.0.0.1" }));
afterEach(() => set({ DATABASE_URL: database.current().url }));

const local = { host: "localhost:3000", "x-parley-forwarded": "0" };
test.each([
  ["this machine, no token set", "127.0.0.1", undefined, local, 200],
  ["a proxy's request, no token set", "127.0.0.1", undefined, { ...local, "x-parley-forwarded": "1" }, 404],
  ["a request that our server has not marked", "127.0.0.1", undefined, { host: "localhost" }, 404],
  ["another host name on loopback", "127.0.0.1", undefined, { ...local, host: "rebound.example" }, 404],
  ["listening to everybody, no token set", "0.0.0.0", undefined, local, 404],
  ["the right token from anywhere", "0.0.0.0", "a-token-of-sixteen", { authorization: "Bearer a-token-of-sixteen" }, 200],
  ["a wrong token", "0.0.0.0", "a-token-of-sixteen", { authorization: "Bearer a-token-of-sixteem" }, 401],
  ["no token where one is set, from this machine", "127.0.0.1", "a-token-of-sixteen", local, 401],
])("metrics: %s", async (_name, host, token, headers, status) => {
  set({ PARLEY_HOST: host, METRICS_TOKEN: token });
  const response = await metrics(ask({ ...headers }));
  expect(response.status).toBe(status);
  expect((await response.text()).includes("voice_calls")).toBe(status === 200);
});

test.each([
  ["no secret set", undefined, "Bearer x", "sweep-sessions", 404],
  ["a wrong secret", "a-secret-of-sixteen", "Bearer x", "sweep-sessions", 401],
  ["the secret", "a-secret-of-sixteen", "Bearer a-secret-of-sixteen", "sweep-sessions", 200],
  ["the secret and a job that is not", "a-secret-of-sixteen", "Bearer a-secret-of-sixteen", "drop-everything", 404],
])("jobs by name: %s", async (_name, secret, authorization, job, status) => {
  set({ CRON_SECRET: secret });
  expect((await cron(ask({ authorization }), { params: Promise.resolve({ job }) })).status).toBe(status);
});

test("health tells each part in words, and is down exactly where a required part is", async () => {
  registerHealth("speech", () => ({ state: "degraded", detail: "The scripted voice speaks." }));
  const ready = await health(ask());
  expect([ready.status, await ready.json()]).toEqual([200, { status: "degraded", parts: { database: { state: "ok", detail: expect.any(String) }, speech: { state: "degraded", detail: "The scripted voice speaks." } } }]);
  registerHealth("speech", () => { throw new Error("secret cause"); });
  expect(await (await health(ask())).text()).not.toContain("secret cause");
});

test("without a database the server is not ready, and yet alive", async () => {
  set({ DATABASE_URL: undefined });
  expect((await health(ask())).status).toBe(503);
  expect((await health(ask({}, "/?live"))).status).toBe(200);
});

test("the document is served with the address people use", async () => {
  expect(await openapi().json()).toMatchObject({ openapi: "3.1.0", servers: [{ url: "http://localhost:3000" }] });
});
