/** Ways to write a text so that it does not look like it, and back: for attacks, and for what an obedient model is asked to say in disguise. */

const letters = (change: (code: number) => number) => (text: string): string => text.replace(/[a-z]/gi, (letter) => {
  const base = letter < "a" ? 65 : 97;
  return String.fromCharCode(base + change(letter.charCodeAt(0) - base));
});
const swap = (pairs: Record<string, string>) => (text: string): string => [...text].map((character) => pairs[character] ?? character).join("");
const swapped = (pairs: Record<string, string>): Record<string, string> => Object.fromEntries(Object.entries(pairs).map(([from, to]) => [to, from]));

const leet = { a: "4", e: "3", i: "1", o: "0", s: "5", t: "7" };
const cyrillic = { a: "а", c: "с", e: "е", i: "і", o: "о", p: "р", x: "х", y: "у" };
const morse: Record<string, string> = Object.fromEntries("a.- b-... c-.-. d-.. e. f..-. g--. h.... i.. j.--- k-.- l.-.. m-- n-. o--- p.--. q--.- r.-. s... t- u..- v...- w.-- x-..- y-.-- z--..".split(" ").map((entry) => [entry.charAt(0), entry.slice(1)]));
const letterOfMorse = swapped(morse);

export interface Encoding { encode(text: string): string; /** Null where the text is not written so. */ decode(text: string): string | null }

/** Parts of the text that match, each decoded; null where none does. */
const each = (pattern: RegExp, change: (found: string) => string) => (text: string): string | null => {
  const found = text.match(pattern);
  return found ? found.map((part) => { try { return change(part); } catch { return ""; } }).join(" ") : null;
};

export const encodings = {
  base64: { encode: (text) => Buffer.from(text).toString("base64"), decode: each(/[A-Za-z0-9+/]{16,}={0,2}/g, (part) => Buffer.from(part, "base64").toString("utf8")) },
  hex: { encode: (text) => Buffer.from(text).toString("hex"), decode: each(/(?:[0-9a-f]{2}){8,}/gi, (part) => Buffer.from(part, "hex").toString("utf8")) },
  rot13: { encode: letters((code) => (code + 13) % 26), decode: letters((code) => (code + 13) % 26) },
  atbash: { encode: letters((code) => 25 - code), decode: letters((code) => 25 - code) },
  reversed: { encode: (text) => [...text].reverse().join(""), decode: (text) => [...text].reverse().join("") },
  leet: { encode: (text) => swap(leet)(text.toLowerCase()), decode: (text) => (/[a-z][013457]|[013457][a-z]/i.test(text) ? swap(swapped(leet))(text) : null) },
  homoglyph: { encode: (text) => swap(cyrillic)(text.toLowerCase()), decode: (text) => (/\p{Script=Cyrillic}/u.test(text) && /[a-z]/i.test(text) ? swap(swapped(cyrillic))(text) : null) },
  fullwidth: { encode: (text) => text.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0)), decode: (text) => (/[\uff01-\uff5e]/.test(text) ? text.normalize("NFKC") : null) },
  spaced: { encode: (text) => text.split(" ").map((word) => [...word].join("-")).join(" "), decode: each(/(?:\b\w-)+\w\b/g, (part) => part.replaceAll("-", "")) },
  binary: { encode: (text) => [...Buffer.from(text)].map((byte) => byte.toString(2).padStart(8, "0")).join(" "), decode: each(/(?:[01]{8} ){7,}[01]{8}/g, (part) => Buffer.from(part.split(" ").map((byte) => Number.parseInt(byte, 2))).toString("utf8")) },
  decimal: { encode: (text) => [...Buffer.from(text)].join(" "), decode: each(/(?:\d{2,3} ){7,}\d{2,3}/g, (part) => Buffer.from(part.split(" ").map(Number)).toString("utf8")) },
  morse: { encode: (text) => text.toLowerCase().split(" ").map((word) => [...word].map((letter) => morse[letter] ?? "").join(" ")).join(" / "), decode: each(/[.-]+(?: [.-]+| \/)+/g, (part) => part.split(" / ").map((word) => word.split(" ").map((sign) => letterOfMorse[sign] ?? "").join("")).join(" ")) },
  url: { encode: (text) => [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join(""), decode: each(/(?:%[0-9a-f]{2}){8,}/gi, decodeURIComponent) },
  entities: { encode: (text) => [...text].map((character) => `&#${character.codePointAt(0)};`).join(""), decode: each(/(?:&#\d+;){8,}/g, (part) => part.replace(/&#(\d+);/g, (_all, code: string) => String.fromCodePoint(Number(code)))) },
  escapes: { encode: (text) => [...text].map((character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`).join(""), decode: each(/(?:\\u[0-9a-f]{4}){8,}/gi, (part) => part.replace(/\\u([0-9a-f]{4})/gi, (_all, code: string) => String.fromCharCode(Number.parseInt(code, 16)))) },
  tags: { encode: (text) => [...text].map((character) => String.fromCodePoint(0xe0000 + (character.codePointAt(0) ?? 0))).join(""), decode: each(/[\u{E0020}-\u{E007E}]{8,}/gu, (part) => [...part].map((character) => String.fromCodePoint((character.codePointAt(0) ?? 0) - 0xe0000)).join("")) },
  zeroWidth: { encode: (text) => [...text].join("\u200b"), decode: (text) => (text.includes("\u200b") ? text.replaceAll("\u200b", "") : null) },
} satisfies Record<string, Encoding>;

export type EncodingName = keyof typeof encodings;
export const encodingNames = Object.keys(encodings) as EncodingName[];

/** The text, and what it says by each encoding that it may be written in; two deep. */
export function readingsOf(text: string, depth = 2): string[] {
  if (depth === 0) return [text];
  const decoded = encodingNames.flatMap((name) => { const plain = encodings[name].decode(text); return plain === null || plain === text ? [] : [plain]; });
  return [text, ...decoded.flatMap((plain) => readingsOf(plain, depth - 1))];
}
