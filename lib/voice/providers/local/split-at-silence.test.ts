import { expect, it } from "@jest/globals";
import { splitAtSilence } from "./split-at-silence";

it("cuts long audio where it is quiet, loses no sample, and leaves short audio whole", () => {
  const audio = Float32Array.from({ length: 100_000 }, (_, n) => (n > 40_000 && n < 44_000 ? 0 : Math.sin(n)));
  const pieces = splitAtSilence(audio, 50_000);
  expect(pieces[0]?.length).toBeGreaterThan(40_000);
  expect(pieces[0]?.length).toBeLessThan(44_000);
  expect(pieces.reduce((sum, piece) => sum + piece.length, 0)).toBe(audio.length);
  for (const piece of pieces) expect(piece.length).toBeLessThanOrEqual(50_000);
  expect(splitAtSilence(audio, 100_000)).toEqual([audio]);
  expect(splitAtSilence(new Float32Array(0), 100)).toHaveLength(1);
});
