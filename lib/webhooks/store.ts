import { z } from "zod";
import { assignments, columns, sql, type Statements } from "@/lib/platform/db";
import type { HappenedEvent } from "./emit";
import { webhook, webhookEnvelope } from "./schema";

// Statements but the first run under the system role and name the workspace; those of the jobs go through all of them, and say so.
interface EventRow extends HappenedEvent { id: string; createdAt: Date; dueAt: Date }
/** Under the actor's role or the system's: those that no webhook of their workspace wants are left out. */
export const insertEvents = (tx: Statements, rows: readonly EventRow[]): Promise<number> => tx.run(sql`
  insert into webhook_events (id, workspace_id, type, subject_id, created_at, due_at)
  select n.* from unnest(${rows.map(({ id }) => id)}::text[], ${rows.map(({ workspaceId }) => workspaceId)}::text[], ${rows.map(({ type }) => type)}::text[], ${rows.map(({ subjectId }) => subjectId)}::text[],
    ${rows.map(({ createdAt }) => createdAt.toISOString())}::timestamptz[], ${rows.map(({ dueAt }) => dueAt.toISOString())}::timestamptz[]) as n (id, workspace_id, type, subject_id, created_at, due_at)
  where exists (select from webhooks w where w.workspace_id = n.workspace_id and w.disabled_at is null and n.type = any(w.event_types))`);

const webhookRow = webhook.omit({ previousSecretUntil: true }).extend({ workspaceId: z.string(), sealedSecret: z.string(), previousSealedSecret: z.string().nullable(), previousUntil: z.coerce.date().nullable() });
export type WebhookRow = z.infer<typeof webhookRow>;
const fields = sql`id, workspace_id, url, description, event_types, last_four, sealed_secret, previous_sealed_secret, previous_until, created_at, failing_since, disabled_at, disabled_reason`;

/** Any number that nothing else on the database locks, beside the workspace's own. */
const countLock = 7_305_203;
/** Nobody else adds one to the workspace until the transaction ends. */
export async function countWebhooks(tx: Statements, workspaceId: string): Promise<number> {
  await tx.run(sql`select pg_advisory_xact_lock(${countLock}::integer, hashtext(${workspaceId}))`);
  return (await tx.one(z.object({ count: z.number() }), sql`select count(*) as count from webhooks where workspace_id = ${workspaceId}`)).count;
}

export interface NewWebhookRow { id: string; workspaceId: string; url: string; description: string; eventTypes: string[]; sealedSecret: string; lastFour: string; createdBy: string | null; createdAt: Date }
export const insertWebhook = (tx: Statements, row: NewWebhookRow): Promise<WebhookRow> => tx.one(webhookRow, sql`insert into webhooks ${columns({ ...row })} returning ${fields}`);
export const listWebhooks = (tx: Statements, workspaceId: string): Promise<WebhookRow[]> => tx.many(webhookRow, sql`select ${fields} from webhooks where workspace_id = ${workspaceId}`);
export const getWebhook = (tx: Statements, workspaceId: string, id: string): Promise<WebhookRow> => tx.one(webhookRow, sql`select ${fields} from webhooks where id = ${id} and workspace_id = ${workspaceId}`);
export const lockWebhook = (tx: Statements, workspaceId: string, id: string): Promise<WebhookRow> => tx.one(webhookRow, sql`select ${fields} from webhooks where id = ${id} and workspace_id = ${workspaceId} for no key update`);
export interface WebhookFields {
  url?: string | undefined; description?: string | undefined; eventTypes?: string[] | undefined; sealedSecret?: string; lastFour?: string; previousSealedSecret?: string; previousUntil?: Date;
  failingSince?: null; disabledAt?: Date | null; disabledReason?: string | null;
}
export const updateWebhook = (tx: Statements, workspaceId: string, id: string, change: WebhookFields): Promise<WebhookRow> =>
  tx.one(webhookRow, sql`update webhooks set ${assignments({ ...change })} where id = ${id} and workspace_id = ${workspaceId} returning ${fields}`);
export const deleteWebhook = (tx: Statements, workspaceId: string, id: string): Promise<number> => tx.run(sql`delete from webhooks where id = ${id} and workspace_id = ${workspaceId}`);

/** What was on its way to an address that is switched off. */
export const giveUpPending = (tx: Statements, workspaceId: string, webhookId: string): Promise<number> =>
  tx.run(sql`update webhook_deliveries set state = 'failed', leased_until = null where webhook_id = ${webhookId} and workspace_id = ${workspaceId} and state = 'pending'`);

