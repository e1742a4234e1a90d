import { expect, test } from "@jest/globals";
import { askedKinds, termsOf } from "./words";

test("who and when ask only where they begin a question", () => {
  expect([...askedKinds("Is it safe for somebody who is allergic?")]).toEqual([]);
  expect([...askedKinds("Who bakes the bread?")]).toEqual(["person"]);
  expect([...askedKinds("Until when are you open?")]).toEqual(["time"]);
});

test("an everyday phrase means what its plain verb means", () => {
  expect(termsOf("Call off my order")).toEqual(termsOf("Cancel my order"));
});
