import { z } from "zod";
import type { Ctx } from "@/lib/platform/ctx";
import { assignments, columns, joined, json, sql, type Sql, type Statements } from "@/lib/platform/db";
import type { Order, SortColumn } from "@/lib/platform/page";
import { conversationSummary, turn, type ConversationSummary, type Turn } from "./schema";

export interface NewConversation {
  id: string; workspaceId: string; agentId: string; agentVersion: number | null; userId: string | null; channel: ConversationSummary["channel"];
  callerKind: ConversationSummary["callerKind"]; textConsent: boolean; audioConsent: boolean; startedAt: Date; resumeExpiresAt: Date | null;
  /** Absent over HTTP, where somebody talks only in a turn. */
  lineExpiresAt?: Date;
}

export const insertConversation = (tx: Statements, row: NewConversation): Promise<number> => tx.run(sql`insert into conversations ${columns({ ...row })}`);

const summaryColumns = sql`c.id, c.agent_id, a.name as agent_name, c.agent_version, c.channel, c.caller_kind, c.title, c.started_at, c.ended_at, c.end_reason,
  c.turn_count, c.interruption_count, c.median_first_audio_ms, c.text_consent, c.audio_consent, c.rating`;

export interface ConversationFilter { agentId?: string | undefined; channel?: string | undefined; from?: string | undefined; to?: string | undefined }

export const conversationId = sql`c.id`;
export const conversationSorts = { startedAt: { column: sql`c.started_at`, kind: "time" }, turnCount: { column: sql`c.turn_count`, kind: "number" } } as const satisfies Record<string, SortColumn>;
export function listConversations(ctx: Ctx, filter: ConversationFilter, { after, tail }: Order): Promise<ConversationSummary[]> {
  const where: Sql[] = [sql`c.workspace_id = ${ctx.actor.workspaceId}`, after];
  if (filter.agentId) where.push(sql`c.agent_id = ${filter.agentId}`);
  if (filter.channel) where.push(sql`c.channel = ${filter.channel}`);
  if (filter.from) where.push(sql`c.started_at >= ${filter.from}::timestamptz`);
  if (filter.to) where.push(sql`c.started_at < ${filter.to}::timestamptz`);
  return ctx.db.many(conversationSummary, sql`select ${summaryColumns} from conversations c join agents a on a.id = c.agent_id
    where ${joined(where, " and ")} ${tail}`);
}

export const getSummary = (ctx: Ctx, id: string): Promise<ConversationSummary> =>
  ctx.db.one(conversationSummary, sql`select ${summaryColumns} from conversations c join agents a on a.id = c.agent_id where c.id = ${id} and c.workspace_id = ${ctx.actor.workspaceId}`);

export const listTurns = (ctx: Ctx, conversationId: string): Promise<Turn[]> =>
  ctx.db.many(turn, sql`select id, position, role, kind, started_ms, ended_ms, generated_text, heard_text, tool, word_starts_ms, audio_ms, heard_ms, outcome, fault, trace
    from turns where conversation_id = ${conversationId} and workspace_id = ${ctx.actor.workspaceId} order by position`);

export const updateConversation = (ctx: Ctx, id: string, change: { rating?: number | null; title?: string | null }): Promise<number> =>
  ctx.db.run(sql`update conversations set ${assignments(change)} where id = ${id} and workspace_id = ${ctx.actor.workspaceId}`);

export const deleteConversation = (ctx: Ctx, id: string): Promise<number> => ctx.db.run(sql`delete from conversations where id = ${id} and workspace_id = ${ctx.actor.workspaceId}`);

// What follows is the gateway's bookkeeping, under the system role; every statement names the conversation and its workspace.
export interface Place { conversationId: string; workspaceId: string }
const at = ({ conversationId, workspaceId }: Place): Sql => sql`id = ${conversationId} and workspace_id = ${workspaceId}`;

export type TurnRow = Omit<Turn, "trace"> & { trace: unknown };

const turnColumns = (place: Place, row: TurnRow): Sql => columns({
  ...row, workspaceId: place.workspaceId, conversationId: place.conversationId, trace: row.trace === null ? null : json(row.trace), tool: row.tool === null ? null : json(row.tool),
});

export const insertTurns = async (tx: Statements, place: Place, rows: readonly TurnRow[]): Promise<void> => {
  for (const row of rows) await tx.run(sql`insert into turns ${turnColumns(place, row)}
    on conflict (id) do update set generated_text = excluded.generated_text, heard_text = excluded.heard_text, outcome = excluded.outcome, fault = excluded.fault`);
};

export const countTurns = (tx: Statements, place: Place, counts: { turns: number; interruptions: number }, title: string | null): Promise<number> =>
  tx.run(sql`update conversations set turn_count = ${counts.turns}, interruption_count = ${counts.interruptions}, title = coalesce(title, ${title}),
    median_first_audio_ms = (select round(percentile_cont(0.5) within group (order by (trace ->> 'firstAudioMs')::numeric))::integer from turns
      where conversation_id = ${place.conversationId} and jsonb_typeof(trace -> 'firstAudioMs') = 'number' and trace ->> 'source' in ('speech', 'text'))
    where ${at(place)}`);

