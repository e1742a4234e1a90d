import { heardRateHz, type Transcriber, type Transcript, type Vad } from "@/lib/voice/ports";

export interface Segment { startMs: number; endMs: number }
export interface SaidSegment extends Segment { text: string }

const voiceThreshold = 0.5;
/** Silence that ends a segment. */
const silenceMs = 600;
/** Kept around the voice, which begins before and ends after it is certain. */
const padMs = 200;
/** Longer ones are cut: models mishear long audio. */
const longestMs = 20_000;
const stepSamples = 512 * 32;

/** Where somebody speaks, in order and without overlap. */
export async function segmentsOf(vad: Vad, audio: Float32Array, signal: AbortSignal): Promise<Segment[]> {
  const lengthMs = (audio.length / heardRateHz) * 1_000;
  const segments: Segment[] = [];
  let startMs: number | null = null;
  let voicedMs = 0;
  const close = (endMs: number) => {
    if (startMs !== null) segments.push({ startMs, endMs: Math.min(lengthMs, endMs) });
    startMs = null;
  };
  for await (const { probability, endMs } of vad.detect(pieces(audio), signal)) {
    if (probability >= voiceThreshold) {
      startMs ??= Math.max(segments.at(-1)?.endMs ?? 0, endMs - 32 - padMs);
      voicedMs = endMs;
    } else if (startMs !== null && endMs - voicedMs >= silenceMs) close(voicedMs + padMs);
    if (startMs !== null && endMs - startMs >= longestMs) close(endMs);
  }
  close(lengthMs);
  return segments;
}

async function* pieces(audio: Float32Array): AsyncGenerator<Float32Array> {
  for (let at = 0; at < audio.length; at += stepSamples) yield audio.subarray(at, at + stepSamples);
}

/** What is said in each segment, as soon as it is known; segments without words are left out. */
export async function* transcribed(transcriber: Transcriber, vad: Vad, audio: Float32Array, options: { language?: string; hint?: string }, signal: AbortSignal): AsyncGenerator<SaidSegment & { language: Transcript["language"] }> {
  for (const segment of await segmentsOf(vad, audio, signal)) {
    const part = audio.subarray(Math.floor((segment.startMs / 1_000) * heardRateHz), Math.ceil((segment.endMs / 1_000) * heardRateHz));
    const { text, language } = await transcriber.transcribe(part, { ...options, priority: "later-clause" }, signal);
    if (text.trim()) yield { ...segment, text: text.trim(), language };
  }
}
