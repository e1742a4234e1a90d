/** Voice by loudness alone: needs no model, is deterministic, and stands in where the model of voices fails. */
import { heardRateHz, type HeardAudio, type SpeechProbability, type Vad } from "./ports";

const frameSamples = 512;
/** Speech this far above the noise floor is certain. */
const certainDb = 18;
const quietestDb = -55;

export function createEnergyVad(id = "energy"): Vad {
  return {
    id,
    capabilities: { frameSamples },
    async *detect(audio, signal) {
      let floorDb = -50;
      let samples = 0;
      for await (const frame of frames(audio)) {
        if (signal.aborted) return;
        samples += frameSamples;
        const db = Math.max(-100, 10 * Math.log10(frame.reduce((sum, sample) => sum + sample * sample, 0) / frameSamples + 1e-10));
        floorDb = db < floorDb ? Math.max(-70, floorDb * 0.7 + db * 0.3) : Math.min(-35, floorDb + 0.02);
        const probability = db < quietestDb ? 0 : Math.max(0, Math.min(1, (db - Math.max(floorDb, quietestDb)) / certainDb));
        yield { probability, endMs: samples / heardRateHz * 1000 } satisfies SpeechProbability;
      }
    },
  };
}

async function* frames(audio: AsyncIterable<HeardAudio>): AsyncGenerator<HeardAudio, void, undefined> {
  let rest = new Float32Array(0);
  for await (const piece of audio) {
    const joined = new Float32Array(rest.length + piece.length);
    joined.set(rest);
    joined.set(piece, rest.length);
    let at = 0;
    for (; at + frameSamples <= joined.length; at += frameSamples) yield joined.subarray(at, at + frameSamples);
    rest = joined.slice(at);
  }
}
