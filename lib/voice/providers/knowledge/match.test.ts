import { expect, test } from "@jest/globals";
import type { KnowledgeEntry } from "@/lib/voice/ports";
import { matchesFor, neededConfidence } from "./match";

/** Vectors that agree with everything: what is left to tell entries apart is words and kinds. */
const alike = Float32Array.of(1, 0);
const entry = (id: string, question: string, answer: string): KnowledgeEntry => ({ id, question, answer, embedding: Float32Array.of(1, 0, 1, 0, 1, 0) });
const entries = [entry("loaf", "How much is the sourdough loaf?", "A sourdough loaf is £4.50."), entry("hours", "When are you open on Sunday?", "From eight until one.")];
const best = (question: string) => matchesFor(question, alike, entries)[0];

test("an entry answers a question of its own words", () => expect(best("How much is the sourdough loaf?")).toMatchObject({ entry: { id: "loaf" } }));

test.each(["How heavy is the sourdough loaf?", "Who bakes the sourdough loaf?", "What colour is the sourdough loaf?"])("%s: an entry that tells nothing of the kind is never taken, however alike it is", (question) => {
  const loaf = matchesFor(question, alike, entries).find(({ entry: { id } }) => id === "loaf");
  expect(loaf?.confidence).toBe(0);
});

test("without an embedder only a question whose every word is found is answered", () => {
  const sure = (question: string) => (matchesFor(question, null, entries)[0]?.confidence ?? 0) >= neededConfidence;
  expect([sure("How much is the sourdough loaf?"), sure("How much is the rye loaf?")]).toEqual([true, false]);
});

test("no knowledge, no answer; an embedding of another size counts for nothing", () => {
  expect(matchesFor("When?", alike, [])).toEqual([]);
  expect(() => matchesFor("When?", Float32Array.of(1, 0, 0, 0, 0, 0, 0), entries)).not.toThrow();
});

test.each(["How much salt is in the sourdough loaf?", "How many calories are in the sourdough loaf?", "How many slices does the sourdough loaf have?", "What is the weight of the sourdough loaf?", "How long does the sourdough loaf stay in the oven?"])("%s: a near miss about a known thing is declined, however alike it is", (question) => {
  expect(matchesFor(question, alike, entries).every(({ confidence }) => confidence < neededConfidence)).toBe(true);
});

test("what an entry counts it can be asked for, and nothing else", () => {
  const seats = [entry("seats", "Can I sit down?", "We have six seats at the window.")];
  expect(matchesFor("How many seats do you have?", alike, seats)[0]?.confidence).toBeGreaterThan(0);
  expect(matchesFor("How many windows do you have?", alike, seats)[0]?.confidence).toBe(0);
});
