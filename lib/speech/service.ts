/** What somebody asked to keep of the speech operations: theirs alone, for 24 hours, with a receipt for what was deleted. */
import { asSystem, type Ctx } from "@/lib/platform/ctx";
import { AppError, fieldFault } from "@/lib/platform/errors";
import type { Page } from "@/lib/platform/page";
import { blobStore } from "@/lib/recordings/blobs";
import { listReceiptsOfSound, writeReceipt } from "@/lib/recordings/receipts";
import type { Receipt } from "@/lib/recordings/schema";
import type { Correction, SpeechResult, SpeechResultQuery, SpeechResultSummary } from "./schema";
import * as store from "./store";

type SummaryRow = Pick<store.SpeechRow, keyof SpeechResultSummary>;

/** The state as it is at `now`, whether or not the sweep has come by: of what has expired nothing is told but that it was. */
function shown(row: SummaryRow, now: Date): SpeechResultSummary {
  const gone = row.state === "deleted" || new Date(row.expiresAt) <= now;
  return {
    id: row.id, kind: row.kind, state: gone ? "deleted" : "ready", excerpt: gone ? null : row.excerpt, voice: row.voice, speed: row.speed, language: row.language,
    contentType: row.contentType, sizeBytes: row.sizeBytes, durationMs: row.durationMs, createdAt: row.createdAt, expiresAt: row.expiresAt, deletedAt: gone ? row.deletedAt ?? row.expiresAt : null,
  };
}

export async function listSpeechResults(ctx: Ctx, input: SpeechResultQuery): Promise<Page<SpeechResultSummary>> {
  const now = ctx.clock.now();
  const { items, nextCursor } = await store.listResults(ctx, input, now);
  return { items: items.map((row) => shown(row, now)), nextCursor };
}

/** Expired, deleted, unfinished and somebody else's are all not found. */
async function livingResult(ctx: Ctx, id: string): Promise<store.SpeechRow> {
  const row = await store.findResult(ctx, id);
  if (row?.state !== "ready" || new Date(row.expiresAt) <= ctx.clock.now()) throw new AppError("not_found");
  return row;
}

export async function getSpeechResult(ctx: Ctx, input: { id: string }): Promise<SpeechResult> {
  const row = await livingResult(ctx, input.id);
  return { ...shown(row, ctx.clock.now()), text: row.text ?? "", segments: row.segments };
}

/** Throws `validation_failed` for speech, and for a segment that is not there; then nothing is changed. */
export async function updateSpeechResult(ctx: Ctx, input: Correction & { id: string }): Promise<SpeechResult> {
  await ctx.db.transaction(async (tx) => {
    const { segments } = await store.lockResult(tx, ctx, input.id, ctx.clock.now());
    if (!segments) throw fieldFault("segments", "Only a transcript can be corrected.");
    const corrected = [...segments];
    for (const [at, { index, text }] of input.segments.entries()) {
      const segment = corrected[index];
      if (!segment) throw fieldFault(`segments.${at}.index`, `There are ${segments.length} segments.`);
      corrected[index] = { ...segment, text };
    }
    await store.setWords(tx, ctx, input.id, { segments: corrected, text: corrected.map(({ text }) => text.trim()).filter(Boolean).join(" ") });
  });
  return getSpeechResult(ctx, input);
}

export async function openSpeechResult(ctx: Ctx, id: string) {
  const row = await livingResult(ctx, id);
  if (row.sizeBytes === null) throw new AppError("not_found");
  return {
    contentType: row.contentType, sizeBytes: row.sizeBytes,
    async read(range: { from: number; to: number }): Promise<ReadableStream<Uint8Array>> {
      const blob = await blobStore().get(row.blobKey, range);
      if (!blob) throw new AppError("not_found");
      return blob.body;
    },
  };
}

/** Its words are gone when this resolves, and its sound is served no more; where the store does not answer the sweep erases the bytes. */
export async function deleteSpeechResult(ctx: Ctx, input: { id: string }): Promise<void> {
  await eraseResult(ctx, await livingResult(ctx, input.id), "asked");
}

export async function listSpeechResultReceipts(ctx: Ctx, input: { id: string }): Promise<{ receipts: Receipt[]; publicKey: string }> {
  if (!await store.findResult(ctx, input.id)) throw new AppError("not_found");
  return listReceiptsOfSound(ctx, input.id);
}

/** Ends its life and takes its words first, then the bytes, then the receipt, as `recordings` does and for the same reason. False where the bytes are still there: the sweep tries again. */
export async function eraseResult(ctx: Ctx, row: Pick<store.Placed, "id" | "workspaceId" | "blobKey">, reason: string, blobs = blobStore()): Promise<boolean> {
  const system = asSystem(ctx);
  await store.endLife(system, row.id, row.workspaceId, reason, ctx.clock.now());
  try {
    await blobs.delete(row.blobKey);
  } catch (error) {
    ctx.log.error({ err: error, speechResultId: row.id }, "a kept sound's bytes could not be erased; the sweep tries again");
    return false;
  }
  await system.db.transaction(async (tx) => {
    const marked = await store.markDeleted(tx, row.id, row.workspaceId, reason, ctx.clock.now());
    if (marked) await writeReceipt(tx, ctx, { recordingId: row.id, conversationId: null, workspaceId: row.workspaceId, sha256: marked.sha256, reason: marked.deleteReason, madeAt: marked.createdAt });
  });
  return true;
}
