import { litWords, splitHeard } from "./heard-words";

test("the unheard tail begins where hearing ended", () => {
  expect(splitHeard("We have rye, and focaccia at eleven.", "We have rye,")).toEqual({ heard: "We have rye,", unheard: " and focaccia at eleven." });
});

test("nothing heard strikes all of it, and a reply without a verdict strikes none", () => {
  expect(splitHeard("Hello there.", "")).toEqual({ heard: "", unheard: "Hello there." });
  expect(splitHeard("Hello there.", null)).toEqual({ heard: "Hello there.", unheard: "" });
});

test("words that were heard differently than they were generated are never struck through", () => {
  expect(splitHeard("It costs 4.50.", "It costs four fifty.")).toEqual({ heard: "It costs four fifty.", unheard: "" });
});

test("one word at a time is lit, and those before it stay said", () => {
  expect(litWords("one two three", [0, 300, 700], 350).map((word) => word.state)).toEqual(["said", "now", "next"]);
  expect(litWords("one two three", [0, 300, 700], 5_000).map((word) => word.state)).toEqual(["said", "said", "now"]);
  expect(litWords("one two three", [100, 300, 700], 50).map((word) => word.state)).toEqual(["next", "next", "next"]);
});

test("without word times, or while nothing plays, no word is lit", () => {
  expect(litWords("one two", null, 350).map((word) => word.state)).toEqual(["said", "said"]);
  expect(litWords("one two", [0, 300], null).map((word) => word.state)).toEqual(["said", "said"]);
});
