import { z } from "zod";
import type { Ctx } from "@/lib/platform/ctx";
import { columns, sql, type Statements } from "@/lib/platform/db";

const recordingRow = z.object({
  id: z.string(), workspaceId: z.string(), conversationId: z.string(), state: z.enum(["pending", "ready", "deleted"]), blobKey: z.string(),
  sizeBytes: z.number().nullable(), durationMs: z.number().nullable(), createdAt: z.string(), expiresAt: z.string(), deletedAt: z.string().nullable(),
});
export type RecordingRow = z.infer<typeof recordingRow>;
const fields = sql`id, workspace_id, conversation_id, state, blob_key, size_bytes, duration_ms, created_at, expires_at, deleted_at`;

export const insertRecording = (ctx: Ctx, row: { id: string; workspaceId: string; conversationId: string; blobKey: string; createdAt: Date; expiresAt: Date }): Promise<number> =>
  ctx.db.run(sql`insert into recordings ${columns({ ...row, state: "pending" })}`);

export const markReady = (ctx: Ctx, id: string, workspaceId: string, ready: { sizeBytes: number; durationMs: number; sha256: Buffer; readyAt: Date }): Promise<number> =>
  ctx.db.run(sql`update recordings set state = 'ready', size_bytes = ${ready.sizeBytes}, duration_ms = ${ready.durationMs}, sha256 = ${ready.sha256}, ready_at = ${ready.readyAt}
    where id = ${id} and workspace_id = ${workspaceId} and state = 'pending'`);

/** Served no more from `now` on, and the sweep's to erase. The first reason holds. */
export const endLife = (ctx: Ctx, id: string, workspaceId: string, reason: string, now: Date): Promise<number> =>
  ctx.db.run(sql`update recordings set expires_at = least(expires_at, ${now}), delete_reason = coalesce(delete_reason, ${reason}) where id = ${id} and workspace_id = ${workspaceId} and state <> 'deleted'`);

const deletedRow = z.object({ conversationId: z.string(), createdAt: z.string(), sha256: z.instanceof(Buffer).nullable(), deleteReason: z.string() });
/** Null where it was marked before. */
export const markDeleted = (tx: Statements, id: string, workspaceId: string, reason: string, now: Date): Promise<z.infer<typeof deletedRow> | null> =>
  tx.find(deletedRow, sql`
    update recordings set state = 'deleted', deleted_at = ${now}, delete_reason = coalesce(delete_reason, ${reason}) where id = ${id} and workspace_id = ${workspaceId} and state <> 'deleted' returning conversation_id, created_at, sha256, delete_reason`);

export const findRecording = (ctx: Ctx, id: string): Promise<RecordingRow | null> =>
  ctx.db.find(recordingRow, sql`select ${fields} from recordings where id = ${id} and workspace_id = ${ctx.actor.workspaceId}`);

export const findLatestOf = (ctx: Ctx, conversationId: string): Promise<RecordingRow | null> =>
  ctx.db.find(recordingRow, sql`select ${fields} from recordings where conversation_id = ${conversationId} and workspace_id = ${ctx.actor.workspaceId} order by (state <> 'deleted') desc, created_at desc limit 1`);

export const listOf = (ctx: Ctx, conversationId: string, workspaceId: string): Promise<RecordingRow[]> =>
  ctx.db.many(recordingRow, sql`select ${fields} from recordings where conversation_id = ${conversationId} and workspace_id = ${workspaceId} and state <> 'deleted'`);

export const listOfAgent = (ctx: Ctx, agentId: string, workspaceId: string): Promise<RecordingRow[]> =>
  ctx.db.many(recordingRow, sql`select ${fields} from recordings where workspace_id = ${workspaceId} and state <> 'deleted'
    and conversation_id in (select id from conversations where agent_id = ${agentId} and workspace_id = ${workspaceId})`);

/** Of a person's own calls anywhere, and of all calls in these workspaces. */
export const listOfSubject = (ctx: Ctx, subject: { userId: string; workspaceIds: readonly string[] }, limit: number): Promise<RecordingRow[]> =>
  ctx.db.many(recordingRow, sql`select ${fields} from recordings where state <> 'deleted'
    and (workspace_id = any(${subject.workspaceIds}) or conversation_id in (select id from conversations where user_id = ${subject.userId})) order by id limit ${limit}`);

