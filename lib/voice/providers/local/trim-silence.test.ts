import { expect, it } from "@jest/globals";
import { trimSilence } from "./trim-silence";

const rateHz = 22_050;
const samplesOf = (ms: number) => Math.round((ms * rateHz) / 1000);
const spoken = (leadMs: number, voiceMs: number, tailMs: number) => {
  const samples = new Int16Array(samplesOf(leadMs + voiceMs + tailMs));
  for (let n = samplesOf(leadMs); n < samplesOf(leadMs + voiceMs); n += 1) samples[n] = 8_000 * Math.sin(n / 9);
  return samples;
};
const firstSoundMs = (samples: Int16Array) => (samples.findIndex((sample) => Math.abs(sample) > 500) / rateHz) * 1000;

it("begins within 20 ms, whatever silence the model put before the words", () => {
  for (const leadMs of [0, 60, 500]) expect(firstSoundMs(trimSilence(spoken(leadMs, 300, 200), rateHz, 0))).toBeLessThanOrEqual(20);
});

it("leaves the asked-for gap after the last sound, and keeps all of the sound", () => {
  const lengthMs = (trimSilence(spoken(60, 300, 400), rateHz, 120).length / rateHz) * 1000;
  expect(lengthMs).toBeGreaterThan(300 + 120);
  expect(lengthMs).toBeLessThan(300 + 120 + 70);
});

it("ends and begins at zero, so that no cut is heard as a click", () => {
  const trimmed = trimSilence(spoken(0, 300, 0), rateHz, 0);
  expect(Math.abs(trimmed[0] ?? 1)).toBe(0);
  expect(Math.abs(trimmed.at(-1) ?? 1)).toBe(0);
});

it("gives nothing for silence", () => {
  expect(trimSilence(new Int16Array(rateHz), rateHz, 120)).toHaveLength(0);
});
