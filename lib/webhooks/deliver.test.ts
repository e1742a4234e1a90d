import { spawn } from "node:child_process";
import { once } from "node:events";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { Webhook as Receiver } from "standardwebhooks";
import { inspect, makeMember, sql, useTestDatabase, type TestMember } from "@/lib/testing/harness";
import { startWebhookReceiver, type Behaviour, type ReceivedHook, type WebhookReceiver } from "@/lib/testing/webhook-receiver";
import { systemClock } from "@/lib/platform/clock";
import { systemCtx, type Ctx } from "@/lib/platform/ctx";
import { systemDb } from "@/lib/platform/db";
import { changeEnv } from "@/lib/platform/env";
import { deliverWebhooks, type BuildData } from "./deliver";
import { emitEvents } from "./emit";
import type { NewWebhook } from "./schema";
import { createWebhook, getWebhook, listWebhookDeliveries, getWebhookDelivery, replayWebhookDelivery, rotateWebhookSecret, sweepWebhooks, testWebhook, updateWebhook } from "./service";

useTestDatabase();

const secondMs = 1_000, minuteMs = 60_000, hourMs = 60 * minuteMs, dayMs = 24 * hourMs;
let member: TestMember;
let good: WebhookReceiver;
const opened: WebhookReceiver[] = [];
const receiver = async (behaviour: Behaviour = "take"): Promise<WebhookReceiver> => {
  const made = await startWebhookReceiver(behaviour);
  opened.push(made);
  changeEnv({ ALLOWED_PRIVATE_HOSTS: opened.map(({ host }) => host).join(",") });
  return made;
};
beforeAll(async () => { good = await receiver(); }, 60_000);
beforeEach(async () => {
  member = await makeMember();
  await systemDb().run(sql`delete from webhooks`);
  await systemDb().run(sql`delete from webhook_events`);
  good.behaviour = "take";
  good.received.length = 0;
});
afterAll(async () => { await Promise.all(opened.map((one) => one.close())); });

const later = (afterMs: number, ctx: Ctx = systemCtx()): Ctx => ({ ...ctx, clock: { ...systemClock, now: () => new Date(Date.now() + afterMs) } });
const build: BuildData = ({ subjectId }) => Promise.resolve({ about: subjectId });
const steady = { random: () => 0 };
const add = (url = good.url, of = member): Promise<NewWebhook> => createWebhook(of.ctx, { url, description: "", eventTypes: ["conversation.ended", "agent.published"] });
const emit = (of = member, subjectId = "cnv_one", ctx = systemCtx()) => emitEvents(systemDb(), ctx, [{ type: "conversation.ended", workspaceId: of.actor.workspaceId, subjectId }]);
const deliver = (afterMs = 0, options: Parameters<typeof deliverWebhooks>[2] = steady) => deliverWebhooks(later(afterMs), build, options);
const verified = ({ headers, body }: ReceivedHook, secret: string) => new Receiver(secret).verify(body, headers as Record<string, string>);
const log = async (webhook: { id: string }) => (await listWebhookDeliveries(member.ctx, { webhookId: webhook.id, limit: 100, sort: "-createdAt" })).items;
const firstOf = async (webhook: { id: string }) => { const [one] = await log(webhook); if (!one) throw new Error("nothing was delivered"); return one; };

