/** The port `Vad` on Silero in the pool: frames of all sessions share a process and, when it is busy, a batch. */
import { ProviderError, type HeardAudio, type SpeechProbability, type Vad } from "@/lib/voice/ports";
import { untilAborted } from "./abort";
import type { Pool } from "./pool";
import { vadFrameSamples } from "./protocol";

const frameMs = 32;
/** More than this many frames in one batch would make the first wait for the last. */
const largestBatch = 64;

export function createLocalVad(pool: Pool): Vad {
  const score = createBatcher(pool);
  let nextStream = 1;
  return {
    id: "local-silero",
    capabilities: { frameSamples: vadFrameSamples },
    async *detect(audio, signal): AsyncGenerator<SpeechProbability> {
      const stream = nextStream;
      nextStream += 1;
      let frames = 0;
      try {
        for await (const frame of wholeFrames(audio, signal)) {
          const probability = await untilAborted(score(stream, frame), signal);
          frames += 1;
          yield { probability, endMs: frames * frameMs };
        }
      } finally {
        pool.endVadStream(stream);
      }
    },
  };
}

interface Waiting { stream: number; frame: Float32Array; resolve(probability: number): void; reject(error: unknown): void }

/** Sends at once when the process is idle; what arrives meanwhile goes together in the next batch. A stream has at most one frame under way. */
function createBatcher(pool: Pool) {
  let waiting: Waiting[] = [];
  let busy = false;
  const never = new AbortController().signal;

  const flush = async () => {
    if (busy) return;
    busy = true;
    while (waiting.length > 0) {
      const batch = waiting.slice(0, largestBatch);
      waiting = waiting.slice(largestBatch);
      const frames = new Float32Array(batch.length * vadFrameSamples);
      batch.forEach((item, index) => frames.set(item.frame, index * vadFrameSamples));
      try {
        const probabilities = await pool.run("vad", { streams: batch.map((item) => item.stream), frames }, { priority: "first-clause", signal: never });
        batch.forEach((item, index) => item.resolve(probabilities[index] ?? 0));
      } catch (error) {
        for (const item of batch) item.reject(error);
      }
    }
    busy = false;
  };

  return (stream: number, frame: Float32Array) => new Promise<number>((resolve, reject) => {
    waiting.push({ stream, frame, resolve, reject });
    void flush();
  });
}

/** Cuts pieces of any size into frames; a rest shorter than a frame is dropped at the end. */
async function* wholeFrames(audio: AsyncIterable<HeardAudio>, signal: AbortSignal): AsyncGenerator<Float32Array> {
  const source = audio[Symbol.asyncIterator]();
  let rest = new Float32Array(0);
  try {
    for (;;) {
      const next = await untilAborted(source.next(), signal);
      if (next.done) return;
      const joined = new Float32Array(rest.length + next.value.length);
      joined.set(rest);
      joined.set(next.value, rest.length);
      let at = 0;
      for (; at + vadFrameSamples <= joined.length; at += vadFrameSamples) {
        if (signal.aborted) throw new ProviderError("local", "aborted", { cause: signal.reason });
        yield joined.subarray(at, at + vadFrameSamples);
      }
      rest = joined.slice(at);
    }
  } finally {
    // Not awaited: a source that is stuck in `next` must not hold up the abort.
    void Promise.resolve(source.return?.()).catch(() => undefined);
  }
}
