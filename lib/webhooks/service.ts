import type { z } from "zod";
import { recordAudit } from "@/lib/audit/service";
import { asSystem, type Ctx } from "@/lib/platform/ctx";
import { AppError, fieldFault } from "@/lib/platform/errors";
import { addressFault, addressFaultWords } from "@/lib/platform/guarded-fetch/addresses";
import { newId } from "@/lib/platform/ids";
import { pageFrom, pageOfWhole, type Page } from "@/lib/platform/page";
import { sql } from "@/lib/platform/db";
import type { deliveryQuery, webhookQuery } from "./contract";
import { leaseMs, post, testData, type DeliverOptions } from "./deliver";
import * as log from "./log-store";
import { webhookFaults, type NewWebhook, type Webhook, type WebhookChange, type WebhookDelivery, type WebhookDeliveryDetail, type WebhookInput, type WebhookTest } from "./schema";
import { newWebhookSecret } from "./secrets";
import * as store from "./store";

export { deliverWebhooks, type BuildData } from "./deliver";

const mostWebhooks = 20;
/** So long the secret before a rotation signs as well. */
const overlapMs = 24 * 3_600_000;
const testsPerMinute = 10;
/** The log, and with it the events, are kept so long. */
const logMs = 30 * 24 * 3_600_000;
const sweepRows = 1_000;

interface Of { webhookId: string }
interface OfDelivery extends Of { deliveryId: string }
const workspaceOf = (ctx: Ctx) => ctx.actor.workspaceId;

/** Never the secret. */
const shown = (row: store.WebhookRow, now: Date): Webhook => ({
  id: row.id, url: row.url, description: row.description, eventTypes: row.eventTypes, lastFour: row.lastFour, createdAt: row.createdAt, failingSince: row.failingSince, disabledAt: row.disabledAt, disabledReason: row.disabledReason,
  previousSecretUntil: row.previousUntil && row.previousUntil > now ? row.previousUntil.toISOString() : null,
});

export async function listWebhooks(ctx: Ctx, input: z.output<typeof webhookQuery>): Promise<Page<Webhook>> {
  const rows = await store.listWebhooks(asSystem(ctx).db, workspaceOf(ctx));
  return pageOfWhole(rows.map((row) => shown(row, ctx.clock.now())), input, ({ id }) => id);
}

export const getWebhook = async (ctx: Ctx, { webhookId }: Of): Promise<Webhook> => shown(await store.getWebhook(asSystem(ctx).db, workspaceOf(ctx), webhookId), ctx.clock.now());

/** Throws `webhooks_full`, and `validation_failed` where the address may not be asked from here. */
export async function createWebhook(ctx: Ctx, { url, description, eventTypes }: WebhookInput): Promise<NewWebhook> {
  requireAddress(url);
  const place = { id: newId("whk"), workspaceId: workspaceOf(ctx) };
  const { secret, ...sealed } = newWebhookSecret(place);
  const created = await asSystem(ctx).db.transaction(async (tx) => {
    if (await store.countWebhooks(tx, place.workspaceId) >= mostWebhooks) throw new AppError("webhooks_full");
    const row = await store.insertWebhook(tx, { ...place, ...sealed, url, description, eventTypes, createdBy: ctx.actor.userId, createdAt: ctx.clock.now() });
    await audit(tx, ctx, "webhook.created", place.id);
    return row;
  });
  return { ...shown(created, ctx.clock.now()), secret };
}

const audit = (tx: Parameters<typeof recordAudit>[0], ctx: Ctx, action: "webhook.created" | "webhook.changed" | "webhook.deleted" | "webhook.secret_rotated", id: string) =>
  recordAudit(tx, ctx, { action, target: { kind: "webhook", id } });

function requireAddress(address: string): void {
  const url = new URL(address);
  if (url.username || url.password || url.hash) throw fieldFault("url", "The address holds no password and no part after #.");
  const fault = addressFault(url);
  if (fault) throw fieldFault("url", addressFaultWords[fault]);
}

export async function updateWebhook(ctx: Ctx, { webhookId, enabled, ...change }: Of & WebhookChange): Promise<Webhook> {
  if (change.url !== undefined) requireAddress(change.url);
  const workspaceId = workspaceOf(ctx);
  const changed = await asSystem(ctx).db.transaction(async (tx) => {
    const before = await store.lockWebhook(tx, workspaceId, webhookId);
    const on = enabled === true ? { disabledAt: null, disabledReason: null, failingSince: null } : {};
    const off = enabled === false && before.disabledAt === null ? { disabledAt: ctx.clock.now(), disabledReason: "asked" } : {};
    const fields = { ...change, ...on, ...off };
    if (Object.values(fields).every((value) => value === undefined)) return before;
    if (off.disabledAt) await store.giveUpPending(tx, workspaceId, webhookId);
    await audit(tx, ctx, "webhook.changed", webhookId);
    return store.updateWebhook(tx, workspaceId, webhookId, fields);
  });
  return shown(changed, ctx.clock.now());
}