/** A shorter life holds for what is there; a longer one does not. */
export const shortenLives = (tx: Statements, workspaceId: string, hours: number): Promise<number> => tx.run(sql`
  update recordings set expires_at = created_at + make_interval(hours => ${hours}::integer) where workspace_id = ${workspaceId} and state <> 'deleted' and expires_at > created_at + make_interval(hours => ${hours}::integer)`);

export const expireNow = (tx: Statements, conversationIds: readonly string[], reason: string, now: Date): Promise<number> =>
  tx.run(sql`update recordings set expires_at = least(expires_at, ${now}::timestamptz), delete_reason = coalesce(delete_reason, ${reason}) where conversation_id = any(${conversationIds}) and state <> 'deleted'`);

export const listUndeleted = (ctx: Ctx, after: string): Promise<RecordingRow[]> =>
  ctx.db.many(recordingRow, sql`select ${fields} from recordings where state <> 'deleted' and id > ${after} order by id limit 500`);

/** Expired ones, and those whose call ended without finishing them. For the sweep, which sees every workspace. */
export const listDue = (ctx: Ctx, now: Date, stalePendingBefore: Date): Promise<RecordingRow[]> =>
  ctx.db.many(recordingRow, sql`select ${fields} from recordings r where state <> 'deleted' and (expires_at <= ${now}
    or (state = 'pending' and exists (select from conversations c where c.id = r.conversation_id and c.ended_at < ${stalePendingBefore}))) order by expires_at limit 500`);

const receiptRow = z.object({ sequence: z.number(), id: z.string(), recordingId: z.string(), body: z.string(), hash: z.instanceof(Buffer), signature: z.instanceof(Buffer) });
export type ReceiptRow = z.infer<typeof receiptRow>;
const receiptFields = sql`sequence, id, recording_id, body, hash, signature`;
/** Any number that nothing else on the database locks. */
const receiptLock = 7_305_201_913;
/** Holds the chain's end until the transaction ends. */
export async function lastReceipt(tx: Statements): Promise<ReceiptRow | null> {
  await tx.run(sql`select pg_advisory_xact_lock(${receiptLock})`);
  return tx.find(receiptRow, sql`select ${receiptFields} from receipts order by sequence desc limit 1`);
}
export const insertReceipt = (tx: Statements, row: { sequence: number; id: string; workspaceId: string; recordingId: string; conversationId: string | null; body: string; hash: Buffer; signature: Buffer; createdAt: Date }): Promise<number> =>
  tx.run(sql`insert into receipts ${columns(row)}`);
export const listReceiptsOf = (ctx: Ctx, conversationId: string): Promise<ReceiptRow[]> =>
  ctx.db.many(receiptRow, sql`select ${receiptFields} from receipts where conversation_id = ${conversationId} and workspace_id = ${ctx.actor.workspaceId} order by sequence`);
export const findReceipt = (ctx: Ctx, workspaceId: string, id: string): Promise<ReceiptRow | null> =>
  ctx.db.find(receiptRow, sql`select ${receiptFields} from receipts where id = ${id} and workspace_id = ${workspaceId}`);
export const listReceiptsOfSound = (ctx: Ctx, recordingId: string): Promise<ReceiptRow[]> =>
  ctx.db.many(receiptRow, sql`select ${receiptFields} from receipts where recording_id = ${recordingId} and workspace_id = ${ctx.actor.workspaceId} order by sequence`);
export const readReceipts = (ctx: Ctx, after: number): Promise<ReceiptRow[]> => ctx.db.many(receiptRow, sql`select ${receiptFields} from receipts where sequence > ${after} order by sequence limit 500`);

/** Keys among these that no living row names. */
export const listKnownKeys = async (ctx: Ctx, keys: string[]): Promise<string[]> =>
  (await ctx.db.many(z.object({ blobKey: z.string() }), sql`select blob_key from recordings where blob_key = any(${keys}) and state <> 'deleted'`)).map((row) => row.blobKey);
