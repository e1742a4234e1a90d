import { describe, expect, test } from "@jest/globals";
import { z } from "zod";
import { sweepIdempotencyKeys } from "@/lib/idempotency/service";
import { systemCtx } from "@/lib/platform/ctx";
import { AppError } from "@/lib/platform/errors";
import { operation, type Operation } from "@/lib/platform/operation";
import { inspect, makeKey, makeMember, sql, testRequest, useTestDatabase, type TestMember } from "@/lib/testing/harness";
import { route } from "./route";

useTestDatabase();

const base = { id: "makeSample", method: "POST", path: "/api/v1/samples", description: "", access: "viewer", scopes: ["agents:write"], body: z.strictObject({ text: z.string() }), returns: z.object({ number: z.number(), secret: z.string() }), status: 201 } as const satisfies Operation;

/** A door that counts what it makes; `work` runs inside. */
function counting(work: (made: number) => Promise<void> = async () => {}, change: Partial<Operation> = {}) {
  let made = 0;
  const door = route(operation({ ...base, ...change }), async () => { made += 1; const number = made; await work(number); return { number, secret: `once-${number}-only` }; });
  const ask = (key: string | null, as: TestMember | string | null, text = "a") => door(testRequest("POST", "/api/v1/samples", { as, body: { text }, headers: key === null ? {} : { "idempotency-key": key } }));
  return { ask, made: () => made };
}
const codeOf = async (response: Response): Promise<[number, string]> => { const body: unknown = await response.json(); return [response.status, z.object({ code: z.string() }).parse(body).code]; };

test("a repeat with the same key gets the first answer and makes nothing, also what is shown only once", async () => {
  const { ask, made } = counting();
  const member = await makeMember();
  const first = await ask("key-1", member);
  const again = await ask("key-1", member);
  expect([first.status, first.headers.get("idempotent-replayed")]).toEqual([201, null]);
  expect([again.status, again.headers.get("idempotent-replayed"), await again.json()]).toEqual([201, "true", await first.json()]);
  expect(made()).toBe(1);
  await ask("key-2", member);
  await ask(null, member);
  await ask(null, member);
  expect(made()).toBe(4);
});

test("of 20 at once one makes it; the others get its answer or are told to wait", async () => {
  const { promise: gate, resolve: open } = Promise.withResolvers<void>();
  const { ask, made } = counting(() => gate);
  const member = await makeMember();
  const all = Array.from({ length: 20 }, () => ask("crowd", member));
  const early = await Promise.race(all);
  expect(await codeOf(early)).toEqual([409, "request_in_progress"]);
  expect(early.headers.get("retry-after")).toBe("1");
  open();
  const answers = await Promise.all(all);
  expect(answers.filter(({ status }) => status !== 201 && status !== 409)).toEqual([]);
  expect(answers.filter(({ status, headers }) => status === 201 && !headers.has("idempotent-replayed"))).toHaveLength(1);
  expect(made()).toBe(1);
  expect((await ask("crowd", member)).status).toBe(201);
  expect(made()).toBe(1);
});

test("the same key with something else in it is refused", async () => {
  const { ask, made } = counting();
  const member = await makeMember();
  await ask("reused", member, "a");
  expect(await codeOf(await ask("reused", member, "b"))).toEqual([422, "idempotency_key_reused"]);
  expect(made()).toBe(1);
});

test("a key is its sender's: another person's, another key's and nobody's are others", async () => {
  const { ask, made } = counting(undefined, { access: "public" });
  const [one, two] = [await makeMember(), await makeMember()];
  const secrets = await Promise.all([ask("same", one), ask("same", two), ask("same", null), ask("same", null, "other")].map(async (asked) => z.object({ secret: z.string() }).parse(await (await asked).json()).secret));
  expect(new Set(secrets).size).toBe(4);
  expect(made()).toBe(4);
  // Without an account, whoever sends the same words with the same key is the same.
  expect(z.object({ secret: z.string() }).parse(await (await ask("same", null)).json()).secret).toBe(secrets[2]);
});

test("an API key's repeat is told from its person's", async () => {
  const { ask, made } = counting();
  const member = await makeMember();
  const key = await makeKey(member, ["agents:write"]);
  await ask("k", member);
  await ask("k", key);
  expect(made()).toBe(2);
});

describe("what went wrong", () => {
  test("a refusal gives the key back: the next try is worked on", async () => {
    const { ask, made } = counting(async (number) => { if (number === 1) throw new AppError("quota_exceeded"); });
    const member = await makeMember();
    expect((await ask("retry", member)).status).toBe(429);
    expect((await ask("retry", member)).status).toBe(201);
    expect(made()).toBe(2);
  });

  test("where nobody knows whether it was made, it is not made again", async () => {
    const { ask, made } = counting(async () => { throw new Error("after the commit"); });
    const member = await makeMember();
    expect((await ask("unknown", member)).status).toBe(500);
    expect(await codeOf(await ask("unknown", member))).toEqual([409, "request_in_progress"]);
    expect(made()).toBe(1);
  });

  test.each([["empty", ""], ["spaces", "a b"], ["too long", "k".repeat(256)], ["beyond ASCII", "schlüssel"]])("a key that is %s is refused before anything is made", async (_name, key) => {
    const { ask, made } = counting();
    expect((await ask(key, await makeMember())).status).toBe(422);
    expect(made()).toBe(0);
  });
});

test("neither key nor answer can be read in the database, and both are gone after a day", async () => {
  const { ask, made } = counting();
  const member = await makeMember();
  await ask("a-very-private-key", member);
  const rows = await inspect(sql`select encode(id, 'escape') as id, encode(fingerprint, 'escape') as fingerprint, encode(sealed_answer, 'escape') as answer, created_at from idempotency_keys order by created_at desc`);
  expect(JSON.stringify(rows)).not.toMatch(/very-private|once-1-only/);
  expect(rows[0]?.answer).toBeTruthy();
  const now = new Date(Date.now() + 24 * 3_600_000 + 1_000);
  const clock = { ...systemCtx().clock, now: () => now };
  expect(await sweepIdempotencyKeys(systemCtx({ clock }))).toBeGreaterThan(0);
  expect(await inspect(sql`select 1 from idempotency_keys`)).toEqual([]);
  await ask("a-very-private-key", member);
  expect(made()).toBe(2);
});

test("only what makes something listens to the key", async () => {
  let done = 0;
  const door = route(operation({ ...base, id: "change", status: 200 }), async () => { done += 1; return { number: done, secret: "" }; });
  const member = await makeMember();
  for (let time = 0; time < 2; time += 1) await door(testRequest("POST", "/api/v1/samples", { as: member, body: { text: "a" }, headers: { "idempotency-key": "k" } }));
  expect(done).toBe(2);
});