describe("an event that a webhook wants", () => {
  test("is posted once, signed so that the Standard Webhooks library takes it, in the one envelope", async () => {
    const { secret, ...webhook } = await add();
    await emit();
    await deliver();
    await deliver(hourMs);
    expect(good.received).toHaveLength(1);
    const [hook] = good.received;
    if (!hook) throw new Error("nothing came");
    const event = await firstOf(webhook);
    expect(verified(hook, secret)).toEqual({ id: event.eventId, type: "conversation.ended", created_at: expect.stringMatching(/Z$/), workspace_id: member.actor.workspaceId, data: { about: "cnv_one" } });
    expect(hook.headers).toMatchObject({ "webhook-id": event.eventId, "content-type": "application/json" });
    expect(Math.abs(Number(hook.headers["webhook-timestamp"]) - Date.now() / 1_000)).toBeLessThan(5);
    expect(event).toMatchObject({ state: "delivered", nextAttemptAt: null, lastAttempt: { status: 204, fault: null } });
  });

  test("does not verify with another secret, a changed body, or another time", async () => {
    const { secret } = await add();
    await emit();
    await deliver();
    const [hook] = good.received;
    if (!hook) throw new Error("nothing came");
    expect(() => verified({ ...hook, body: hook.body.replace("cnv_one", "cnv_two") }, secret)).toThrow();
    expect(() => verified({ ...hook, headers: { ...hook.headers, "webhook-timestamp": String(Number(hook.headers["webhook-timestamp"]) - 1) } }, secret)).toThrow();
    expect(() => verified(hook, `whsec_${Buffer.alloc(32, 1).toString("base64")}`)).toThrow();
  });

  test("is not told to a webhook that did not choose its type, to a disabled one, to a later one, or to another workspace's", async () => {
    const stranger = await makeMember();
    await add(good.url, stranger);
    await createWebhook(member.ctx, { url: good.url, description: "", eventTypes: ["agent.published"] });
    const off = await add();
    await updateWebhook(member.ctx, { webhookId: off.id, enabled: false });
    await emit();
    await add();
    await deliver();
    expect(good.received).toEqual([]);
    expect(await inspect(sql`select count(*)::int as count from webhook_deliveries`)).toEqual([{ count: 0 }]);
  });

  test("leaves no row where nobody wants it, and none where its transaction is not kept", async () => {
    await emit();
    expect(await inspect(sql`select id from webhook_events`)).toEqual([]);
    await add();
    await systemDb().transaction(async (tx) => { await emitEvents(tx, systemCtx(), [{ type: "conversation.ended", workspaceId: member.actor.workspaceId, subjectId: "cnv_no" }]); throw new Error("undone"); }).catch(() => {});
    await deliver();
    expect(good.received).toEqual([]);
  });

  test("is not told where there is nothing left to tell, and the log says so", async () => {
    const webhook = await add();
    await emit();
    await deliverWebhooks(systemCtx(), () => Promise.resolve(null));
    expect(good.received).toEqual([]);
    expect(await firstOf(webhook)).toMatchObject({ state: "withdrawn", lastAttempt: null, nextAttemptAt: null });
  });

  test("its body is built anew for each attempt", async () => {
    await add();
    await emit();
    good.behaviour = "refuse";
    await deliverWebhooks(later(0), () => Promise.resolve({ words: "kept so far" }), steady);
    good.behaviour = "take";
    await deliverWebhooks(later(6 * secondMs), () => Promise.resolve({ words: null }), steady);
    expect(good.received.map(({ body }) => (JSON.parse(body) as { data: unknown }).data)).toEqual([{ words: "kept so far" }, { words: null }]);
  });

  test("two processes at once send it once", async () => {
    await add();
    for (let count = 0; count < 12; count += 1) await emit(member, `cnv_${count}`);
    await Promise.all([deliver(), deliver(), deliver()]);
    await deliver();
    expect(new Set(good.received.map(({ headers }) => headers["webhook-id"])).size).toBe(12);
    expect(good.received).toHaveLength(12);
  });
});

