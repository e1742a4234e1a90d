import { execFileSync, spawnSync } from "node:child_process";
import { describe, expect, it } from "@jest/globals";
import { bytesFromPcm16, createResampler, decibelsOf, floatFromPcm16, joinSamples, pcm16FromBytes, pcm16FromFloat, resample } from "./audio";

const tone = (hertz: number, rateHz: number, length = rateHz, loudness = 0.5) => Float32Array.from({ length }, (_, n) => loudness * Math.sin((2 * Math.PI * hertz * n) / rateHz));
/** The inner part, where neither filter edge reaches. */
const inner = (samples: Float32Array) => samples.subarray(Math.floor(samples.length * 0.2), Math.floor(samples.length * 0.8));
const differenceDb = (a: Float32Array, b: Float32Array) => decibelsOf(inner(a.map((sample, n) => sample - (b[n] ?? 0)))) - decibelsOf(inner(b));

const rates: [number, number][] = [[8_000, 16_000], [22_050, 24_000], [24_000, 16_000], [44_100, 16_000], [44_100, 24_000], [48_000, 16_000], [48_000, 24_000], [16_000, 24_000], [24_000, 8_000], [24_000, 44_100]];

describe.each(rates)("from %i to %i Hz", (fromHz, toHz) => {
  const top = Math.min(fromHz, toHz) / 2;

  it("keeps every tone that both rates can hold, at its place in time", () => {
    for (const hertz of [60, 440, top * 0.5, top * 0.85]) expect(differenceDb(resample(tone(hertz, fromHz), fromHz, toHz), tone(hertz, toHz))).toBeLessThan(-80);
  });

  it("lets nothing through that the target cannot hold, and mirrors nothing", () => {
    if (fromHz <= toHz) return expect(decibelsOf(inner(highPart(resample(tone(fromHz * 0.4, fromHz), fromHz, toHz), toHz, fromHz * 0.4)))).toBeLessThan(-75);
    for (const hertz of [top * 1.1, top * 1.4]) expect(decibelsOf(inner(resample(tone(hertz, fromHz), fromHz, toHz)))).toBeLessThan(-80);
  });

  it("gives the same samples in pieces of any size as in one, and neither loses nor adds any", () => {
    const whole = tone(440, fromHz, fromHz + 77);
    const resampler = createResampler(fromHz, toHz);
    const made: Float32Array[] = [];
    for (let at = 0, size = 1; at < whole.length; at += size, size = ((size * 7 + 3) % 997) + 1) made.push(resampler.push(whole.subarray(at, at + size)));
    const joined = joinSamples([...made, resampler.flush()]);
    expect(joined).toHaveLength(Math.ceil((whole.length * toHz) / fromHz));
    expect(joined).toEqual(resample(whole, fromHz, toHz));
  });
});

/** What is left when the one tone that belongs there is taken out by least squares. */
function highPart(samples: Float32Array, rateHz: number, hertz: number): Float32Array {
  const cos = Float32Array.from(samples, (_, n) => Math.cos((2 * Math.PI * hertz * n) / rateHz));
  const sin = Float32Array.from(samples, (_, n) => Math.sin((2 * Math.PI * hertz * n) / rateHz));
  const along = (base: Float32Array) => inner(samples).reduce((sum, sample, n) => sum + sample * (inner(base)[n] ?? 0), 0) / inner(base).reduce((sum, value) => sum + value * value, 0);
  const [a, b] = [along(cos), along(sin)];
  return samples.map((sample, n) => sample - a * (cos[n] ?? 0) - b * (sin[n] ?? 0));
}

it("starts anew after a flush", () => {
  const resampler = createResampler(48_000, 16_000);
  const once = joinSamples([resampler.push(tone(300, 48_000)), resampler.flush()]);
  expect(joinSamples([resampler.push(tone(300, 48_000)), resampler.flush()])).toEqual(once);
});

it("leaves audio alone that has the rate already, and refuses rates that are none", () => {
  const audio = tone(440, 16_000);
  expect(resample(audio, 16_000, 16_000)).toEqual(audio);
  for (const rate of [0, -1, 16_000.5, Number.NaN, 10_000_000]) expect(() => createResampler(rate, 16_000)).toThrow(RangeError);
});

it.each([[383_999, 16_000], [384_000, 16_000], [16_001, 16_000], [4_001, 16_000]])("from an odd rate, %i to %i Hz, nothing is lost or gained, and a voice stays what it was", (fromHz, toHz) => {
  const made = resample(tone(1_000, fromHz), fromHz, toHz);
  expect(made).toHaveLength(toHz);
  expect(differenceDb(made, tone(1_000, toHz))).toBeLessThan(-45);
});

it("files of many odd rates take no more time than others, nor memory for ever", () => {
  // Each exact filter would take seconds.
  for (let n = 0; n < 40; n += 1) expect(resample(tone(440, 8_000, 800), 383_999 - 2 * n, 16_000)).toHaveLength(Math.ceil((800 * 16_000) / (383_999 - 2 * n)));
});

it("agrees with sox, where sox is on the machine", () => {
  if (spawnSync("sox", ["--version"]).error) return; // the tones above hold everywhere
  const mixed = tone(440, 44_100).map((sample, n) => sample * 0.5 + 0.25 * Math.sin((2 * Math.PI * 5_000 * n) / 44_100));
  const raw = (rateHz: number) => ["-t", "raw", "-r", String(rateHz), "-e", "floating-point", "-b", "32", "-c", "1"];
  const bytes = execFileSync("sox", [...raw(44_100), "-", ...raw(16_000), "-", "rate", "-v"], { input: Buffer.from(mixed.buffer), maxBuffer: 1 << 24, stdio: ["pipe", "pipe", "ignore"] });
  const theirs = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  expect(differenceDb(resample(mixed, 44_100, 16_000), theirs)).toBeLessThan(-75);
});

it("turns samples into bytes and back without a change, from any alignment", () => {
  const samples = Int16Array.of(0, 1, -1, 32_767, -32_768, 258);
  const shifted = new Uint8Array(13);
  shifted.set(bytesFromPcm16(samples), 1);
  expect(pcm16FromBytes(shifted.subarray(1))).toEqual(samples);
  expect(pcm16FromFloat(floatFromPcm16(samples))).toEqual(samples);
  expect([...bytesFromPcm16(Int16Array.of(258))]).toEqual([2, 1]);
});

it("refuses half a sample, and clips what is too loud instead of wrapping it", () => {
  expect(() => pcm16FromBytes(new Uint8Array(3))).toThrow(RangeError);
  expect([...pcm16FromFloat(Float32Array.of(1.5, -1.5, 1))]).toEqual([32_767, -32_768, 32_767]);
});
