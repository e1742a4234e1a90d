import { boundsFault, countChanges, lengthWords, sizeWords } from "./turn-words";

test("lengths are said in the unit one thinks in", () => {
  expect([350, 1_200, 20_000, 1_800_000, 14_400_000].map(lengthWords)).toEqual(["350 ms", "1.2 s", "20 s", "30 min", "4 h"]);
});

test("a figure outside its bounds is told which bound, with its unit", () => {
  expect([boundsFault(100, [200, 3_000]), boundsFault(4_000, [200, 3_000]), boundsFault(Number.NaN, [200, 3_000]), boundsFault(200, [200, 3_000])])
    .toEqual(["At least 200 ms.", "At most 3 s.", "Write a whole number.", null]);
});

test("changes are counted by field, and the order of keys is none", () => {
  const before = { greeting: "a", voice: { voice: "joe", speed: 1 }, variables: [] };
  expect(countChanges(before, { voice: { speed: 1, voice: "joe" }, greeting: "a", variables: [] })).toBe(0);
  expect(countChanges(before, { greeting: "b", voice: { voice: "amy", speed: 2 }, variables: [{ name: "x", value: "" }] })).toBe(4);
});

test("an empty text has no words", () => {
  expect(sizeWords("  ")).toEqual({ words: 0, tokens: 0 });
  expect(sizeWords("one two")).toEqual({ words: 2, tokens: 2 });
});
