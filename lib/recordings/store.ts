import { z } from "zod";
import type { Ctx } from "@/lib/platform/ctx";
import { columns, sql } from "@/lib/platform/db";

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

export const markDeleted = (ctx: Ctx, id: string, workspaceId: string, reason: string, now: Date): Promise<number> =>
  ctx.db.run(sql`update recordings set state = 'deleted', deleted_at = ${now}, delete_reason = ${reason} where id = ${id} and workspace_id = ${workspaceId} and state <> 'deleted'`);

export const findRecording = (ctx: Ctx, id: string): Promise<RecordingRow | null> =>
  ctx.db.find(recordingRow, sql`select ${fields} from recordings where id = ${id} and workspace_id = ${ctx.actor.workspaceId}`);

export const findLatestOf = (ctx: Ctx, conversationId: string): Promise<RecordingRow | null> =>
  ctx.db.find(recordingRow, sql`select ${fields} from recordings where conversation_id = ${conversationId} and workspace_id = ${ctx.actor.workspaceId} order by (state <> 'deleted') desc, created_at desc limit 1`);

export const listOf = (ctx: Ctx, conversationId: string, workspaceId: string): Promise<RecordingRow[]> =>
  ctx.db.many(recordingRow, sql`select ${fields} from recordings where conversation_id = ${conversationId} and workspace_id = ${workspaceId} and state <> 'deleted'`);

/** Expired ones, and those whose call ended without finishing them. For the sweep, which sees every workspace. */
export const listDue = (ctx: Ctx, now: Date, stalePendingBefore: Date): Promise<RecordingRow[]> =>
  ctx.db.many(recordingRow, sql`select ${fields} from recordings r where state <> 'deleted' and (expires_at <= ${now}
    or (state = 'pending' and exists (select from conversations c where c.id = r.conversation_id and c.ended_at < ${stalePendingBefore}))) order by expires_at limit 500`);

/** Keys among these that no living row names. */
export const listKnownKeys = async (ctx: Ctx, keys: string[]): Promise<string[]> =>
  (await ctx.db.many(z.object({ blobKey: z.string() }), sql`select blob_key from recordings where blob_key = any(${keys}) and state <> 'deleted'`)).map((row) => row.blobKey);
