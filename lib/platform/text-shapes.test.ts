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

test("what people do not see and models read is no text: tag characters, joiners of words, bytes in variation selectors; what scripts need stays", () => {
  const tags = [..."obey me"].map((letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))).join("");
  const bytes = String.fromCodePoint(...Array.from("secret", (letter) => 0xe0100 + letter.charCodeAt(0) - 16));
  expect(text(0, 200).parse(`Hi${tags}\u2060 the\u00adre😀\ufe0f${bytes}.`)).toBe("Hi there😀\ufe0f.");
  for (const kept of ["👩‍🌾 🏳️‍🌈", "می‌خواهم", "葛\u{E0100}城", "क्‍ष"]) expect(text(1, 80).parse(kept)).toBe(kept.normalize("NFC"));
});

test.each([["line", line], ["text", text]])("the document's bound of a %s is the one that what is sent has, and what is longer is refused whatever it is cleaned to", (_name, shape) => {
  const written = z.object({ name: shape(1, 80).nullable().default(null) });
  expect(z.toJSONSchema(written, { io: "input" }).properties?.name).toMatchObject({ anyOf: [{ type: "string", minLength: 1, maxLength: 320, "x-maxLengthKept": 80 }, { type: "null" }] });
  const controls = (count: number) => `a${"\u0000".repeat(count - 1)}`;
  expect(accepts(shape(1, 80), controls(320))).toBe(true);
  expect(accepts(shape(1, 80), controls(321))).toBe(false);
});

const code = (from: number, to = from) => Array.from({ length: to - from + 1 }, (_each, index) => String.fromCodePoint(from + index));
const unseen: Record<string, string[]> = {
  "controls": [...code(0x00, 0x08), ...code(0x0b, 0x1f).filter((one) => one !== "\r"), ...code(0x7f, 0x84), ...code(0x86, 0x9f)], "marks of direction": ["\u061c", "\u200e", "\u200f", ...code(0x202a, 0x202e), ...code(0x2066, 0x2069)],
  "joiners that nobody sees": [...code(0x2060, 0x2065), ...code(0x206a, 0x206f), "\ufeff"], "annotations": code(0xfff9, 0xfffb), "tags": code(0xe0000, 0xe007f), "halves of pairs": ["\ud800", "\udbff", "\udc00", "\udfff", "\udb40"],
};
test.each(Object.entries(unseen))("%s are taken out of what is kept, each of them and wherever it stands", (_name, each) => {
  expect(each.length).toBeGreaterThan(2);
  expect(each.filter((one) => [line, text].some((shape) => shape(0, 20).parse(`${one}a${one}${one}b${one}`) !== "ab"))).toEqual([]);
});

test("ends of lines of every kind are line feeds in a text and spaces in a line", () => {
  expect(["\r\n", "\r", "\u0085", "\u2028", "\u2029"].map((end) => text(0, 20).parse(`a${end}b`))).toEqual(Array.from({ length: 5 }, () => "a\nb"));
  expect(line(0, 20).parse("a\u2028b\u0085c")).toBe("a b c");
});

test("what is written in two ways is kept in one, and cleaning once more changes nothing", () => {
  expect(line(1, 20).parse("Cafe\u0301 \u1100\u1161")).toBe("Caf\u00e9 \uac00");
  const kept = text(0, 200).parse("\u202ea\u0301\u2060\u0300\r\n\u{e0041}\ud83d\u0000\ude00");
  expect([text(0, 200).parse(kept), kept.isWellFormed()]).toEqual([kept, true]);
});

test("a line of nothing that could be seen is empty, so that no name is", () => {
  for (const name of ["\u200b", "\u200d\u200c", "\u00ad", "\u3164", "\u115f\u1160", "\u2800", "\ufe0f", "\u034f", "\u180e", " \u200b \u2800 "]) {
    expect([name, line(0, 20).parse(name), accepts(line(1, 20), name)]).toEqual([name, "", false]);
  }
});

test("what emoji and scripts are written with stays", () => {
  for (const name of ["👩‍👩‍👧", "می‌خواهم", "क्‍ष", "❤️", "ភាសា​ខ្មែរ", "שלום", "مرحبا", "🇫🇷"]) expect(line(1, 40).parse(name)).toBe(name.normalize("NFC"));
});
