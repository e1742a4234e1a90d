import { expect, it } from "@jest/globals";
import { splitIntoPieces } from "./pieces";

const texts = (text: string) => splitIntoPieces(text).map((piece) => piece.text);

it("begins with a short piece, so that speech begins early", () => {
  expect(texts("Sure, that works. We will see you at seven, then.")).toEqual(["Sure, that works.", "We will see you at seven,", "then."]);
});

it("does not wait for the end of a long sentence that has no comma", () => {
  const [first] = texts("Your large pizza comes to fourteen dollars and delivery usually takes about forty minutes to the address you gave.");
  expect(first?.split(" ").length).toBeLessThanOrEqual(8);
});

it("never makes a piece so long that urgent work must wait for it", () => {
  const text = Array.from({ length: 90 }, (_, n) => (n % 7 === 3 ? "and" : `word${n}`)).join(" ");
  const pieces = texts(text);
  for (const piece of pieces) expect(piece.split(" ").length).toBeLessThanOrEqual(16);
  expect(pieces.join(" ")).toBe(text);
});

it("loses and reorders no word, however the text is punctuated", () => {
  for (const text of ["One; two: three — four! Five? \"Six.\" (Seven, eight.)", "Dr. Lee is at 3.5 St. Mary's Rd. at 9:30 a.m.", "no punctuation at all in this one"]) expect(texts(text).join(" ")).toBe(text.replace(/\s+/g, " "));
});

it("does not take a title for the end of a sentence", () => {
  expect(texts("Dr. Lee is in.")).toEqual(["Dr. Lee is in."]);
});

it("leaves a longer gap after a sentence than after a comma, and none where nobody would", () => {
  const gaps = splitIntoPieces("Well it is so, I think. Yes").map((piece) => piece.gapMs);
  expect(gaps[0]).toBeLessThan(gaps[1] ?? 0);
  expect(gaps[2]).toBe(0);
});

it("says nothing for what cannot be said", () => {
  for (const text of ["", "  ", "...", "—", "🙂 !?"]) expect(splitIntoPieces(text)).toEqual([]);
});

test("work that nobody waits for is whole sentences, none without an end", () => {
  const texts = (text: string) => splitIntoPieces(text, true).map((piece) => piece.text);
  expect(texts("On Saturdays there is focaccia with rosemary, which is usually gone by eleven. We are closed on Mondays.")).toEqual(["On Saturdays there is focaccia with rosemary, which is usually gone by eleven.", "We are closed on Mondays."]);
  const endless = Array.from({ length: 100 }, (_, index) => `word${index}`).join(" ");
  expect(Math.max(...texts(endless).map((text) => text.split(" ").length))).toBeLessThanOrEqual(24);
  expect(texts(endless).join(" ")).toBe(endless);
});
