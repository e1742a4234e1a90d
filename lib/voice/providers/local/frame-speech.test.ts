import { expect, it } from "@jest/globals";
import { frameSpeech } from "./frame-speech";

const clip = (leadMs: number, tailMs: number, loudness = 0.1) => Float32Array.from({ length: (leadMs + 1_000 + tailMs) * 16 }, (_, n) => (n >= leadMs * 16 && n < (leadMs + 1_000) * 16 ? loudness * Math.sin(n / 5) : 0));

it("gives the same clip however much silence surrounds the speech, and however loud it is", () => {
  const wanted = frameSpeech(clip(160, 200));
  for (const other of [clip(800, 200), clip(160, 0), clip(160, 3_000), clip(320, 900, 0.01)]) {
    const framed = frameSpeech(other);
    expect(Math.abs(framed.length - wanted.length)).toBeLessThanOrEqual(320);
    expect(Math.max(...framed)).toBeCloseTo(0.3, 2);
  }
});

it("cuts nothing of a clip that is loud throughout, and leaves silence alone", () => {
  expect(frameSpeech(clip(0, 0)).length).toBeGreaterThanOrEqual(16_000);
  const silence = new Float32Array(1_000);
  expect(frameSpeech(silence)).toEqual(silence);
});
