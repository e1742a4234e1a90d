/** A speaker's own PCM as what the wire carries: 24 kHz mono, whatever the model's rate. */
import { createResampler, floatFromPcm16, pcm16FromFloat, type Resampler } from "./audio";
import { spokenRateHz } from "./ports";

/** One clause of a reply; the rate may change within it where another speaker takes over. */
export interface SpokenAudio { push(pcm: Int16Array, sampleRateHz: number): Int16Array[]; end(): Int16Array[] }

export function createSpokenAudio(): SpokenAudio {
  let rateHz: number = spokenRateHz;
  let resampler: Resampler | null = null;
  const flush = (): Int16Array[] => {
    const rest = resampler?.flush() ?? new Float32Array(0);
    resampler = null;
    rateHz = spokenRateHz;
    return rest.length > 0 ? [pcm16FromFloat(rest)] : [];
  };
  return {
    push(pcm, sampleRateHz) {
      const before = sampleRateHz === rateHz ? [] : flush();
      if (sampleRateHz === spokenRateHz) return [...before, pcm];
      rateHz = sampleRateHz;
      resampler ??= createResampler(sampleRateHz, spokenRateHz);
      const made = pcm16FromFloat(resampler.push(floatFromPcm16(pcm)));
      return made.length > 0 ? [...before, made] : before;
    },
    end: flush,
  };
}
