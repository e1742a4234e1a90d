import { recordAuditAlone } from "@/lib/audit/service";
import type { RecordingSummary } from "@/lib/conversations/schema";
import { asSystem, type Ctx } from "@/lib/platform/ctx";
import type { Statements } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { newId, newSecret } from "@/lib/platform/ids";
import { emitEvents } from "@/lib/webhooks/emit";
import { blobStore } from "./blobs";
import { writeReceipt } from "./receipts";
import { createRecorder, type Recorder } from "./recorder";
import * as store from "./store";
import type { RecordingRow } from "./store";

/** Audio is kept this long after it was made, and not a second longer. */
export const recordingLifeMs = 24 * 3_600_000;

export { blobStore } from "./blobs";

export interface Recording {
  id: string;
  recorder: Recorder;
  /** Ends it, and keeps it unless it is `discarded`. */
  stop(outcome: "keep" | "discard"): Promise<void>;
}

/** Begins to record one call, for `lifeMs` at most. `onFault` is told once where the bytes cannot be kept; the call is none the worse. */
export async function startRecording(ctx: Ctx, place: { conversationId: string; workspaceId: string }, onFault: () => void, blobs = blobStore(), lifeMs = recordingLifeMs): Promise<Recording> {
  const system = asSystem(ctx);
  const id = newId("rec");
  const blobKey = newSecret("res").slice(4);
  const createdAt = ctx.clock.now();
  await store.insertRecording(system, { id, ...place, blobKey, createdAt, expiresAt: new Date(createdAt.getTime() + Math.min(lifeMs, recordingLifeMs)) });
  const recorder = createRecorder(ctx.clock);
  const stopping = new AbortController();
  const kept = blobs.put(blobKey, recorder.body, { head: recorder.head, signal: stopping.signal }).catch((error: unknown) => {
    recorder.end();
    if (!stopping.signal.aborted) { ctx.log.error({ err: error }, "a recording could not be kept"); onFault(); }
    return null;
  });
  return {
    id, recorder,
    async stop(outcome) {
      if (outcome === "discard") stopping.abort();
      recorder.end();
      const done = await kept;
      const ready = outcome === "keep" && done
        ? await store.markReady(system, id, place.workspaceId, { sizeBytes: done.sizeBytes, durationMs: recorder.durationMs(), sha256: Buffer.from(done.sha256), readyAt: ctx.clock.now() })
        : 0;
      if (ready === 0) await eraseRow(ctx, { id, workspaceId: place.workspaceId, blobKey }, outcome === "discard" ? "withdrawn" : "storage", blobs);
    },
  };
}

const summaryOf = (row: RecordingRow, now: Date): RecordingSummary => {
  const gone = row.state !== "deleted" && new Date(row.expiresAt) <= now;
  return { id: row.id, state: gone ? "deleted" : row.state, durationMs: row.durationMs, sizeBytes: row.sizeBytes, createdAt: row.createdAt, expiresAt: row.expiresAt, deletedAt: gone ? row.expiresAt : row.deletedAt };
};

export async function findRecordingOf(ctx: Ctx, conversationId: string): Promise<RecordingSummary | null> {
  const row = await store.findLatestOf(ctx, conversationId);
  return row && summaryOf(row, ctx.clock.now());
}

/** Expired is not found, whether or not the sweep has come by. */
async function livingRecording(ctx: Ctx, id: string): Promise<RecordingRow> {
  const row = await store.findRecording(ctx, id);
  if (!row || row.state === "deleted" || new Date(row.expiresAt) <= ctx.clock.now()) throw new AppError("not_found");
  return row;
}

export const getRecording = async (ctx: Ctx, input: { id: string }): Promise<RecordingSummary> => summaryOf(await livingRecording(ctx, input.id), ctx.clock.now());

export async function openRecording(ctx: Ctx, id: string): Promise<{ sizeBytes: number; read(range?: { from: number; to: number }): Promise<ReadableStream<Uint8Array>> }> {
  const row = await livingRecording(ctx, id);
  if (row.state !== "ready" || row.sizeBytes === null) throw new AppError("not_found");
  return {
    sizeBytes: row.sizeBytes,
    async read(range) {
      const blob = await blobStore().get(row.blobKey, range);
      if (!blob) throw new AppError("not_found");
      return blob.body;
    },
  };
}

