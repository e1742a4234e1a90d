import { loadWorklet } from "./worklet-harness";

const wireRateHz = 24_000;

function record(sampleRateHz: number, wave: (seconds: number) => number, seconds: number, muted = false): { samples: Float32Array; frames: Int16Array[] } {
  const { processor, posted } = loadWorklet(sampleRateHz).create("microphone");
  if (muted) processor.port.onmessage({ data: { muted } });
  for (let from = 0; from + 128 <= seconds * sampleRateHz; from += 128) {
    processor.process([[Float32Array.from({ length: 128 }, (_, i) => wave((from + i) / sampleRateHz))]], [[]]);
  }
  const frames = posted.map((message) => new Int16Array(message.pcm as ArrayBuffer));
  return { frames, samples: Float32Array.from(frames.flatMap((frame) => [...frame]), (value) => value / 32_767) };
}

/** Amplitude of one frequency, by correlation over the middle of the recording. */
function amplitudeAt(samples: Float32Array, frequencyHz: number): number {
  const from = 2_400; const count = 12_000;
  let real = 0; let imaginary = 0;
  for (let i = 0; i < count; i++) {
    const angle = 2 * Math.PI * frequencyHz * (from + i) / wireRateHz;
    real += (samples[from + i] ?? 0) * Math.cos(angle);
    imaginary += (samples[from + i] ?? 0) * Math.sin(angle);
  }
  return 2 * Math.hypot(real, imaginary) / count;
}

const tone = (frequencyHz: number) => (seconds: number) => 0.5 * Math.sin(2 * Math.PI * frequencyHz * seconds);
const decibels = (ratio: number) => 20 * Math.log10(Math.max(ratio, 1e-9));

describe.each([44_100, 48_000, 16_000, 24_000])("the microphone at %i Hz", (sampleRateHz) => {
  it.each([300, 1_000, 3_400, 7_000])("keeps speech at %i Hz within half a decibel", (frequencyHz) => {
    const { samples } = record(sampleRateHz, tone(frequencyHz), 1);
    expect(Math.abs(decibels(amplitudeAt(samples, frequencyHz) / 0.5))).toBeLessThan(0.5);
  });

  it("loses and adds no time: one second in gives fifty frames out, but for the filter's own 20 ms", () => {
    const { frames } = record(sampleRateHz, tone(440), 1);
    expect(frames.every((frame) => frame.length === 480)).toBe(true);
    expect(frames.length).toBeGreaterThanOrEqual(49);
    expect(frames.length).toBeLessThanOrEqual(50);
  });
});

it.each([[44_100, 14_000], [44_100, 18_000], [48_000, 14_000], [48_000, 20_000]])("at %i Hz what lies above hearing range of the wire (%i Hz) does not fold back into speech", (sampleRateHz, frequencyHz) => {
  const { samples } = record(sampleRateHz, tone(frequencyHz), 1);
  const folded = Math.abs(wireRateHz - frequencyHz);
  expect(decibels(amplitudeAt(samples, folded) / 0.5)).toBeLessThan(-60);
});

it("a muted microphone sends silence at the same pace, and nothing of what is said", () => {
  const { frames } = record(48_000, tone(440), 1, true);
  expect(frames.length).toBeGreaterThanOrEqual(49);
  expect(frames.every((frame) => frame.every((value) => value === 0))).toBe(true);
});

it("too loud a sound is clipped, never wrapped", () => {
  const { samples } = record(48_000, (seconds) => 4 * Math.sin(2 * Math.PI * 200 * seconds), 0.5);
  for (let i = 1; i < samples.length; i++) expect(Math.abs((samples[i] ?? 0) - (samples[i - 1] ?? 0))).toBeLessThan(1);
});
