import { expect, it } from "@jest/globals";
import { wordErrors } from "./wer";

it("counts every word that is wrong, missing or too many, and none that is merely written otherwise", () => {
  expect(wordErrors("We open at nine.", "we open at 9")).toEqual({ errors: 0, words: 4 });
  expect(wordErrors("It costs fourteen dollars, okay?", "It costs $14, OK?")).toEqual({ errors: 0, words: 5 });
  expect(wordErrors("My number is four five two nine", "My number is for five two nine nine")).toEqual({ errors: 2, words: 7 });
  expect(wordErrors("one two three", "")).toEqual({ errors: 3, words: 3 });
  expect(wordErrors("one two three", "three")).toEqual({ errors: 2, words: 3 });
  expect(wordErrors("one", "one two three")).toEqual({ errors: 2, words: 1 });
  expect(wordErrors("at nine thirty a.m. on the first", "at 9:30 am on the 1st")).toEqual({ errors: 0, words: 7 });
});
