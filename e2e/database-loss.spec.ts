import { mkdtempSync, chmodSync, rmSync } from "node:fs";
import { connect, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { connectCaller } from "@/bench/caller";
import { startPostgres, type EmbeddedPostgres } from "@/lib/platform/postgres";
import { startServer, type RunningServer } from "@/lib/testing/running-server";

let database: EmbeddedPostgres;
/** Keeps one address for the database, which comes back on another port. */
let door: Server;
const through = new Set<Socket>();
let server: RunningServer;
const place = mkdtempSync(join(tmpdir(), "parley-restart-"));
const before = process.env.DATABASE_URL;

async function openDoor(port = 0): Promise<number> {
  door = createServer((inward) => {
    const outward = connect(Number(new URL(database.url).port), "127.0.0.1");
    for (const socket of [inward, outward]) { through.add(socket); socket.on("error", () => socket.destroy()).on("close", () => { through.delete(socket); inward.destroy(); outward.destroy(); }); }
    inward.pipe(outward).pipe(inward);
  });
  await new Promise<void>((listening) => { door.listen(port, "127.0.0.1", listening); });
  const address = door.address();
  return typeof address === "object" && address ? address.port : 0;
}
async function stopDatabase(): Promise<void> {
  await database.stop();
  for (const socket of through) socket.destroy();
  await new Promise((closed) => { door.close(closed); });
}

test.beforeAll(async () => {
  test.setTimeout(120_000);
  chmodSync(place, 0o755);
  database = await startPostgres(join(place, "postgres"));
  const url = new URL(database.url);
  url.port = String(await openDoor());
  process.env.DATABASE_URL = url.href; // for the commands beside the server, too
  server = await startServer({ env: { LOCAL_SPEECH: "off" } });
});
test.afterAll(async () => {
  await server.stop();
  await stopDatabase();
  if (before === undefined) delete process.env.DATABASE_URL; else process.env.DATABASE_URL = before;
  rmSync(place, { recursive: true, force: true });
});

interface Answer { status: number; code: string | null; retryAfter: string | null; cookie: string | null; clears: boolean; tookMs: number }
async function post(path: string, fields: Record<string, string>, cookie = ""): Promise<Answer> {
  const begunMs = performance.now();
  const csrf = await fetch(`${server.url}/api/auth/csrf`, { headers: { cookie } });
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  const cookies = [cookie, ...csrf.headers.getSetCookie().map((each) => each.split(";")[0])].filter(Boolean).join("; ");
  const answer = await fetch(`${server.url}${path}`, { method: "POST", redirect: "manual", headers: { cookie: cookies, origin: server.url }, body: new URLSearchParams({ csrfToken, callbackUrl: "/agents", json: "true", ...fields }) });
  const body = await answer.json().catch(() => null) as { code?: string } | null;
  const set = answer.headers.getSetCookie().find((each) => each.startsWith("parley.session="));
  return { status: answer.status, code: body?.code ?? null, retryAfter: answer.headers.get("retry-after"), cookie: set && !/^parley\.session=;/.test(set) ? set.split(";")[0] ?? null : null, clears: /^parley\.session=;/.test(set ?? ""), tookMs: performance.now() - begunMs };
}
const signIn = (person: { email: string; password: string }) => post("/api/auth/callback/credentials", { email: person.email, password: person.password });
const me = async (cookie: string) => (await fetch(`${server.url}/api/v1/me`, { headers: { cookie } })).status;

test("while the database restarts, signing in says so and when to come back; nobody is signed out, a call goes on, and all works within 2 s of its return", async () => {
  const person = await server.member();
  const first = await signIn(person);
  expect(first).toMatchObject({ status: 200 });
  const cookie = first.cookie ?? "";
  expect(await me(cookie)).toBe(200);
  const caller = await connectCaller(`${server.realtimeUrl}?model=agent:demo`, person.key, { extended: true });

  await stopDatabase();
  const down = await Promise.all(Array.from({ length: 10 }, (_, index) => signIn(index % 2 ? person : { ...person, password: "not the password" })));
  for (const answer of down) {
    expect(answer).toMatchObject({ status: 503, code: "database_unavailable", cookie: null });
    expect(Number(answer.retryAfter)).toBeGreaterThan(0);
    expect(answer.tookMs).toBeLessThan(8_000);
  }
  await new Promise((resolve) => { setTimeout(resolve, 3_500); }); // longer than a credential is believed without being asked for again
  expect(await me(cookie)).toBe(503);
  expect(await me(cookie.replace("=", "=x"))).toBe(401);
  // The library's own question about the session must not take the cookie away.
  const asked = await fetch(`${server.url}/api/auth/session`, { headers: { cookie } });
  expect([asked.status, asked.headers.getSetCookie().filter((each) => each.startsWith("parley.session=;"))]).toEqual([503, []]);
  const left = await signIn(person).then(({ status }) => status);
  expect(left).toBe(503);
  const out = await post("/api/auth/signout", {}, cookie);
  expect(out).toMatchObject({ status: 503, code: "database_unavailable", clears: true });

  database = await startPostgres(join(place, "postgres"));
  await openDoor(Number(new URL(process.env.DATABASE_URL ?? "").port));
  const backMs = performance.now();
  await expect.poll(() => signIn(person).then(({ status }) => status), { intervals: [50], timeout: 5_000 }).toBe(200);
  expect(performance.now() - backMs).toBeLessThan(2_000);
  expect(await me(cookie)).toBe(200);
  expect((await signIn({ ...person, password: "not the password" })).status).toBe(401);

  const sinceMs = performance.now();
  caller.type("How much is a sourdough loaf?");
  expect(await caller.wait(({ type }) => type === "response.done", 20_000, sinceMs)).not.toBeNull();
  await caller.close();
});
