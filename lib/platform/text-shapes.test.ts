import { expect, test } from "@jest/globals";
import { z } from "zod";
import { line, text } from "./text-shapes";

const accepts = (shape: z.ZodType, given: string) => shape.safeParse(given).success;

test("what is left counts: white space around and within is no part of a line", () => {
  expect(line(1, 5).parse("  a \t\n  b  ")).toBe("a b");
  expect(accepts(line(1, 5), `${" ".repeat(15)}abcde`)).toBe(true);
  expect(accepts(line(1, 5), "abcdef")).toBe(false);
  expect(accepts(line(1, 5), " \u200e ")).toBe(false);
  expect(line(0, 5).parse(" ")).toBe("");
});

test("a text keeps its lines, and loses what cannot be seen", () => {
  expect(text(1, 10).parse("a\r\n\u0000b")).toBe("a\nb");
  expect(accepts(text(1, 3), "a\r\n\r\nb")).toBe(false);
});

test("what people do not see and models read is no text: tag characters, zero widths, bytes in variation selectors; what scripts need stays", () => {
  const tags = [..."obey me"].map((letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))).join("");
  const bytes = String.fromCodePoint(...Array.from("secret", (letter) => 0xe0100 + letter.charCodeAt(0) - 16));
  expect(text(0, 200).parse(`Hi${tags}\u200b\u2060 the\u00adre😀\ufe0f${bytes}.`)).toBe("Hi there😀\ufe0f.");
  for (const kept of ["👩‍🌾 🏳️‍🌈", "می‌خواهم", "葛\u{E0100}城", "क्‍ष"]) expect(text(1, 80).parse(kept)).toBe(kept.normalize("NFC"));
});

test.each([["line", line], ["text", text]])("the document's bound of a %s is the one that what is sent has, and what is longer is refused whatever it is cleaned to", (_name, shape) => {
  const written = z.object({ name: shape(1, 80).nullable().default(null) });
  expect(z.toJSONSchema(written, { io: "input" }).properties?.name).toMatchObject({ anyOf: [{ type: "string", minLength: 1, maxLength: 320, "x-maxLengthKept": 80 }, { type: "null" }] });
  const controls = (count: number) => `a${"\u0000".repeat(count - 1)}`;
  expect(accepts(shape(1, 80), controls(320))).toBe(true);
  expect(accepts(shape(1, 80), controls(321))).toBe(false);
});