const event = z.object({ id: z.string(), workspaceId: z.string(), type: webhookEnvelope.shape.type, subjectId: z.string(), createdAt: z.string() });
export type EventOf = z.infer<typeof event>;
export interface DueDelivery { deliveryId: string; beganAt: Date; tries: number; event: EventOf; webhook: WebhookRow }

const taken = z.object({ id: z.string(), beganAt: z.coerce.date(), tries: z.number(), webhookId: z.string(), eventId: z.string() });

// What follows is the jobs', through all workspaces.
const unspread = event.pick({ id: true, workspaceId: true, type: true, createdAt: true });
/** Events that are due become deliveries, one for each webhook that wants them and was there then. Of two processes, one takes an event. Answers how many events. */
export async function spreadEvents(tx: Statements, now: Date, limit: number, newId: () => string): Promise<number> {
  const events = await tx.many(unspread, sql`select id, workspace_id, type, created_at from webhook_events where spread_at is null and due_at <= ${now} order by due_at, id limit ${limit} for update skip locked`);
  if (events.length === 0) return 0;
  const ids = events.map(({ id }) => id);
  const wanted = await tx.many(z.object({ eventId: z.string(), webhookId: z.string(), workspaceId: z.string() }), sql`
    select e.id as event_id, w.id as webhook_id, w.workspace_id from webhook_events e join webhooks w on w.workspace_id = e.workspace_id
    where e.id = any(${ids}) and w.disabled_at is null and e.type = any(w.event_types) and w.created_at <= e.created_at for key share of w`);
  if (wanted.length > 0) await tx.run(sql`
    insert into webhook_deliveries (id, workspace_id, webhook_id, event_id, created_at, began_at, next_attempt_at)
    select n.*, ${now}::timestamptz, ${now}::timestamptz, ${now}::timestamptz from unnest(${wanted.map(newId)}::text[], ${wanted.map((one) => one.workspaceId)}::text[], ${wanted.map((one) => one.webhookId)}::text[], ${wanted.map((one) => one.eventId)}::text[]) as n
    on conflict (webhook_id, event_id) do nothing`);
  await tx.run(sql`update webhook_events set spread_at = ${now} where id = any(${ids})`);
  return events.length;
}

export interface ClaimLimits { most: number; /** Of these, for addresses that took nothing lately. */ mostFailing: number; /** At once, to one address, and to one that took nothing lately. */ each: number; eachFailing: number; /** At once, of one workspace. */ ofWorkspace: number }
/** Takes what is due until `until`, the addresses that take what they are sent first, no address and no workspace with more than its share of what is under way anywhere. */
export async function claimDue(tx: Statements, now: Date, until: Date, limits: ClaimLimits): Promise<DueDelivery[]> {
  const rows = await tx.many(taken, sql`
    with under_way as (select workspace_id, count(*)::integer as count from webhook_deliveries where state = 'pending' and leased_until > ${now} group by workspace_id),
    due as (
      select d.id, d.next_attempt_at, w.workspace_id, w.failing_since is not null as failing from (
        select distinct webhook_id from webhook_deliveries where state = 'pending' and next_attempt_at <= ${now} and (leased_until is null or leased_until <= ${now})) p
      join webhooks w on w.id = p.webhook_id and w.disabled_at is null
      cross join lateral (select id, next_attempt_at from webhook_deliveries
        where webhook_id = w.id and state = 'pending' and next_attempt_at <= ${now} and (leased_until is null or leased_until <= ${now}) order by next_attempt_at, id
        limit greatest(0, case when w.failing_since is null then ${limits.each}::integer else ${limits.eachFailing}::integer end
          - (select count(*) from webhook_deliveries where webhook_id = w.id and state = 'pending' and leased_until > ${now})::integer)) d),
    shared as (select due.*, row_number() over (partition by workspace_id order by failing, next_attempt_at, id) + coalesce((select count from under_way u where u.workspace_id = due.workspace_id), 0) as place from due),
    lined as (select shared.*, row_number() over (partition by failing order by next_attempt_at, id) as line from shared where place <= ${limits.ofWorkspace}::integer)
    update webhook_deliveries set leased_until = ${until}, tries = tries + 1 where id in (
      select id from webhook_deliveries where id in (select id from lined where not failing or line <= ${limits.mostFailing}::integer order by failing, next_attempt_at, id limit ${limits.most})
        and state = 'pending' and (leased_until is null or leased_until <= ${now}) for update skip locked)
    returning id, began_at, tries, webhook_id, event_id`);
  return withDetail(tx, rows);
}