export const updateTurn = (ctx: Ctx, place: Place, turnId: string, change: { heardText?: string | null; heardMs?: number; trace?: Sql; outcome?: string }): Promise<number> =>
  ctx.db.run(sql`update turns set ${assignments({ ...change })} where id = ${turnId} and conversation_id = ${place.conversationId} and workspace_id = ${place.workspaceId}`);

const ended = z.object({ conversationId: z.string(), workspaceId: z.string(), channel: conversationSummary.shape.channel, startedAt: z.string(), endedAt: z.string() });
const endedColumns = sql`id as conversation_id, workspace_id, channel, started_at, ended_at`;
export type EndedConversation = z.infer<typeof ended>;

/** Null where it has ended already, or is gone. */
export const endConversation = (tx: Statements, place: Place, reason: string, endedAt: Date): Promise<EndedConversation | null> =>
  tx.find(ended, sql`update conversations set ended_at = ${endedAt}, end_reason = ${reason} where ${at(place)} and ended_at is null returning ${endedColumns}`);

export const isThere = async (tx: Statements, place: Place): Promise<boolean> => (await tx.find(z.object({ id: z.string() }), sql`select id from conversations where ${at(place)}`)) !== null;

export const setConsent = (tx: Statements, place: Place, change: { textConsent?: boolean; audioConsent?: boolean; callerHash?: Buffer }): Promise<number> =>
  tx.run(sql`update conversations set ${assignments(change)} where ${at(place)}`);

/** Timings and counts stay. */
export const eraseText = (ctx: Ctx, place: Place): Promise<void> => ctx.db.transaction(async (tx) => {
  await tx.run(sql`update turns set generated_text = null, heard_text = null, tool = tool || '{"arguments": "", "output": null}'::jsonb, word_starts_ms = null where conversation_id = ${place.conversationId} and workspace_id = ${place.workspaceId}`);
  await tx.run(sql`update conversations set title = null where ${at(place)}`);
  await tx.run(sql`update handovers set message = null where conversation_id = ${place.conversationId} and workspace_id = ${place.workspaceId}`);
});

export const setResumeToken = (ctx: Ctx, place: Place, tokenHash: Buffer, expiresAt: Date): Promise<number> =>
  ctx.db.run(sql`update conversations set resume_token_hash = ${tokenHash}, resume_expires_at = ${expiresAt} where ${at(place)} and ended_at is null`);

/** A call that lives says so; one that does not is ended by the sweep. `lineExpiresAt` null: it goes on, but nobody talks. */
export const renewLease = (tx: Statements, place: Place, expiresAt: Date, lineExpiresAt: Date | null): Promise<number> =>
  tx.run(sql`update conversations set resume_expires_at = ${expiresAt}, line_expires_at = ${lineExpiresAt} where ${at(place)} and ended_at is null`);

/** What was said in the turns from `position` on took so long: of sound its length, of the rest the time in which it was made. */
export const turnsMs = async (tx: Statements, place: Place, fromPosition: number): Promise<number> => (await tx.one(z.object({ ms: z.number() }), sql`
  select coalesce(sum(greatest(audio_ms, ended_ms - started_ms, 0)), 0)::double precision as ms from turns
  where conversation_id = ${place.conversationId} and workspace_id = ${place.workspaceId} and position >= ${fromPosition} and role in ('caller', 'agent')`)).ms;

const resumable = z.object({
  id: z.string(), workspaceId: z.string(), agentId: z.string(), agentVersion: z.number().nullable(), userId: z.string().nullable(), callerKind: z.enum(["user", "caller", "key"]),
  channel: z.enum(["browser", "realtime", "http", "cli"]), textConsent: z.boolean(), audioConsent: z.boolean(), callerHash: z.instanceof(Buffer).nullable(), startedAt: z.string(), turnCount: z.number(), interruptionCount: z.number(),
});
export type ResumableConversation = z.infer<typeof resumable>;

/** Uses the token up: of two that bring the same one, one gets null. */
export const takeResumeToken = (ctx: Ctx, tokenHash: Buffer, now: Date): Promise<ResumableConversation | null> =>
  ctx.db.find(resumable, sql`update conversations set resume_token_hash = null where resume_token_hash = ${tokenHash} and resume_expires_at > ${now} and ended_at is null
    returning id, workspace_id, agent_id, agent_version, user_id, caller_kind, channel, text_consent, audio_consent, caller_hash, started_at, turn_count, interruption_count`);

/** Unless the call has had a newer one since. */
export const giveBackResumeToken = (ctx: Ctx, id: string, tokenHash: Buffer): Promise<number> =>
  ctx.db.run(sql`update conversations set resume_token_hash = ${tokenHash} where id = ${id} and resume_token_hash is null and ended_at is null`);

