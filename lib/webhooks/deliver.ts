/** What is due is posted, a bounded number at once and few to one address, so that one that stalls or fails costs the others nothing. */
import { asSystem, type Ctx } from "@/lib/platform/ctx";
import { createGuardedFetch } from "@/lib/platform/guarded-fetch/client";
import { newId } from "@/lib/platform/ids";
import type { WebhookEventType, WebhookFault } from "./schema";
import { signedHeaders } from "./secrets";
import { send, type Sent } from "./send";
import * as store from "./store";

/** What is told of an event, read when it is about to leave; null where there is nothing to tell any more. Throws: the attempt is repeated later. */
export type BuildData = (event: { type: WebhookEventType; workspaceId: string; subjectId: string }) => Promise<Record<string, unknown> | null>;

export const testData = { message: "This is a test. Nothing happened." };

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** After the first attempt, which is at once: the schedule that Standard Webhooks gives. */
const waitsMs = [5 * secondMs, 5 * minuteMs, 30 * minuteMs, 2 * hourMs, 5 * hourMs, 10 * hourMs, 14 * hourMs] as const;
/** So much later at most, by chance: those that failed together do not come back together. */
const jitter = 0.1;
/** A receiver may ask for so long a rest, and no longer. */
const longestRestMs = hourMs;
/** An address that took nothing for so long is told nothing more. */
const patienceMs = 5 * dayMs;
/** Above what an attempt can take, the building of its body included; a killed process's deliveries are repeated after it. */
export const leaseMs = 30 * secondMs;
/** Of an address that fails, the second at once would only wait beside the first. Of a workspace a quarter: all of its addresses may stall together before any is known to fail. */
const limits = { most: 40, mostFailing: 10, each: 4, eachFailing: 1, ofWorkspace: 10 };
/** While some are under way, those that came since are looked for this often. */
const lookMs = secondMs;
const spreadRows = 500;

export interface DeliverOptions { fetch?: typeof fetch; /** For one attempt. */ timeoutMs?: number; random?: () => number }

/** Job. Ends when nothing is due and nothing is under way; safe to run twice at once. At `ctx.signal` what is under way is given back and repeated later. */
export async function deliverWebhooks(ctx: Ctx, build: BuildData, options: DeliverOptions = {}): Promise<{ attempts: number }> {
  const system = asSystem(ctx);
  const underWay = new Map<string, { failing: boolean; settled: Promise<void> }>();
  let attempts = 0;
  for (;;) {
    while (!ctx.signal.aborted && await system.db.transaction((tx) => store.spreadEvents(tx, ctx.clock.now(), spreadRows, () => newId("whd"))) === spreadRows);
    // Looked at before asking for what is due: one that settles meanwhile may have held back the next one of its address.
    const idle = underWay.size === 0;
    const due = ctx.signal.aborted ? [] : await claim(system, [...underWay.values()]);
    attempts += due.length;
    for (const delivery of due) {
      const settled = deliver(system, delivery, build, options).catch((error: unknown) => ctx.log.error({ err: error, deliveryId: delivery.deliveryId }, "a webhook's delivery could not be recorded")).finally(() => underWay.delete(delivery.deliveryId));
      underWay.set(delivery.deliveryId, { failing: delivery.webhook.failingSince !== null, settled });
    }
    if (idle && due.length === 0) return { attempts };
    if (underWay.size === 0) continue;
    const looking = new AbortController();
    await Promise.race([...[...underWay.values()].map(({ settled }) => settled), ctx.clock.sleep(lookMs, looking.signal)]);
    looking.abort();
  }
}

function claim(ctx: Ctx, underWay: readonly { failing: boolean }[]): Promise<store.DueDelivery[]> {
  const most = limits.most - underWay.length;
  if (most <= 0) return Promise.resolve([]);
  const failing = underWay.filter((one) => one.failing).length;
  const now = ctx.clock.now();
  return ctx.db.transaction((tx) => store.claimDue(tx, now, new Date(now.getTime() + leaseMs), { ...limits, most, mostFailing: Math.max(0, limits.mostFailing - failing) }));
}

async function deliver(ctx: Ctx, due: store.DueDelivery, build: BuildData, options: DeliverOptions): Promise<void> {
  const { type, workspaceId, subjectId } = due.event;
  const at = ctx.clock.now();
  let sent: Sent;
  try {
    const data = type === "test" ? testData : await build({ type, workspaceId, subjectId });
    if (data === null) { await store.settleDelivery(ctx.db, due, { state: "withdrawn" }); return; }
    sent = await post(ctx, due, data, options);
  } catch (error) {
    ctx.log.error({ err: error, deliveryId: due.deliveryId, type }, "a webhook's body could not be built");
    sent = { status: null, fault: "internal", durationMs: 0, retryAfterMs: null };
  }
  if (ctx.signal.aborted && sent.status === null) { await store.releaseDelivery(ctx.db, due); return; }
  await record(ctx, due, at, sent, options.random ?? Math.random);
}

/** Signed and posted once; never throws. */
export async function post(ctx: Ctx, { webhook, event }: Pick<store.DueDelivery, "webhook" | "event">, data: Record<string, unknown>, options: DeliverOptions = {}): Promise<Sent> {
  const body = JSON.stringify({ id: event.id, type: event.type, created_at: event.createdAt, workspace_id: event.workspaceId, data });
  const headers = signedHeaders(webhook, event.id, body, ctx.clock.now());
  if (!headers) return { status: null, fault: "secret", durationMs: 0, retryAfterMs: null };
  return send({
    url: webhook.url, headers, body, signal: ctx.signal, fetch: options.fetch ?? createGuardedFetch(), now: () => ctx.clock.now(),
    ...(options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs }),
  });
}

async function record(ctx: Ctx, due: store.DueDelivery, at: Date, sent: Sent, random: () => number): Promise<void> {
  const now = ctx.clock.now();
  const { webhook, deliveryId } = due;
  const disabled = await ctx.db.transaction(async (tx) => {
    await store.insertAttempt({ id: newId("wha"), workspaceId: webhook.workspaceId, deliveryId, at, durationMs: sent.durationMs, status: sent.status, fault: sent.fault }, tx);
    if (sent.fault === null) {
      await store.settleDelivery(tx, due, { state: "delivered" });
      await store.markTaking(tx, webhook);
      return null;
    }
    const next = nextAttempt(due, sent, now, random);
    await store.settleDelivery(tx, due, next ? { nextAttemptAt: next } : { state: "failed" });
    const failing = isOurs(sent.fault) ? null : await store.markFailing(tx, webhook, now);
    const reason = sent.status === 410 ? "gone" as const : failing && now.getTime() - failing.failingSince.getTime() >= patienceMs ? "failing" as const : null;
    if (!reason || await store.disable(tx, webhook, reason, now) === 0) return null;
    await store.giveUpPending(tx, webhook.workspaceId, webhook.id);
    return reason;
  });
  if (disabled) ctx.log.warn({ webhookId: webhook.id, reason: disabled }, "a webhook was disabled");
}

/** Nothing that the receiver could help. */
const isOurs = (fault: WebhookFault): boolean => fault === "internal" || fault === "secret";

/** Null where the day is over. */
function nextAttempt({ tries, beganAt }: store.DueDelivery, sent: Sent, now: Date, random: () => number): Date | null {
  const waitMs = waitsMs[tries - 1];
  if (waitMs === undefined) return null;
  const next = now.getTime() + Math.max(waitMs * (1 + jitter * random()), Math.min(sent.retryAfterMs ?? 0, longestRestMs));
  return next - beganAt.getTime() > dayMs ? null : new Date(next);
}
