/** Whisper-style log-mel features of 8 s of audio at 16 kHz: what Smart Turn hears. */
import { createPowerSpectrum } from "./power-spectrum";

const sampleRateHz = 16_000;
const windowSamples = 400;
const hopSamples = 160;
const bins = windowSamples / 2 + 1;
export const melBands = 80;
export const melFrames = 800;
export const melAudioSamples = melFrames * hopSamples;

const powerSpectrum = createPowerSpectrum(windowSamples);
const logStep = Math.log(6.4) / 27;
const filters = melFilters();
const hann = Float64Array.from({ length: windowSamples }, (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / windowSamples));

/** Bands × frames, row by row, roughly in −1…1. Audio shorter than 8 s is padded with silence before it; of longer audio the end counts. */
export function logMelFeatures(audio: Float32Array): Float32Array {
  const wave = normalise(lastEightSeconds(audio));
  const mel = new Float64Array(melBands * melFrames);
  const frame = new Float64Array(windowSamples);
  const power = new Float64Array(bins);
  // Frames that lie wholly in the padding are all alike: the first stands for the rest.
  const paddedFrames = Math.floor((melAudioSamples - audio.length - windowSamples / 2) / hopSamples);
  let peak = -Infinity;
  for (let t = 0; t < melFrames; t += 1) {
    const alike = t > 0 && t < paddedFrames;
    if (!alike) {
      for (let n = 0; n < windowSamples; n += 1) frame[n] = sampleAt(wave, t * hopSamples + n - windowSamples / 2) * (hann[n] ?? 0);
      powerSpectrum(frame, power);
    }
    for (let band = 0; band < melBands; band += 1) {
      const log = alike ? mel[band * melFrames] ?? 0 : Math.log10(Math.max(1e-10, bandPower(power, band)));
      mel[band * melFrames + t] = log;
      if (log > peak) peak = log;
    }
  }
  const features = new Float32Array(mel.length);
  for (let at = 0; at < mel.length; at += 1) features[at] = (Math.max(mel[at] ?? 0, peak - 8) + 4) / 4;
  return features;
}

function lastEightSeconds(audio: Float32Array): Float32Array {
  if (audio.length >= melAudioSamples) return audio.subarray(audio.length - melAudioSamples);
  const padded = new Float32Array(melAudioSamples);
  padded.set(audio, melAudioSamples - audio.length);
  return padded;
}

/** Zero mean and unit variance over the whole eight seconds, padding included, as the model was trained. */
function normalise(audio: Float32Array): Float32Array {
  let sum = 0;
  let squares = 0;
  for (const sample of audio) sum += sample;
  const mean = sum / audio.length;
  for (const sample of audio) squares += (sample - mean) ** 2;
  const scale = 1 / Math.sqrt(squares / audio.length + 1e-7);
  const wave = new Float32Array(audio.length);
  for (let n = 0; n < audio.length; n += 1) wave[n] = ((audio[n] ?? 0) - mean) * scale;
  return wave;
}

/** The wave mirrored at both ends. */
function sampleAt(wave: Float32Array, index: number): number {
  const last = wave.length - 1;
  const inside = index < 0 ? -index : index > last ? 2 * last - index : index;
  return wave[inside] ?? 0;
}

function bandPower(power: Float64Array, band: number): number {
  const filter = filters[band];
  if (!filter) return 0;
  let sum = 0;
  for (let k = 0; k < filter.weights.length; k += 1) sum += (filter.weights[k] ?? 0) * (power[filter.firstBin + k] ?? 0);
  return sum;
}

/** Triangles evenly spaced on Slaney's mel scale, each of unit area. */
function melFilters(): { firstBin: number; weights: Float64Array }[] {
  const top = hertzToMel(sampleRateHz / 2);
  const edges = Array.from({ length: melBands + 2 }, (_, n) => melToHertz((top * n) / (melBands + 1)));
  return Array.from({ length: melBands }, (_, band) => {
    const [low = 0, middle = 0, high = 0] = edges.slice(band, band + 3);
    const weights = Array.from({ length: bins }, (_, bin) => {
      const hertz = (bin * sampleRateHz) / windowSamples;
      return Math.max(0, Math.min((hertz - low) / (middle - low), (high - hertz) / (high - middle))) * (2 / (high - low));
    });
    const firstBin = Math.max(0, weights.findIndex((weight) => weight > 0));
    return { firstBin, weights: Float64Array.from(weights.slice(firstBin, weights.findLastIndex((weight) => weight > 0) + 1)) };
  });
}

function hertzToMel(hertz: number): number { return hertz < 1000 ? (3 * hertz) / 200 : 15 + Math.log(hertz / 1000) / logStep; }
function melToHertz(mel: number): number { return mel < 15 ? (200 * mel) / 3 : 1000 * Math.exp(logStep * (mel - 15)); }
