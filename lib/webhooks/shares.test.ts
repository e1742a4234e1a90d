/** What one workspace's addresses can take from the others. */
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { inspect, makeMember, sql, useTestDatabase, type TestMember } from "@/lib/testing/harness";
import { startWebhookReceiver, type WebhookReceiver } from "@/lib/testing/webhook-receiver";
import { systemCtx } from "@/lib/platform/ctx";
import { systemDb } from "@/lib/platform/db";
import { changeEnv } from "@/lib/platform/env";
import { deliverWebhooks, type BuildData } from "./deliver";
import { emitEvents } from "./emit";
import { createWebhook } from "./service";

useTestDatabase();
let member: TestMember;
let good: WebhookReceiver, stalling: WebhookReceiver;
beforeAll(async () => {
  [good, stalling] = await Promise.all([startWebhookReceiver(), startWebhookReceiver("stall")]);
  changeEnv({ ALLOWED_PRIVATE_HOSTS: `${good.host},${stalling.host}` });
}, 60_000);
beforeEach(async () => {
  member = await makeMember();
  await systemDb().run(sql`delete from webhooks`);
  await systemDb().run(sql`delete from webhook_events`);
  good.received.length = 0;
  stalling.received.length = 0;
});
afterAll(async () => { await Promise.all([good.close(), stalling.close()]); });

const build: BuildData = ({ subjectId }) => Promise.resolve({ about: subjectId });
const steady = { random: () => 0 };
const add = (url = good.url, of = member) => createWebhook(of.ctx, { url, description: "", eventTypes: ["conversation.ended"] });
const emit = (of: TestMember, subjectId: string) => emitEvents(systemDb(), systemCtx(), [{ type: "conversation.ended", workspaceId: of.actor.workspaceId, subjectId }]);

test("twenty addresses of one workspace that stall hold up neither another workspace's nor what comes for it later", async () => {
  for (let count = 0; count < 20; count += 1) await add(`${stalling.url}/${count}`);
  for (let count = 0; count < 6; count += 1) await emit(member, `cnv_${count}`);
  // They are known to fail: none takes more than one line, all together ten.
  await systemDb().run(sql`update webhooks set failing_since = now()`);
  const other = await makeMember();
  await add(good.url, other);
  const running = deliverWebhooks(systemCtx(), build, { ...steady, timeoutMs: 4_000 });
  await stalling.until(1);
  const startedMs = performance.now();
  for (let count = 0; count < 5; count += 1) await emit(other, `cnv_other_${count}`);
  await good.until(5);
  expect(performance.now() - startedMs).toBeLessThan(2_500);
  expect(stalling.received.length).toBeLessThanOrEqual(10);
  await systemDb().run(sql`delete from webhooks where workspace_id = ${member.actor.workspaceId}`);
  await running;
}, 30_000);

test("forty events for twenty addresses that stall for the first time take a quarter of what is sent at once, and another workspace's go out beside them", async () => {
  for (let count = 0; count < 20; count += 1) await add(`${stalling.url}/${count}`);
  for (let count = 0; count < 2; count += 1) await emit(member, `cnv_${count}`);
  const other = await makeMember();
  await add(good.url, other);
  const ending = new AbortController();
  const running = deliverWebhooks({ ...systemCtx(), signal: ending.signal }, build, { ...steady, timeoutMs: 60_000 });
  await stalling.until(10);
  // Later than the others: nothing but the share of a workspace lets them pass.
  for (let count = 0; count < 5; count += 1) await emit(other, `cnv_other_${count}`);
  await good.until(5);
  expect(stalling.received).toHaveLength(10);
  expect(await inspect(sql`select count(*)::int as count from webhook_deliveries where state = 'pending' and leased_until is not null and workspace_id = ${member.actor.workspaceId}`)).toEqual([{ count: 10 }]);
  ending.abort();
  await running;
}, 50_000);
