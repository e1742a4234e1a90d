/** The delivery log as it is read; every statement names the workspace. */
import { z } from "zod";
import { joined, sql, type Sql, type Statements } from "@/lib/platform/db";
import type { Order } from "@/lib/platform/page";
import { webhookAttempt, webhookDelivery, type WebhookAttempt, type WebhookDelivery } from "./schema";

const select = sql`select d.id, d.webhook_id, d.event_id, e.type as event_type, e.subject_id, d.state, d.created_at,
  case when d.state = 'pending' then d.next_attempt_at end as next_attempt_at, a.last_attempt
  from webhook_deliveries d join webhook_events e on e.id = d.event_id
  left join lateral (select jsonb_build_object('at', to_char(at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'durationMs', duration_ms, 'status', status, 'fault', fault) as last_attempt
    from webhook_attempts where delivery_id = d.id order by at desc, id desc limit 1) a on true`;

export function listDeliveries(tx: Statements, workspaceId: string, filter: { webhookId: string; state?: string | undefined; eventType?: string | undefined }, { after, tail }: Order): Promise<WebhookDelivery[]> {
  const where: Sql[] = [sql`d.workspace_id = ${workspaceId}`, sql`d.webhook_id = ${filter.webhookId}`, after];
  if (filter.state) where.push(sql`d.state = ${filter.state}`);
  if (filter.eventType) where.push(sql`e.type = ${filter.eventType}`);
  return tx.many(webhookDelivery, sql`${select} where ${joined(where, " and ")} ${tail}`);
}

export interface OneDelivery { workspaceId: string; webhookId: string; deliveryId: string }
export const getDelivery = (tx: Statements, { workspaceId, webhookId, deliveryId }: OneDelivery): Promise<WebhookDelivery> =>
  tx.one(webhookDelivery, sql`${select} where d.workspace_id = ${workspaceId} and d.webhook_id = ${webhookId} and d.id = ${deliveryId}`);
export const listAttempts = (tx: Statements, { workspaceId, deliveryId }: OneDelivery): Promise<WebhookAttempt[]> =>
  tx.many(webhookAttempt, sql`select at, duration_ms, status, fault from webhook_attempts where workspace_id = ${workspaceId} and delivery_id = ${deliveryId} order by at, id`);

/** Another round, at once. Zero where it is under way. */
export const beginAgain = (tx: Statements, { workspaceId, webhookId, deliveryId }: OneDelivery, now: Date): Promise<number> =>
  tx.run(sql`update webhook_deliveries set state = 'pending', began_at = ${now}, next_attempt_at = ${now}, tries = 0, leased_until = null
    where id = ${deliveryId} and webhook_id = ${webhookId} and workspace_id = ${workspaceId} and (leased_until is null or leased_until <= ${now})`);

/** A test's event and delivery, which no job takes: it is sent by whoever asked, until `until`. */
export async function insertTest(tx: Statements, { workspaceId, webhookId, deliveryId }: OneDelivery, eventId: string, now: Date, until: Date): Promise<void> {
  await tx.run(sql`insert into webhook_events (id, workspace_id, type, subject_id, created_at, due_at, spread_at) values (${eventId}, ${workspaceId}, 'test', '', ${now}, ${now}, ${now})`);
  await tx.run(sql`insert into webhook_deliveries (id, workspace_id, webhook_id, event_id, state, created_at, began_at, tries, next_attempt_at, leased_until) values (${deliveryId}, ${workspaceId}, ${webhookId}, ${eventId}, 'failed', ${now}, ${now}, 1, ${now}, ${until})`);
}
export const settleTest = (tx: Statements, { workspaceId, deliveryId }: OneDelivery, delivered: boolean): Promise<number> =>
  tx.run(sql`update webhook_deliveries set state = ${delivered ? "delivered" : "failed"}, leased_until = null where id = ${deliveryId} and workspace_id = ${workspaceId}`);
export const countTests = async (tx: Statements, workspaceId: string, since: Date): Promise<number> =>
  (await tx.one(z.object({ count: z.number() }), sql`select count(*) as count from webhook_events where workspace_id = ${workspaceId} and type = 'test' and created_at > ${since}`)).count;