async function withDetail(tx: Statements, rows: z.infer<typeof taken>[]): Promise<DueDelivery[]> {
  if (rows.length === 0) return [];
  const webhooks = new Map((await tx.many(webhookRow, sql`select ${fields} from webhooks where id = any(${rows.map((row) => row.webhookId)})`)).map((row) => [row.id, row]));
  const events = new Map((await tx.many(event, sql`select id, workspace_id, type, subject_id, created_at from webhook_events where id = any(${rows.map((row) => row.eventId)})`)).map((row) => [row.id, row]));
  return rows.flatMap((row) => {
    const [to, of] = [webhooks.get(row.webhookId), events.get(row.eventId)];
    return to && of ? [{ deliveryId: row.id, beganAt: row.beganAt, tries: row.tries, webhook: to, event: of }] : [];
  });
}

export interface AttemptRow { id: string; workspaceId: string; deliveryId: string; at: Date; durationMs: number; status: number | null; fault: string | null }
/** Not where the delivery went meanwhile, with its webhook. */
export const insertAttempt = ({ id, workspaceId, deliveryId, at, durationMs, status, fault }: AttemptRow, tx: Statements): Promise<number> => tx.run(sql`
  insert into webhook_attempts (id, workspace_id, delivery_id, at, duration_ms, status, fault)
  select ${id}::text, d.workspace_id, d.id, ${at}::timestamptz, ${durationMs}::integer, ${status}::integer, ${fault}::text from webhook_deliveries d where d.id = ${deliveryId} and d.workspace_id = ${workspaceId} for key share`);

/** Where it is still this attempt's: not switched off, nor replayed, in the meantime. */
export const settleDelivery = (tx: Statements, { deliveryId, tries, webhook: { workspaceId } }: DueDelivery, change: { state?: "delivered" | "failed" | "withdrawn"; nextAttemptAt?: Date }): Promise<number> =>
  tx.run(sql`update webhook_deliveries set ${assignments({ ...change, leasedUntil: null })} where id = ${deliveryId} and workspace_id = ${workspaceId} and tries = ${tries} and state = 'pending'`);
/** As if it had not been taken. */
export const releaseDelivery = (tx: Statements, { deliveryId, tries, webhook: { workspaceId } }: DueDelivery): Promise<number> =>
  tx.run(sql`update webhook_deliveries set leased_until = null, tries = tries - 1 where id = ${deliveryId} and workspace_id = ${workspaceId} and tries = ${tries} and state = 'pending'`);

export const markTaking = (tx: Statements, { id, workspaceId }: WebhookRow): Promise<number> => tx.run(sql`update webhooks set failing_since = null where id = ${id} and workspace_id = ${workspaceId} and failing_since is not null`);
const since = z.object({ failingSince: z.coerce.date() });
export const markFailing = (tx: Statements, { id, workspaceId }: WebhookRow, now: Date): Promise<{ failingSince: Date } | null> =>
  tx.find(since, sql`update webhooks set failing_since = coalesce(failing_since, ${now}) where id = ${id} and workspace_id = ${workspaceId} returning failing_since`);
/** Zero where it is disabled already. */
export const disable = (tx: Statements, { id, workspaceId }: WebhookRow, reason: "gone" | "failing", now: Date): Promise<number> =>
  tx.run(sql`update webhooks set disabled_at = ${now}, disabled_reason = ${reason} where id = ${id} and workspace_id = ${workspaceId} and disabled_at is null`);

/** With their deliveries and attempts. */
export const deleteOldEvents = (tx: Statements, before: Date, limit: number): Promise<number> => tx.run(sql`delete from webhook_events where id in (select id from webhook_events where created_at < ${before} order by created_at limit ${limit})`);

const sealed = z.object({ id: z.string(), workspaceId: z.string(), sealed: z.string() });
const columnOf = { current: sql`sealed_secret`, previous: sql`previous_sealed_secret` } as const;
export const sealedAfter = (tx: Statements, which: keyof typeof columnOf, id: string, limit: number): Promise<z.infer<typeof sealed>[]> =>
  tx.many(sealed, sql`select id, workspace_id, ${columnOf[which]} as sealed from webhooks where id > ${id} and ${columnOf[which]} is not null order by id limit ${limit}`);
/** Not where it was rotated in the meantime. */
export const replaceSealed = (tx: Statements, which: keyof typeof columnOf, was: { id: string; sealed: string }, next: string): Promise<number> =>
  tx.run(sql`update webhooks set ${columnOf[which]} = ${next} where id = ${was.id} and ${columnOf[which]} = ${was.sealed}`);
