import { expect, it } from "@jest/globals";
import { logMelFeatures, melAudioSamples, melBands, melFrames } from "./mel";
import { createPowerSpectrum } from "./power-spectrum";

/** Three seconds: a low tone, a high one from the first second on, and a click. */
const signal = Float32Array.from({ length: 48_000 }, (_, n) => {
  const seconds = n / 16_000;
  if (n >= 40_000 && n < 40_010) return 0.5;
  return 0.3 * Math.sin(2 * Math.PI * 220 * seconds) + (seconds > 1 ? 0.1 * Math.sin(2 * Math.PI * 3_300 * seconds) : 0);
});

/** Band, frame, value: what the model's reference preprocessing (numpy) makes of the same signal after five seconds of silence. */
const reference: [number, number, number][] = [
  [0, 0, -0.223217], [0, 300, -0.223217], [0, 499, 0.713586], [0, 500, 1.315894], [0, 650, 0.470822], [0, 750, 1.329413], [0, 799, 0.931643],
  [5, 0, -0.249702], [5, 499, 0.673341], [5, 500, 1.610375], [5, 501, 1.73676], [5, 650, 1.737174], [5, 799, 1.736255],
  [20, 300, -0.249702], [20, 499, 0.258001], [20, 650, -0.158331], [20, 750, 1.23655], [44, 500, 0.359544], [44, 799, -0.207318],
  [60, 500, 0.118288], [60, 650, -0.184177], [60, 750, 0.978085], [60, 799, 0.190126], [79, 500, -0.058735], [79, 750, 0.760591], [79, 799, -0.201764],
];

it("hears what the model's own preprocessing hears", () => {
  const features = logMelFeatures(signal);
  for (const [band, frame, value] of reference) expect(features[band * melFrames + frame]).toBeCloseTo(value, 3);
});

it("listens to the end of a long turn, and to silence without a number that is none", () => {
  const long = new Float32Array(3 * melAudioSamples);
  long.set(signal, long.length - signal.length);
  const padded = new Float32Array(melAudioSamples);
  padded.set(signal, melAudioSamples - signal.length);
  expect(logMelFeatures(long)).toEqual(logMelFeatures(padded));
  for (const audio of [new Float32Array(0), new Float32Array(melAudioSamples)]) {
    const features = logMelFeatures(audio);
    expect(features).toHaveLength(melBands * melFrames);
    expect(features.every(Number.isFinite)).toBe(true);
  }
});

it("skipping what is alike changes nothing", () => {
  const padded = new Float32Array(melAudioSamples);
  padded.set(signal, melAudioSamples - signal.length);
  const [whole, skipped] = [logMelFeatures(padded), logMelFeatures(signal)];
  whole.forEach((value, at) => expect(skipped[at]).toBeCloseTo(value, 4));
});

it("transforms lengths of factors 2, 3 and 5 exactly, and refuses others", () => {
  for (const length of [400, 60, 18]) {
    const frame = Float64Array.from({ length }, (_, n) => Math.sin(n * n) + 0.3 * n);
    const power = new Float64Array(length / 2 + 1);
    createPowerSpectrum(length)(frame, power);
    power.forEach((value, bin) => {
      const [re, im] = [Math.cos, Math.sin].map((wave) => frame.reduce((sum, sample, n) => sum + sample * wave((2 * Math.PI * bin * n) / length), 0));
      expect(value / ((re ?? 0) ** 2 + (im ?? 0) ** 2)).toBeCloseTo(1, 6);
    });
  }
  expect(() => createPowerSpectrum(14)).toThrow(RangeError);
});