describe("an attempt that fails", () => {
  test("is repeated on the schedule of Standard Webhooks for a day, always with the same id, and each time signed for its own time", async () => {
    const { secret, ...webhook } = await add();
    good.behaviour = "refuse";
    await emit();
    const schedule = [0, 5 * secondMs, 5 * minuteMs, 30 * minuteMs, 2 * hourMs, 5 * hourMs, 10 * hourMs];
    let at = 0;
    for (const wait of schedule) {
      if (wait > 0) { await deliver(at + wait - 2 * secondMs); }
      const before = good.received.length;
      at += wait + secondMs;
      await deliver(at);
      expect([wait, good.received.length]).toEqual([wait, before + 1]);
    }
    await deliver(at + dayMs);
    expect(good.received).toHaveLength(schedule.length);
    expect(new Set(good.received.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    const times = good.received.map(({ headers }) => Number(headers["webhook-timestamp"]));
    expect([...times].sort((left, right) => left - right)).toEqual(times);
    for (const { headers, body } of good.received) expect(headers["webhook-signature"]).toBe(new Receiver(secret).sign(String(headers["webhook-id"]), new Date(Number(headers["webhook-timestamp"]) * 1_000), body));
    const event = await firstOf(webhook);
    expect(event).toMatchObject({ state: "failed", nextAttemptAt: null, lastAttempt: { status: 500, fault: "status" } });
    expect((await getWebhookDelivery(member.ctx, { webhookId: webhook.id, deliveryId: event.id })).attempts).toHaveLength(schedule.length);
  }, 30_000);

  test("waits up to a tenth longer, by chance", async () => {
    const webhook = await add();
    good.behaviour = "refuse";
    await emit();
    await deliver();
    await deliver(6 * secondMs, { random: () => 1 });
    const { nextAttemptAt } = await firstOf(webhook);
    expect(Date.parse(nextAttemptAt ?? "") - Date.now() - 6 * secondMs).toBeGreaterThan(5 * minuteMs + 20 * secondMs);
  });

  test("waits as long as the receiver asks, and an hour at most", async () => {
    const webhook = await add();
    good.behaviour = "busy";
    await emit();
    await deliver();
    await deliver(9 * minuteMs);
    expect(good.received).toHaveLength(1);
    good.behaviour = "take";
    await deliver(11 * minuteMs);
    expect(await firstOf(webhook)).toMatchObject({ state: "delivered" });
    const asking = await add();
    await emit();
    const patient: typeof fetch = () => Promise.resolve(new Response(null, { status: 503, headers: { "retry-after": "999999" } }));
    await deliver(0, { ...steady, fetch: patient });
    const wait = Date.parse((await firstOf(asking)).nextAttemptAt ?? "") - Date.now();
    expect([wait > 59 * minuteMs, wait <= hourMs]).toEqual([true, true]);
  });

  test("that answers 410 disables the address at once, gives up what waits for it, and says why", async () => {
    const webhook = await add();
    good.behaviour = "gone";
    await emit();
    await emit(member, "cnv_two");
    await deliver();
    expect(await getWebhook(member.ctx, { webhookId: webhook.id })).toMatchObject({ disabledReason: "gone", disabledAt: expect.any(String) });
    const before = good.received.length;
    await emit(member, "cnv_three");
    await deliver(hourMs);
    expect(good.received).toHaveLength(before);
    expect((await log(webhook)).map(({ state }) => state)).toEqual(["failed", "failed"]);
    good.behaviour = "take";
    expect(await updateWebhook(member.ctx, { webhookId: webhook.id, enabled: true })).toMatchObject({ disabledAt: null, disabledReason: null, failingSince: null });
    await emit(member, "cnv_four");
    await deliver();
    expect(good.received).toHaveLength(before + 1);
  });

  test("for five days on end disables the address; one that was taken in between begins the count anew", async () => {
    const webhook = await add();
    const at = async (afterMs: number, behaviour: Behaviour) => {
      good.behaviour = behaviour;
      await emit(member, `cnv_${afterMs}`, later(afterMs));
      await deliver(afterMs);
      return getWebhook(member.ctx, { webhookId: webhook.id });
    };
    expect(await at(0, "refuse")).toMatchObject({ disabledAt: null, failingSince: expect.any(String) });
    expect(await at(4 * dayMs, "take")).toMatchObject({ failingSince: null });
    expect(await at(4.5 * dayMs, "refuse")).toMatchObject({ disabledAt: null });
    expect(await at(9.4 * dayMs, "refuse")).toMatchObject({ disabledAt: null });
    expect(await at(9.6 * dayMs, "refuse")).toMatchObject({ disabledReason: "failing", disabledAt: expect.any(String) });
  });
});

/** What each is recorded as. */
const bad: [Behaviour | "nobody" | "private" | "plain", string][] = [
  ["refuse", "status"], ["redirect", "redirect"], ["stall", "timeout"], ["reset", "reset"], ["odd-status", "malformed"], ["switch", "malformed"], ["rubbish", "malformed"], ["nobody", "refused"], ["private", "address"], ["plain", "address"],
];
test.each(bad)("an address that answers by “%s” is a failed attempt (%s), and a good one is served in time beside it", async (kind, fault) => {
  const other = kind === "nobody" || kind === "private" || kind === "plain" ? null : await receiver(kind);
  const url = other?.url ?? (kind === "nobody" ? "http://127.0.0.1:1/hook" : good.url);
  changeEnv({ ALLOWED_PRIVATE_HOSTS: [...opened.map(({ host }) => host), "127.0.0.1:1"].join(",") });
  const badOne = await add(url);
  if (kind === "private") await systemDb().run(sql`update webhooks set url = 'https://10.0.0.9/hook' where id = ${badOne.id}`);
  if (kind === "plain") await systemDb().run(sql`update webhooks set url = 'http://example.org/hook' where id = ${badOne.id}`);
  const goodOne = await add();
  for (let count = 0; count < 5; count += 1) await emit(member, `cnv_${count}`);
  const startedMs = performance.now();
  const running = deliver(0, { ...steady, timeoutMs: 2_000 });
  await good.until(5);
  expect(performance.now() - startedMs).toBeLessThan(1_500);
  await running;
  expect((await log(goodOne)).map(({ state }) => state)).toEqual(Array(5).fill("delivered"));
  expect((await log(badOne)).map(({ state, lastAttempt }) => [state, lastAttempt?.fault])).toEqual(Array(5).fill(["pending", fault]));
  expect(await getWebhook(member.ctx, { webhookId: badOne.id })).toMatchObject({ failingSince: expect.any(String) });
}, 30_000);

test.each([["gigabyte"], ["stall-body"], ["reset-content"]] as const)("an address that takes the event and goes on with “%s” has taken it; little of that is read, and no connection stays", async (behaviour) => {
  const other = await receiver(behaviour);
  const webhook = await add(other.url);
  await emit();
  await deliver(0, { ...steady, timeoutMs: 1_000 });
  expect(await firstOf(webhook)).toMatchObject({ state: "delivered" });
  // What the network itself holds on the way is more than what is read.
  expect(other.sentBytes()).toBeLessThan(32 * 1_048_576);
  await deliver();
  expect(other.received).toHaveLength(1);
  for (let left = 100; left > 0 && other.openSockets() > 0; left -= 1) await systemClock.sleep(20);
  expect(other.openSockets()).toBe(0);
});

test("a name that leads to a private address is not asked, and a name server that stalls is left in time", async () => {
  const webhook = await add("https://hooks.example.org/");
  const { createGuardedFetch } = await import("@/lib/platform/guarded-fetch/client");
  await emit();
  await deliver(0, { ...steady, fetch: createGuardedFetch({ allowedHosts: [], resolve: () => Promise.resolve(["127.0.0.1"]) }) });
  expect(await firstOf(webhook)).toMatchObject({ lastAttempt: { fault: "address" } });
  await deliver(6 * secondMs, { ...steady, timeoutMs: 100, fetch: createGuardedFetch({ allowedHosts: [], resolve: () => new Promise(() => {}) }) });
  expect(await firstOf(webhook)).toMatchObject({ lastAttempt: { fault: "timeout" } });
});

test("a process that is told to end gives back what is under way, and it is sent by the next one", async () => {
  const stalling = await receiver("stall");
  const webhook = await add(stalling.url);
  await emit();
  const ending = new AbortController();
  const running = deliverWebhooks({ ...later(0), signal: ending.signal }, build, steady);
  await stalling.until(1);
  ending.abort();
  await running;
  expect(await firstOf(webhook)).toMatchObject({ state: "pending", lastAttempt: null });
  stalling.behaviour = "take";
  await deliver();
  expect(await firstOf(webhook)).toMatchObject({ state: "delivered" });
  expect(new Set(stalling.received.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
});

test("a process that is killed between sending and recording leaves a delivery that the next one repeats, with the same id", async () => {
  const stalling = await receiver("stall");
  const webhook = await add(stalling.url);
  await emit();
  const child = spawn(process.execPath, ["--import", "tsx", "lib/webhooks/deliver.fixture.ts"], { env: { ...process.env, ALLOWED_PRIVATE_HOSTS: stalling.host }, stdio: "ignore" });
  const ended = once(child, "exit");
  await stalling.until(1);
  child.kill("SIGKILL");
  expect(await ended).toEqual([null, "SIGKILL"]);
  expect(await firstOf(webhook)).toMatchObject({ state: "pending", lastAttempt: null });
  stalling.behaviour = "take";
  await deliver();
  expect(stalling.received).toHaveLength(1);
  await deliver(31 * secondMs);
  expect(stalling.received).toHaveLength(2);
  expect(new Set(stalling.received.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
  expect(await firstOf(webhook)).toMatchObject({ state: "delivered" });
}, 60_000);

test("after a rotation both secrets sign for 24 hours, and then the new one alone", async () => {
  const { secret: first, ...webhook } = await add();
  const { secret: second, previousSecretUntil } = await rotateWebhookSecret(member.ctx, { webhookId: webhook.id });
  expect(second).not.toBe(first);
  expect(Date.parse(previousSecretUntil ?? "") - Date.now()).toBeGreaterThan(dayMs - minuteMs);
  await emit();
  await deliver();
  const [hook] = good.received;
  if (!hook) throw new Error("nothing came");
  expect(String(hook.headers["webhook-signature"]).split(" ")).toHaveLength(2);
  for (const secret of [first, second]) expect(verified(hook, secret)).toMatchObject({ type: "conversation.ended" });
  await emit(member, "cnv_two", later(dayMs));
  await deliver(dayMs + secondMs);
  const [, next] = good.received;
  if (!next) throw new Error("nothing came");
  const signed = (secret: string) => new Receiver(secret).sign(String(next.headers["webhook-id"]), new Date(Number(next.headers["webhook-timestamp"]) * 1_000), next.body);
  expect(next.headers["webhook-signature"]).toBe(signed(second));
});

test("a secret that no key opens any more sends nothing, counts against nobody, and a rotation mends it", async () => {
  const webhook = await add();
  await systemDb().run(sql`update webhooks set sealed_secret = 'beef.beef.beef' where id = ${webhook.id}`);
  await emit();
  await deliver();
  expect(good.received).toEqual([]);
  expect(await firstOf(webhook)).toMatchObject({ state: "pending", lastAttempt: { fault: "secret" } });
  expect(await getWebhook(member.ctx, { webhookId: webhook.id })).toMatchObject({ failingSince: null });
  const { secret } = await rotateWebhookSecret(member.ctx, { webhookId: webhook.id });
  await deliver(6 * secondMs);
  expect(good.received[0] && new Receiver(secret).sign(String(good.received[0].headers["webhook-id"]), new Date(Number(good.received[0].headers["webhook-timestamp"]) * 1_000), good.received[0].body)).toBe(good.received[0]?.headers["webhook-signature"]);
});

describe("a replay", () => {
  test("sends the same event again under the same id, whether it was taken or given up", async () => {
    const webhook = await add();
    await emit();
    await deliver();
    const { id: deliveryId, eventId } = await firstOf(webhook);
    expect(await replayWebhookDelivery(member.ctx, { webhookId: webhook.id, deliveryId })).toMatchObject({ state: "pending" });
    await deliver();
    expect(good.received.map(({ headers }) => headers["webhook-id"])).toEqual([eventId, eventId]);
    expect((await getWebhookDelivery(member.ctx, { webhookId: webhook.id, deliveryId })).attempts).toHaveLength(2);
  });
  test("is refused while the address is disabled, and nothing is sent", async () => {
    const webhook = await add();
    await emit();
    await deliver();
    const { id: deliveryId } = await firstOf(webhook);
    await updateWebhook(member.ctx, { webhookId: webhook.id, enabled: false });
    await expect(replayWebhookDelivery(member.ctx, { webhookId: webhook.id, deliveryId })).rejects.toMatchObject({ code: "conflict" });
    await deliver();
    expect(good.received).toHaveLength(1);
  });
});

describe("the test", () => {
  test("posts a signed event at once, whatever the types chosen, and shows what came back", async () => {
    const { secret, ...webhook } = await add();
    expect(await testWebhook(member.ctx, { webhookId: webhook.id })).toMatchObject({ delivered: true, status: 204, fault: null });
    const [hook] = good.received;
    expect(hook && verified(hook, secret)).toMatchObject({ type: "test" });
    good.behaviour = "refuse";
    expect(await testWebhook(member.ctx, { webhookId: webhook.id })).toMatchObject({ delivered: false, status: 500, fault: "status" });
    expect(await getWebhook(member.ctx, { webhookId: webhook.id })).toMatchObject({ failingSince: null });
    await deliver(dayMs);
    expect(good.received).toHaveLength(2);
    expect((await log(webhook)).map(({ eventType, state }) => [eventType, state])).toEqual([["test", "failed"], ["test", "delivered"]]);
  });
  test("is refused beyond ten a minute, so that nobody uses it to knock at an address", async () => {
    const webhook = await add();
    for (let count = 0; count < 10; count += 1) await testWebhook(member.ctx, { webhookId: webhook.id });
    await expect(testWebhook(member.ctx, { webhookId: webhook.id })).rejects.toMatchObject({ code: "rate_limited" });
    expect(good.received).toHaveLength(10);
  });
});

test("the log goes after 30 days, with its events and attempts", async () => {
  await add();
  await emit();
  await deliver();
  await sweepWebhooks(later(29 * dayMs));
  expect(await inspect(sql`select count(*)::int as count from webhook_attempts`)).toEqual([{ count: 1 }]);
  await sweepWebhooks(later(31 * dayMs));
  expect(await inspect(sql`select (select count(*) from webhook_events) + (select count(*) from webhook_deliveries) + (select count(*) from webhook_attempts) as left`)).toEqual([{ left: 0 }]);
});
