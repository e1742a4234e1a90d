/** The caller's audio: a bounded queue for the listener, and the recent past by time, for transcription. */
import { heardRateHz, type HeardAudio } from "./ports";
import { createQueue } from "./streams";

const samplesPerMs = heardRateHz / 1000;
/** Audio accepted but not yet listened to; beyond it `push` refuses. */
const backlogMs = 30_000;
/** Past kept when nobody asks for more; covers the lead-in of a turn. */
const idleKeepMs = 3_000;
/** Past kept at most: the longest turn whose audio can be had whole. */
const mostKeptMs = 120_000;

interface Piece { audio: HeardAudio; startSample: number; arrivedAtMs: number }

export interface Microphone {
  push(audio: HeardAudio): boolean;
  /** Everything pushed, in order, for one reader. */
  readonly stream: AsyncIterable<HeardAudio>;
  readonly totalMs: number;
  /** How much of it the reader has taken. */
  readonly listenedMs: number;
  readonly lastArrivalMs: number;
  /** Samples between two instants of the call, as far as they are still kept. */
  slice(fromMs: number, toMs: number): HeardAudio;
  /** When the sample at `audioMs` was captured, on the clock: its arrival less what followed it in the same piece. */
  capturedAt(audioMs: number): number;
  /** Nothing before this is needed any more. */
  keepFrom(audioMs: number | null): void;
  close(): void;
}

export function createMicrophone(nowMs: () => number): Microphone {
  const queue = createQueue<HeardAudio>(backlogMs * samplesPerMs);
  const pieces: Piece[] = [];
  let totalSamples = 0;
  let lastArrivalMs = nowMs();
  let neededFromMs: number | null = null;

  const forget = () => {
    const idleFrom = totalSamples / samplesPerMs - idleKeepMs - queue.weight / samplesPerMs;
    const from = Math.max(Math.min(neededFromMs ?? idleFrom, idleFrom), totalSamples / samplesPerMs - mostKeptMs) * samplesPerMs;
    for (let first = pieces[0]; first && first.startSample + first.audio.length < from; first = pieces[0]) pieces.shift();
  };

  return {
    stream: queue,
    get totalMs() { return totalSamples / samplesPerMs; },
    get listenedMs() { return (totalSamples - queue.weight) / samplesPerMs; },
    get lastArrivalMs() { return lastArrivalMs; },
    push(audio) {
      if (!queue.push(audio, audio.length)) return false;
      pieces.push({ audio, startSample: totalSamples, arrivedAtMs: nowMs() });
      totalSamples += audio.length;
      lastArrivalMs = nowMs();
      forget();
      return true;
    },
    slice(fromMs, toMs) {
      const from = Math.max(Math.round(fromMs * samplesPerMs), pieces[0]?.startSample ?? 0);
      const to = Math.min(Math.round(toMs * samplesPerMs), totalSamples);
      const result = new Float32Array(Math.max(0, to - from));
      for (const piece of pieces) {
        const start = Math.max(from, piece.startSample);
        const end = Math.min(to, piece.startSample + piece.audio.length);
        if (start < end) result.set(piece.audio.subarray(start - piece.startSample, end - piece.startSample), start - from);
      }
      return result;
    },
    capturedAt(audioMs) {
      const sample = audioMs * samplesPerMs;
      let before = Number.NEGATIVE_INFINITY;
      for (const piece of pieces) {
        const endSample = piece.startSample + piece.audio.length;
        if (sample <= endSample) return Math.max(before, piece.arrivedAtMs - (endSample - sample) / samplesPerMs);
        before = piece.arrivedAtMs;
      }
      return lastArrivalMs;
    },
    keepFrom(audioMs) { neededFromMs = audioMs; forget(); },
    close() { queue.end(); },
  };
}
