import { z } from "zod";
import type { Ctx } from "@/lib/platform/ctx";
import { columns, json, sql, type Statements } from "@/lib/platform/db";
import { pageFrom, type Page } from "@/lib/platform/page";
import { speechResult, speechResultSummary, type SpeechResultQuery, type SpeechSegment } from "./schema";

const summaryRow = speechResultSummary.extend({ state: z.enum(["pending", "ready", "deleted"]) });
const row = summaryRow.extend({ workspaceId: z.string(), blobKey: z.string(), text: z.string().nullable(), segments: speechResult.shape.segments });
export type SpeechRow = z.infer<typeof row>;
type SummaryRow = z.infer<typeof summaryRow>;
/** What is needed to erase it. */
const placed = row.pick({ id: true, workspaceId: true, blobKey: true, expiresAt: true });
export type Placed = z.infer<typeof placed>;

const excerptCharacters = 160;
const summaryFields = sql`id, kind, state, left(text, ${excerptCharacters}) as excerpt, voice, speed, language, content_type, size_bytes, duration_ms, created_at, expires_at, deleted_at`;
const placedFields = sql`id, workspace_id, blob_key, expires_at`;
const own = (ctx: Ctx) => sql`workspace_id = ${ctx.actor.workspaceId} and user_id = ${ctx.actor.userId}`;

export interface NewResult { id: string; kind: "speech" | "transcript"; blobKey: string; contentType: string; text: string; segments: SpeechSegment[] | null; voice: string | null; speed: number | null; language: string | null; createdAt: Date; expiresAt: Date }
export const insertResult = (ctx: Ctx, { segments, ...made }: NewResult): Promise<number> =>
  ctx.db.run(sql`insert into speech_results ${columns({ ...made, segments: segments && json(segments), state: "pending", workspaceId: ctx.actor.workspaceId, userId: ctx.actor.userId })}`);

export const countLiving = async (ctx: Ctx, now: Date): Promise<number> =>
  (await ctx.db.one(z.object({ count: z.number() }), sql`select count(*) from speech_results where ${own(ctx)} and state <> 'deleted' and expires_at > ${now}`)).count;

export const findResult = (ctx: Ctx, id: string): Promise<SpeechRow | null> =>
  ctx.db.find(row, sql`select ${summaryFields}, workspace_id, blob_key, text, segments from speech_results where id = ${id} and ${own(ctx)}`);

/** What has expired counts as deleted before the sweep has come by; what is still being made, as not there. */
export const listResults = (ctx: Ctx, input: SpeechResultQuery, now: Date): Promise<Page<SummaryRow>> =>
  pageFrom(input, { createdAt: { column: sql`created_at`, kind: "time" } }, ({ after, tail }) => ctx.db.many(summaryRow, sql`
    select ${summaryFields} from speech_results where ${own(ctx)} and ${after} and (${input.kind ?? null}::text is null or kind = ${input.kind ?? null})
      and ${input.state === "ready" ? sql`state = 'ready' and expires_at > ${now}` : sql`(state = 'deleted' or expires_at <= ${now})`} ${tail}`));

/** Row and segments as they are now, until the transaction ends. */
export const lockResult = (tx: Statements, ctx: Ctx, id: string, now: Date): Promise<Pick<SpeechRow, "segments" | "kind">> =>
  tx.one(row.pick({ segments: true, kind: true }), sql`select segments, kind from speech_results where id = ${id} and ${own(ctx)} and state = 'ready' and expires_at > ${now} for update`);
export const setWords = (tx: Statements, ctx: Ctx, id: string, words: { text: string; segments: SpeechSegment[] }): Promise<number> =>
  tx.run(sql`update speech_results set text = ${words.text}, segments = ${json(words.segments)} where id = ${id} and ${own(ctx)}`);

// What follows runs with the system's sight: a stream that ends when its request is over, the sweep, an erasure.
export const markReady = (ctx: Ctx, id: string, workspaceId: string, ready: { sizeBytes: number; durationMs: number; sha256: Buffer; readyAt: Date }): Promise<number> =>
  ctx.db.run(sql`update speech_results set state = 'ready', size_bytes = ${ready.sizeBytes}, duration_ms = ${ready.durationMs}, sha256 = ${ready.sha256}, ready_at = ${ready.readyAt}
    where id = ${id} and workspace_id = ${workspaceId} and state = 'pending' and expires_at > ${ready.readyAt}`);

/** Served no more from `now` on, its words gone; the bytes are the sweep's to erase if nobody does before. The first reason holds. */
export const endLife = (ctx: Ctx, id: string, workspaceId: string, reason: string, now: Date): Promise<number> =>
  ctx.db.run(sql`update speech_results set expires_at = least(expires_at, ${now}), text = null, segments = null, delete_reason = coalesce(delete_reason, ${reason}) where id = ${id} and workspace_id = ${workspaceId} and state <> 'deleted'`);

const deletedRow = z.object({ createdAt: z.string(), sha256: z.instanceof(Buffer).nullable(), deleteReason: z.string() });
/** Null where it was marked before. */
export const markDeleted = (tx: Statements, id: string, workspaceId: string, reason: string, now: Date): Promise<z.infer<typeof deletedRow> | null> =>
  tx.find(deletedRow, sql`update speech_results set state = 'deleted', deleted_at = ${now}, text = null, segments = null, delete_reason = coalesce(delete_reason, ${reason})
    where id = ${id} and workspace_id = ${workspaceId} and state <> 'deleted' returning created_at, sha256, delete_reason`);

/** A shorter life holds for what is there; a longer one does not. */
export const shortenLives = (tx: Statements, workspaceId: string, hours: number): Promise<number> => tx.run(sql`
  update speech_results set expires_at = created_at + make_interval(hours => ${hours}::integer) where workspace_id = ${workspaceId} and state <> 'deleted' and expires_at > created_at + make_interval(hours => ${hours}::integer)`);

export const listDue = (ctx: Ctx, now: Date, stalePendingBefore: Date): Promise<Placed[]> =>
  ctx.db.many(placed, sql`select ${placedFields} from speech_results where state <> 'deleted' and (expires_at <= ${now} or (state = 'pending' and created_at < ${stalePendingBefore})) order by expires_at limit 500`);
export const listUndeleted = (ctx: Ctx, after: string): Promise<Placed[]> =>
  ctx.db.many(placed, sql`select ${placedFields} from speech_results where state = 'ready' and id > ${after} order by id limit 500`);
export const deleteOldRows = (ctx: Ctx, deletedBefore: Date): Promise<number> =>
  ctx.db.run(sql`delete from speech_results where id in (select id from speech_results where state = 'deleted' and deleted_at < ${deletedBefore} limit 5000)`);

/** Of a person anywhere, and of everybody in these workspaces. */
const ofSubject = (userId: string, workspaceIds: readonly string[]) => sql`(user_id = ${userId} or workspace_id = any(${workspaceIds}))`;
export const listOfSubject = (ctx: Ctx, subject: { userId: string; workspaceIds: readonly string[] }, limit: number): Promise<Placed[]> =>
  ctx.db.many(placed, sql`select ${placedFields} from speech_results where state <> 'deleted' and ${ofSubject(subject.userId, subject.workspaceIds)} order by id limit ${limit}`);
export const deleteRowsOfSubject = (ctx: Ctx, subject: { userId: string; workspaceIds: readonly string[] }, limit: number): Promise<number> =>
  ctx.db.run(sql`delete from speech_results where id in (select id from speech_results where state = 'deleted' and ${ofSubject(subject.userId, subject.workspaceIds)} limit ${limit})`);