/** By whoever holds the call's newest token, while it runs and until it has been over since `endedAfter`. */
export const rateByToken = (ctx: Ctx, { id, tokenHash, rating, endedAfter }: { id: string; tokenHash: Buffer; rating: number; endedAfter: Date }): Promise<number> =>
  ctx.db.run(sql`update conversations set rating = ${rating} where id = ${id} and resume_token_hash = ${tokenHash} and (ended_at is null or ended_at > ${endedAfter})`);

const openOrEnded = resumable.extend({ endedAt: z.string().nullable() });
/** Whosever it is: the rule that asks compares its owner. */
export const findConversationById = (ctx: Ctx, id: string): Promise<z.infer<typeof openOrEnded> | null> =>
  ctx.db.find(openOrEnded, sql`select id, workspace_id, agent_id, agent_version, user_id, caller_kind, channel, text_consent, audio_consent, caller_hash, started_at, turn_count, interruption_count, ended_at from conversations where id = ${id}`);

const said = z.object({ id: z.string(), role: z.enum(["caller", "agent", "tool"]), text: z.string(), interrupted: z.boolean() });
/** What was kept of a conversation, as far as it was heard. */
export const listSaid = (ctx: Ctx, place: Place): Promise<z.infer<typeof said>[]> =>
  ctx.db.many(said, sql`select id, role, coalesce(heard_text, generated_text) as text, outcome = 'interrupted' as interrupted from turns
    where conversation_id = ${place.conversationId} and workspace_id = ${place.workspaceId} and role in ('caller', 'agent') and coalesce(heard_text, generated_text, '') <> '' order by position`);

const position = z.object({ next: z.number() });
export const nextPosition = async (ctx: Ctx, place: Place): Promise<number> =>
  (await ctx.db.one(position, sql`select coalesce(max(position) + 1, 0) as next from turns where conversation_id = ${place.conversationId} and workspace_id = ${place.workspaceId}`)).next;

/** Ends what no process keeps alive any more, at its last sign of life. */
export const endAbandoned = (tx: Statements, now: Date): Promise<EndedConversation[]> =>
  tx.many(ended, sql`update conversations set ended_at = least(resume_expires_at, ${now}), end_reason = 'failed'
    where ended_at is null and resume_expires_at < ${now} returning ${endedColumns}`);

export const slugOfAgent = async (ctx: Ctx, agentId: string, workspaceId: string): Promise<string | null> =>
  (await ctx.db.find(z.object({ slug: z.string() }), sql`select slug from agents where id = ${agentId} and workspace_id = ${workspaceId}`))?.slug ?? null;

/** The retention of a workspace is in its settings; 30 days where none is set. Words without consent, which a process killed in between may leave, go as well. */
export const eraseOldText = (ctx: Ctx, now: Date): Promise<number> => ctx.db.transaction(async (tx) => {
  const old = sql`select c.id from conversations c join workspaces w on w.id = c.workspace_id
    where coalesce(c.ended_at, c.started_at) < ${now}::timestamptz - make_interval(days => coalesce((w.settings ->> 'retentionDays')::integer, 30))`;
  const turns = await tx.run(sql`update turns set generated_text = null, heard_text = null, word_starts_ms = null, tool = tool || '{"arguments": "", "output": null}'::jsonb
    where (generated_text is not null or heard_text is not null or tool ->> 'arguments' <> '') and (conversation_id in (${old}) or conversation_id in (select id from conversations where not text_consent))`);
  await tx.run(sql`update conversations set title = null where title is not null and id in (${old})`);
  await tx.run(sql`update handovers set message = null where message is not null and conversation_id in (${old})`);
  return turns;
});

const folded = z.object({ count: z.number() });
export const foldIntoDays = async (tx: Statements, before: Date, limit: number): Promise<number> => (await tx.one(folded, sql`
  with old as (
    select id, workspace_id, agent_id, (started_at at time zone 'utc')::date as day, turn_count, interruption_count, extract(epoch from coalesce(ended_at, started_at) - started_at)::bigint as seconds
    from conversations where started_at < ${before} order by started_at limit ${limit} for update skip locked),
  added as (
    insert into usage_days (workspace_id, agent_id, day, conversations, turns, interruptions, talk_seconds)
    select workspace_id, agent_id, day, count(*), sum(turn_count), sum(interruption_count), sum(seconds) from old group by workspace_id, agent_id, day
    on conflict (workspace_id, agent_id, day) do update set conversations = usage_days.conversations + excluded.conversations, turns = usage_days.turns + excluded.turns,
      interruptions = usage_days.interruptions + excluded.interruptions, talk_seconds = usage_days.talk_seconds + excluded.talk_seconds),
  gone as (delete from conversations where id in (select id from old) returning id)
  select count(*) as count from gone`)).count;
