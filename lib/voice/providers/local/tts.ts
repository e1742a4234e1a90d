/** The port `Speaker` on Piper (fast) and Kokoro (fine) in the pool. */
import { ProviderError, type Priority, type SpeakOptions, type Speaker } from "@/lib/voice/ports";
import type { AudioCache } from "./audio-cache";
import { splitIntoPieces, type Piece } from "./pieces";
import type { Pool } from "./pool";
import { trimSilence } from "./trim-silence";
import { kokoroVoices, piperVoices } from "./voices";

const models = {
  piper: { id: "local-piper", kind: "speak", sampleRateHz: 22_050, voices: piperVoices, realTime: true },
  kokoro: { id: "local-kokoro", kind: "fine", sampleRateHz: 24_000, voices: kokoroVoices, realTime: false },
} as const;

const maxCharacters = 4_096;
const chunkMs = 100;

/** `cache` keeps authored clauses; leave it out to measure. */
export function createLocalSpeaker(pool: Pool, name: keyof typeof models, cache?: AudioCache): Speaker {
  const model = models[name];
  const chunkSamples = (model.sampleRateHz * chunkMs) / 1000;

  const synthesise = async (piece: Piece, options: SpeakOptions, priority: Priority, signal: AbortSignal) => {
    const audio = await pool.run("speak", { text: piece.text, voice: options.voice, speed: options.speed }, { priority, signal, kind: model.kind });
    return trimSilence(audio.samples, audio.sampleRateHz, piece.gapMs / options.speed);
  };

  async function* audioOf(text: string, options: SpeakOptions, signal: AbortSignal): AsyncGenerator<Int16Array> {
    const key = JSON.stringify([name, options.voice, options.speed, text]);
    const known = options.authored ? cache?.get(key) : null;
    if (known) { yield* known; return; }
    const whole: Int16Array[] = [];
    // One piece is made while the one before it is being said; never more, so that a reader who stops stops the work.
    const pieces = splitIntoPieces(text, options.priority === "batch");
    const leave = new AbortController();
    const either = AbortSignal.any([signal, leave.signal]);
    const begin = (index: number) => {
      const piece = pieces[index];
      if (!piece) return null;
      const audio = synthesise(piece, options, index > 0 && options.priority === "first-clause" ? "later-clause" : options.priority, either);
      audio.catch(() => undefined);
      return audio;
    };
    try {
      for (let index = 0, next = begin(0); next; index += 1) {
        const audio = await next;
        next = begin(index + 1);
        if (options.authored && cache) whole.push(audio);
        yield audio;
      }
      if (options.authored) cache?.set(key, whole);
    } finally {
      leave.abort();
    }
  }

  return {
    id: model.id,
    capabilities: { sampleRateHz: model.sampleRateHz, voices: model.voices, realTime: model.realTime, maxCharacters },
    async *speak(text, options, signal) {
      refuse(text, options, model.voices.some((voice) => voice.id === options.voice));
      for await (const audio of audioOf(text, options, signal)) {
        for (let at = 0; at < audio.length; at += chunkSamples) {
          if (signal.aborted) throw new ProviderError("local", "aborted", { cause: signal.reason });
          yield audio.subarray(at, at + chunkSamples);
        }
      }
    },
  };
}

function refuse(text: string, { speed }: SpeakOptions, voiceKnown: boolean): void {
  if (!voiceKnown || text.length > maxCharacters || !(speed >= 0.25 && speed <= 4)) throw new ProviderError("local", "refused", { retryable: false });
}
