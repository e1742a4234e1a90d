/** The forms in which a secret word may come out of a model: each is a track that turns text into letters and follows them through the word. */

/** Of the secret's letters in a row; fewer may be chance. */
const enough = 8;
/** What lies further apart than this is no word any more. */
const longestSpan = 400;

export interface Track {
  /** One code point at `at`, counted from the beginning of the stream. */
  feed(character: string, at: number): void;
  /** Nothing follows. */
  end(at: number): void;
  /** Where what may become the secret begins; null where nothing may. */
  heldFrom(): number | null;
  readonly found: boolean;
}

/** Follows the longest end of the letters so far that is part of `pattern`: a letter costs one search in some hundred characters. */
function follow(pattern: string, least: number, needed = enough): { letter(letter: string, at: number): void; heldFrom(): number | null; drop(at: number): void; readonly found: boolean } {
  let current = "";
  const starts: number[] = [];
  let found = false;
  return {
    get found() { return found; },
    letter(letter, at) {
      current += letter;
      starts.push(at);
      while (current !== "" && (!pattern.includes(current) || at - (starts[0] ?? at) > longestSpan)) { current = current.slice(1); starts.shift(); }
      found ||= current.length >= needed;
    },
    heldFrom: () => (current.length >= least ? starts[0] ?? null : null),
    drop(at) { while (starts.length > 0 && at - (starts[0] ?? at) > longestSpan) { current = current.slice(1); starts.shift(); } },
  };
}

const reversed = (text: string) => [...text].reverse().join("");
const lookAlikes: Record<string, string> = {
  а: "a", в: "b", с: "c", ԁ: "d", е: "e", һ: "h", к: "k", м: "m", н: "h", о: "o", р: "p", т: "t", х: "x", ѕ: "s", і: "i", ј: "j", у: "y", ѡ: "w",
  α: "a", β: "b", κ: "k", μ: "m", ν: "v", ο: "o", ρ: "p", τ: "t", χ: "x", ω: "w", ζ: "z", "0": "o", "1": "l", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "9": "g",
};

/** The Latin letter that a character stands for, whatever its case, width, accents or alphabet; empty for others. */
export function latinOf(character: string): string {
  const ascii = character.charCodeAt(0);
  if (ascii >= 97 && ascii <= 122) return character;
  if (ascii < 128) return ascii >= 65 && ascii <= 90 ? character.toLowerCase() : lookAlikes[character] ?? "";
  const base = character.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "");
  const letter = lookAlikes[base] ?? base;
  return /^[a-z]$/.test(letter) ? letter : "";
}

const code = (letter: string) => letter.charCodeAt(0) - 97;
const step = (from: string, to: string) => String.fromCharCode(97 + (code(to) - code(from) + 26) % 26);
const stepsOf = (word: string) => [...word].slice(1).map((letter, index) => step(word.charAt(index), letter)).join("");
const mirrored = (word: string) => [...word].map((letter) => String.fromCharCode(122 - code(letter))).join("");

/** Literal, in any case, spaced, hyphenated, backwards, turned by any number of letters (rot13) or mirrored (atbash): the steps between letters stay the same. */
function lettersTrack(secret: string): Track {
  const words = [secret, reversed(secret), mirrored(secret), mirrored(reversed(secret))];
  const way = follow(words.map(stepsOf).join("|"), 2, enough - 1);
  let last = "";
  let lastAt = 0;
  return {
    get found() { return way.found; },
    feed(character, at) {
      way.drop(at);
      const letter = latinOf(character);
      if (letter === "") return;
      if (last !== "") way.letter(step(last, letter), lastAt);
      last = letter;
      lastAt = at;
    },
    end: () => {}, heldFrom: way.heldFrom,
  };
}

/** Cut anyhow, and in the address of a page: base64 of both alphabets, at each of its three alignments. */
function base64Track(secret: string): Track {
  const forms = [secret, secret.toUpperCase(), reversed(secret)].flatMap((word) => [0, 1, 2].map((shift) => {
    const bytes = btoa(`${"\0".repeat(shift)}${word}`);
    const first = Math.ceil(shift * 8 / 6);
    return bytes.slice(first, Math.floor((shift + word.length) * 8 / 6));
  }));
  const way = follow(forms.join("|"), 4, enough);
  return {
    get found() { return way.found; },
    feed(character, at) { way.drop(at); const letter = character === "-" ? "+" : character === "_" ? "/" : character; if (/^[A-Za-z0-9+/]$/.test(letter)) way.letter(letter, at); },
    end: () => {}, heldFrom: way.heldFrom,
  };
}

/** In pairs of hexadecimal digits, bare or as `\x6b`, `0x6b`, `\u006b`, `%6b`. */
function hexTrack(secret: string): Track {
  const pairs = (word: string) => [...word].map((letter) => letter.charCodeAt(0).toString(16));
  const forms = [secret, secret.toUpperCase(), reversed(secret)].flatMap((word) => [pairs(word).join(""), pairs(word).join("00"), pairs(word).join("0")]);
  const way = follow(forms.join("|"), 6, enough * 2);
  return {
    get found() { return way.found; },
    feed(character, at) { way.drop(at); const digit = character.toLowerCase(); if (/^[0-9a-f]$/.test(digit)) way.letter(digit, at); },
    end: () => {}, heldFrom: way.heldFrom,
  };
}

/** Words that are said for a sign between two letters. */
const separators = new Set("dash hyphen minus space blank dot point period comma colon slash underscore then and next strich bindestrich leerzeichen punkt komma und tiret espace virgule et guion guión espacio punto coma y trattino spazio virgola e hífen espaço traço".split(" "));

/** What whole words give: letters between spoken signs, letters by themselves, first letters (spelling alphabets, acrostics), and codes of characters. */
function wordsTrack(secret: string): Track {
  const both = `${secret}|${reversed(secret)}`;
  const spelled = follow(both, 3);
  const alone = follow(both, 3);
  const first = follow(both, 4);
  const codes = follow(both, 3);
  const all = [spelled, alone, first, codes];
  let word = "";
  let wordAt = 0;
  const take = (at: number) => {
    if (word === "") return;
    const letters = [...word].map(latinOf).join("");
    if (!separators.has(word)) {
      for (const letter of letters) spelled.letter(letter, wordAt);
      if (letters !== "") first.letter(letters.charAt(0), wordAt);
      if (letters.length === 1 && !"aeiou".includes(letters)) alone.letter(letters, wordAt);
    }
    const letter = ofCode(word);
    if (letter !== "") codes.letter(letter, wordAt);
    word = "";
    for (const way of all) way.drop(at);
  };
  return {
    get found() { return all.some((way) => way.found); },
    feed(character, at) {
      if (!/[\p{L}\p{N}\p{M}]/u.test(character)) return take(at);
      if (word === "") wordAt = at;
      if (word.length < 64) word += character.toLowerCase();
    },
    end: take,
    heldFrom: () => all.reduce<number | null>((least, way) => { const at = way.heldFrom(); return at === null || (least !== null && least < at) ? least : at; }, null),
  };
}

/** A character by its decimal or binary code. */
function ofCode(word: string): string {
  const value = /^\d{2,3}$/.test(word) ? Number(word) : /^0?1[01]{6}$/.test(word) ? Number.parseInt(word, 2) : 0;
  const character = String.fromCharCode(value).toLowerCase();
  return /^[a-z]$/.test(character) ? character : "";
}

export const tracksOf = (secret: string): Track[] => [lettersTrack(secret), base64Track(secret), hexTrack(secret), wordsTrack(secret)];
