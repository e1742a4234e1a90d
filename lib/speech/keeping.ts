/** Keeps a result while it is made. Nothing of it is left where it was given up, or where the store takes it no more. */
import { asSystem, type Ctx } from "@/lib/platform/ctx";
import { AppError } from "@/lib/platform/errors";
import { newId, newSecret } from "@/lib/platform/ids";
import { blobStore } from "@/lib/recordings/blobs";
import { bytesFromPcm16, pcm16FromFloat } from "@/lib/voice/audio";
import { mp3BitrateKbps, wavHeader } from "@/lib/voice/encode";
import { heardRateHz, spokenRateHz } from "@/lib/voice/ports";
import { createQueue } from "@/lib/voice/streams";
import type { KeepSpeech } from "@/lib/voices/speech";
import type { KeepTranscript } from "@/lib/voices/transcription";
import type { HeardFile } from "@/lib/voices/uploaded";
import { privacyOf } from "@/lib/workspaces/service";
import { mostKept, resultLifeMs } from "./schema";
import { eraseResult } from "./service";
import * as store from "./store";

/** 4,096 characters at the slowest speed are about 60 MB of WAV, in pieces of some thousand bytes. */
const mostPieces = 100_000;
const headBytes = 44;
const wavBytesPerMs = (spokenRateHz * 2) / 1_000;

/** How long results may live in this workspace. Throws `forbidden` where it keeps no sound, `quota_exceeded` where somebody keeps too much already. */
async function lifeMsOf(ctx: Ctx): Promise<number> {
  const { recordingHours } = await privacyOf(ctx, ctx.actor.workspaceId);
  if (!ctx.actor.userId || recordingHours === 0) throw new AppError("forbidden", { public: "This workspace keeps no sound. Ask without keeping it, or ask an admin to allow it under Settings, Privacy." });
  if (await store.countLiving(ctx, ctx.clock.now()) >= mostKept) throw new AppError("quota_exceeded", { public: `You keep ${mostKept} results already. Delete some first, or do not keep this one.` });
  return Math.min(resultLifeMs, recordingHours * 3_600_000);
}

type Made = Pick<store.NewResult, "kind" | "contentType" | "text" | "segments" | "voice" | "speed" | "language">;

async function begin(ctx: Ctx, lifeMs: number, made: Made) {
  const createdAt = ctx.clock.now();
  const place = { id: newId("spr"), workspaceId: ctx.actor.workspaceId, blobKey: newSecret("res").slice(4) };
  await store.insertResult(ctx, { id: place.id, blobKey: place.blobKey, ...made, createdAt, expiresAt: new Date(createdAt.getTime() + lifeMs) });
  return place;
}

/** Sound as it is sent: ready when the last of it has been handed on, discarded where the client leaves before. */
export const keepSpeech = (ctx: Ctx): KeepSpeech => async ({ text, voice, speed, language, format }) => {
  const place = await begin(ctx, await lifeMsOf(ctx), { kind: "speech", contentType: format === "mp3" ? "audio/mpeg" : "audio/wav", text, segments: null, voice, speed, language });
  return {
    id: place.id,
    async *through(audio) {
      const pieces = createQueue<Uint8Array>(mostPieces);
      const leaving = new AbortController();
      const head = format === "mp3" ? {} : { head: { bytes: headBytes, of: (bodyBytes: number) => wavHeader(spokenRateHz, bodyBytes) } };
      const stored = blobStore().put(place.blobKey, pieces, { ...head, signal: leaving.signal }).catch((error: unknown) => {
        pieces.clear();
        if (!leaving.signal.aborted) ctx.log.error({ err: error, speechResultId: place.id }, "a result could not be kept");
        return null;
      });
      let reason: "unfinished" | "storage" | null = "unfinished";
      try {
        let headSkipped = format !== "wav";
        for await (const piece of audio) {
          // The head of a stream does not know its length; the kept one does.
          if (!headSkipped) headSkipped = true;
          else if (!pieces.push(piece)) leaving.abort();
          yield piece;
        }
        pieces.end();
        const done = await stored;
        reason = "storage";
        if (done) {
          const durationMs = Math.round(format === "mp3" ? (done.sizeBytes * 8) / mp3BitrateKbps : (done.sizeBytes - headBytes) / wavBytesPerMs);
          if (await store.markReady(asSystem(ctx), place.id, place.workspaceId, { sizeBytes: done.sizeBytes, durationMs, sha256: Buffer.from(done.sha256), readyAt: ctx.clock.now() })) reason = null;
        }
      } finally {
        if (reason) {
          leaving.abort();
          pieces.end();
          await stored;
          await eraseResult(ctx, place, reason);
        }
      }
    },
  };
};

/** A file is kept as it was sent where it is WAV. Of any other its sound is kept, and nothing else that it may hold. */
async function* soundOf(bytes: Uint8Array, { format, audio }: HeardFile): AsyncGenerator<Uint8Array> {
  if (format === "wav") return yield bytes;
  yield wavHeader(heardRateHz, audio.length * 2);
  for (let at = 0; at < audio.length; at += heardRateHz) yield bytesFromPcm16(pcm16FromFloat(audio.subarray(at, at + heardRateHz)));
}

/** The sound and what is said in it. Null where it could not be stored: the transcript is answered all the same. */
export const keepTranscript = (ctx: Ctx): KeepTranscript => async () => {
  const lifeMs = await lifeMsOf(ctx);
  return async ({ bytes, heard, durationMs, language, segments: said }) => {
    const segments = said.map(({ startMs, endMs, text }) => ({ startMs: Math.round(startMs), endMs: Math.round(endMs), text }));
    const place = await begin(ctx, lifeMs, { kind: "transcript", contentType: "audio/wav", text: segments.map(({ text }) => text).join(" "), segments, voice: null, speed: null, language });
    try {
      const done = await blobStore().put(place.blobKey, soundOf(bytes, heard), { signal: ctx.signal });
      if (await store.markReady(asSystem(ctx), place.id, place.workspaceId, { sizeBytes: done.sizeBytes, durationMs: Math.round(durationMs), sha256: Buffer.from(done.sha256), readyAt: ctx.clock.now() })) return place.id;
    } catch (error) {
      if (!ctx.signal.aborted) ctx.log.error({ err: error, speechResultId: place.id }, "a result could not be kept");
    }
    await eraseResult(ctx, place, ctx.signal.aborted ? "unfinished" : "storage");
    return null;
  };
};
