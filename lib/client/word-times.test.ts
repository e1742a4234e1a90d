import { splitWords, unheardRest, wordTimes } from "./word-times";

const clauses = [{ text: "We open", startMs: 0, endMs: 700 }, { text: " at eight.", startMs: 700, endMs: 1_600 }];

it("spreads words over their clause by letters, so that a later clause never lights early", () => {
  expect(wordTimes(clauses).map((word) => [word.text, Math.round(word.startMs)])).toEqual([["We", 0], ["open", 300], ["at", 700], ["eight.", 1_000]]);
});

it("takes the server's times where they fit, and its own where they do not", () => {
  expect(wordTimes(clauses, [0, 250, 720, 990]).map((word) => word.startMs)).toEqual([0, 250, 720, 990]);
  expect(wordTimes(clauses, [0, 1]).map((word) => Math.round(word.startMs))).toEqual([0, 300, 700, 1_000]);
});

it("every word is exactly one of said, now and next", () => {
  const words = wordTimes(clauses);
  expect(splitWords(words, -1)).toEqual({ said: "", now: "", next: "We open at eight." });
  expect(splitWords(words, 400)).toEqual({ said: "We", now: "open", next: "at eight." });
  expect(splitWords(words, 1_050)).toEqual({ said: "We open at", now: "eight.", next: "" });
  expect(splitWords(words, 2_000)).toEqual({ said: "We open at eight.", now: "", next: "" });
});

it("what was not heard is the rest of the words", () => {
  expect(unheardRest("We have rye, and focaccia.", "We have rye,")).toBe("and focaccia.");
  expect(unheardRest("We have rye.", "We have rye.")).toBe("");
  expect(unheardRest("We have rye.", "")).toBe("We have rye.");
});
