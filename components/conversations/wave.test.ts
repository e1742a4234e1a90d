import { strokes, waveOf } from "./wave";

function wav(samples: number[], channels: number, extra = 0): ArrayBuffer {
  const bytes = samples.length * 2;
  const view = new DataView(new ArrayBuffer(44 + extra + bytes));
  const put = (at: number, text: string) => [...text].forEach((letter, index) => view.setUint8(at + index, letter.charCodeAt(0)));
  put(0, "RIFF"); put(8, "WAVE"); put(12, "fmt ");
  view.setUint32(16, 16, true); view.setUint16(20, 1, true); view.setUint16(22, channels, true);
  view.setUint32(24, 8_000, true); view.setUint16(34, 16, true);
  if (extra > 0) { put(36, "LIST"); view.setUint32(40, extra - 8, true); }
  put(36 + extra, "data"); view.setUint32(40 + extra, bytes, true);
  samples.forEach((sample, index) => view.setInt16(44 + extra + index * 2, sample, true));
  return view.buffer;
}

test("each channel has its own lane, and its loudness stands where it was", () => {
  const stereo = wav([16_384, 0, 0, 0, 0, 0, 0, -32_768], 2);
  expect(waveOf(stereo, 2)).toEqual({ durationMs: 0.5, lanes: [[0.5, 0], [0, 1]] });
});

test("chunks before the samples are passed over, and a data size beyond the file is cut to it", () => {
  const file = wav([32_767, 32_767], 1, 16);
  new DataView(file).setUint32(56, 4_000_000, true);
  expect(waveOf(file, 1)?.lanes[0]?.[0]).toBeCloseTo(1, 3);
});

test("what is no 16-bit WAV gives no wave instead of an error", () => {
  expect(waveOf(new ArrayBuffer(0), 4)).toBeNull();
  expect(waveOf(new TextEncoder().encode("x".repeat(100)).buffer, 4)).toBeNull();
});

test("a quiet recording is drawn against its own loudest moment, and a hiss is not", () => {
  expect(waveOf(wav([8_192, 4_096], 1), 2)?.lanes).toEqual([[1, 0.5]]);
  expect(waveOf(wav([33, 0], 1), 2)?.lanes[0]?.[0]).toBeLessThan(0.02);
});

test("silence draws nothing, and the agent's strokes hang below the axis", () => {
  expect(strokes([0, 0.001], { from: 0, to: 2, up: true, height: 80 })).toBe("");
  expect(strokes([1], { from: 0, to: 1, up: false, height: 80 })).toBe("M2 42V80.0");
});
