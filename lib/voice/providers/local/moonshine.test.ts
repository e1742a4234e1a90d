import { expect, it } from "@jest/globals";
import { repeatedTail } from "./moonshine";

it("finds a decoder in a loop, and not somebody who says a thing three times", () => {
  const words = [5, 9, 12, 7];
  expect(repeatedTail([1, 2, 3, ...words, ...words, ...words, ...words])).toBe(12);
  expect(repeatedTail(Array<number>(14).fill(8))).toBeGreaterThanOrEqual(12);
  expect(repeatedTail([1, 2, ...words, ...words, ...words])).toBe(0);
  expect(repeatedTail([3, 4, 3, 4, 3, 4, 3, 4])).toBe(0);
  expect(repeatedTail([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14])).toBe(0);
  expect(repeatedTail([])).toBe(0);
});
