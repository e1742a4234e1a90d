/** Cuts the silence that synthesisers put around what they say, and leaves the gap that people would. */

const windowMs = 5;
/** Kept before the first and after the last sound: consonants begin and end below the threshold. */
const leadMs = 15;
const tailMs = 40;
/** Below the loudest window by this much (−40 dB) is silence. */
const silenceRatio = 0.01;

/** The speech of `samples` with at most `leadMs` before it and `gapMs` of silence after it. */
export function trimSilence(samples: Int16Array, sampleRateHz: number, gapMs: number): Int16Array {
  const length = (ms: number) => Math.round((ms * sampleRateHz) / 1000);
  const window = length(windowMs);
  const energies = Array.from({ length: Math.floor(samples.length / window) }, (_, index) => rms(samples.subarray(index * window, (index + 1) * window)));
  const threshold = energies.reduce((loudest, energy) => Math.max(loudest, energy), 0) * silenceRatio;
  const first = energies.findIndex((energy) => energy > threshold);
  if (first === -1) return new Int16Array(0);
  const last = energies.findLastIndex((energy) => energy > threshold);
  const start = Math.max(0, first * window - length(leadMs));
  const end = Math.min(samples.length, (last + 1) * window + length(tailMs));
  const trimmed = new Int16Array(end - start + length(gapMs));
  trimmed.set(samples.subarray(start, end));
  fade(trimmed, end - start, length(windowMs));
  return trimmed;
}

function rms(window: Int16Array): number {
  let sum = 0;
  for (const sample of window) sum += sample * sample;
  return Math.sqrt(sum / window.length);
}

/** Both ends of the kept part go to zero, so that no cut is heard as a click. */
function fade(samples: Int16Array, end: number, length: number): void {
  for (let n = 0; n < Math.min(length, end); n += 1) {
    samples[n] = Math.round((samples[n] ?? 0) * (n / length));
    samples[end - 1 - n] = Math.round((samples[end - 1 - n] ?? 0) * (n / length));
  }
}