export async function deleteRecording(ctx: Ctx, input: { id: string }): Promise<void> {
  await eraseRow(ctx, await livingRecording(ctx, input.id), "asked");
  await recordAuditAlone(ctx, { action: "recording.deleted", target: { kind: "recording", id: input.id } });
}

/** All audio of one conversation, where consent was taken back: none is served from now on, and what the store will not give up now the sweep erases. */
export async function withdrawRecordingsOf(ctx: Ctx, place: { conversationId: string; workspaceId: string }): Promise<void> {
  await eraseAll(ctx, await store.listOf(asSystem(ctx), place.conversationId, place.workspaceId), "withdrawn");
}

/** All audio of one conversation, before its rows go. Throws `storage_unavailable` where bytes would be left that no row names. */
export async function deleteRecordingsOf(ctx: Ctx, place: { conversationId: string; workspaceId: string }, reason: string): Promise<void> {
  requireErased(await eraseAll(ctx, await store.listOf(asSystem(ctx), place.conversationId, place.workspaceId), reason));
}

/** In the transaction that sets the workspace's hours. */
export const shortenRecordings = (tx: Statements, workspaceId: string, hours: number): Promise<number> => store.shortenLives(tx, workspaceId, hours);

/** From now on they are not served, and the sweep takes them if nobody does before. `reason` is their receipts'. */
export const expireRecordings = (tx: Statements, conversationIds: readonly string[], reason: string, now: Date): Promise<number> => store.expireNow(tx, conversationIds, reason, now);

/** As `deleteRecordingsOf`, for all conversations with an agent. */
export async function deleteRecordingsOfAgent(ctx: Ctx, place: { agentId: string; workspaceId: string }): Promise<void> {
  requireErased(await eraseAll(ctx, await store.listOfAgent(asSystem(ctx), place.agentId, place.workspaceId), "agent"));
}

function requireErased(erased: boolean): void {
  if (!erased) throw new AppError("storage_unavailable", { public: "The audio cannot be deleted now, for the place where it is kept does not answer. Nobody can hear it any more. Try again in a moment." });
}

async function eraseAll(ctx: Ctx, rows: RecordingRow[], reason: string): Promise<boolean> {
  for (const row of rows) await store.endLife(asSystem(ctx), row.id, row.workspaceId, reason, ctx.clock.now());
  let erased = true;
  for (const row of rows) erased = await eraseRow(ctx, row, reason) && erased;
  return erased;
}

/**
 * Ends its life first, so that a store that does not answer changes nothing for whoever asks for it; then the bytes, then the receipt: a row that says
 * "deleted" while bytes remain would be a lie that no sweep mends. False where the bytes are still there: the sweep tries again.
 */
export async function eraseRow(ctx: Ctx, row: Pick<RecordingRow, "id" | "workspaceId" | "blobKey">, reason: string, blobs = blobStore()): Promise<boolean> {
  await store.endLife(asSystem(ctx), row.id, row.workspaceId, reason, ctx.clock.now());
  try {
    await blobs.delete(row.blobKey);
  } catch (error) {
    ctx.log.error({ err: error, recordingId: row.id }, "a recording's bytes could not be erased; the sweep tries again");
    return false;
  }
  await certify(ctx, row, reason);
  return true;
}

/** Marks it deleted and writes its receipt, both or neither, once. */
async function certify(ctx: Ctx, place: { id: string; workspaceId: string }, reason: string): Promise<void> {
  await asSystem(ctx).db.transaction(async (tx) => {
    const marked = await store.markDeleted(tx, place.id, place.workspaceId, reason, ctx.clock.now());
    if (!marked) return;
    const subjectId = await writeReceipt(tx, ctx, { recordingId: place.id, conversationId: marked.conversationId, workspaceId: place.workspaceId, sha256: marked.sha256, reason: marked.deleteReason, madeAt: marked.createdAt });
    await emitEvents(tx, ctx, [{ type: "recording.deleted", workspaceId: place.workspaceId, subjectId }]);
  });
}