export async function deleteWebhook(ctx: Ctx, { webhookId }: Of): Promise<void> {
  await asSystem(ctx).db.transaction(async (tx) => {
    if (await store.deleteWebhook(tx, workspaceOf(ctx), webhookId) === 0) throw new AppError("not_found");
    await audit(tx, ctx, "webhook.deleted", webhookId);
  });
}

export async function rotateWebhookSecret(ctx: Ctx, { webhookId }: Of): Promise<NewWebhook> {
  const place = { id: webhookId, workspaceId: workspaceOf(ctx) };
  const { secret, ...sealed } = newWebhookSecret(place);
  const now = ctx.clock.now();
  const rotated = await asSystem(ctx).db.transaction(async (tx) => {
    const before = await store.lockWebhook(tx, place.workspaceId, webhookId);
    await audit(tx, ctx, "webhook.secret_rotated", webhookId);
    return store.updateWebhook(tx, place.workspaceId, webhookId, { ...sealed, previousSealedSecret: before.sealedSecret, previousUntil: new Date(now.getTime() + overlapMs) });
  });
  return { ...shown(rotated, now), secret };
}

/** Sent now, once, and not counted towards disabling. `rate_limited` beyond ten a minute in a workspace. */
export async function testWebhook(ctx: Ctx, { webhookId }: Of, options: DeliverOptions = {}): Promise<WebhookTest> {
  const system = asSystem(ctx);
  const now = ctx.clock.now();
  const workspaceId = workspaceOf(ctx);
  const webhook = await store.getWebhook(system.db, workspaceId, webhookId);
  const place = { workspaceId, webhookId, deliveryId: newId("whd") };
  const event = { id: newId("evt"), workspaceId, type: "test" as const, subjectId: "", createdAt: now.toISOString() };
  await system.db.transaction(async (tx) => {
    if (await log.countTests(tx, workspaceId, new Date(now.getTime() - 60_000)) >= testsPerMinute) throw new AppError("rate_limited", { retryAfterMs: 60_000 });
    await log.insertTest(tx, place, event.id, now, new Date(now.getTime() + leaseMs));
  });
  const sent = await post(system, { webhook, event }, testData, options);
  await system.db.transaction(async (tx) => {
    await store.insertAttempt({ id: newId("wha"), workspaceId, deliveryId: place.deliveryId, at: now, durationMs: sent.durationMs, status: sent.status, fault: sent.fault }, tx);
    await log.settleTest(tx, place, sent.fault === null);
  });
  return { delivered: sent.fault === null, status: sent.status, durationMs: sent.durationMs, fault: sent.fault, message: sent.fault === null ? "It took the event." : webhookFaults[sent.fault] };
}

export async function listWebhookDeliveries(ctx: Ctx, input: Of & z.output<typeof deliveryQuery>): Promise<Page<WebhookDelivery>> {
  const { db } = asSystem(ctx);
  await store.getWebhook(db, workspaceOf(ctx), input.webhookId);
  return pageFrom(input, { createdAt: { column: sql`d.created_at`, kind: "time" } }, (order) => log.listDeliveries(db, workspaceOf(ctx), input, order), sql`d.id`);
}

export async function getWebhookDelivery(ctx: Ctx, input: OfDelivery): Promise<WebhookDeliveryDetail> {
  const { db } = asSystem(ctx);
  const one = { ...input, workspaceId: workspaceOf(ctx) };
  return { ...await log.getDelivery(db, one), attempts: await log.listAttempts(db, one) };
}

/** `conflict` where it is being sent, or its address is disabled. */
export async function replayWebhookDelivery(ctx: Ctx, input: OfDelivery): Promise<WebhookDelivery> {
  const one = { ...input, workspaceId: workspaceOf(ctx) };
  return asSystem(ctx).db.transaction(async (tx) => {
    const { disabledAt } = await store.getWebhook(tx, one.workspaceId, input.webhookId);
    await log.getDelivery(tx, one);
    if (disabledAt !== null) throw new AppError("conflict", { public: "This address is disabled. Switch it on first." });
    if (await log.beginAgain(tx, one, ctx.clock.now()) === 0) throw new AppError("conflict", { public: "This is being sent at the moment." });
    return log.getDelivery(tx, one);
  });
}

/** Job: what is older than the log is kept goes, event, deliveries and attempts. */
export async function sweepWebhooks(ctx: Ctx): Promise<number> {
  const before = new Date(ctx.clock.now().getTime() - logMs);
  let deleted = 0;
  for (let last = sweepRows; last === sweepRows && !ctx.signal.aborted; deleted += last) last = await store.deleteOldEvents(asSystem(ctx).db, before, sweepRows);
  return deleted;
}
