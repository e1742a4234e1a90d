/** A question as its author's words would have it: transcribers write "flower" for flour, and make up words for names they have never met. */
import { doubleMetaphone } from "double-metaphone";
import type { KnowledgeEntry } from "@/lib/voice/ports";
import { isSmallWord, knownWords } from "./words";

interface Vocabulary { words: Set<string>; sounds: Map<string, string[]> }
const vocabularies = new WeakMap<readonly KnowledgeEntry[], Vocabulary>();

/** Shorter sounds are shared by too many words. */
const leastSounds = 2;
/** So many sounds let one of them be wrong. */
const soundsForSlip = 4;

function vocabularyOf(entries: readonly KnowledgeEntry[]): Vocabulary {
  const held = vocabularies.get(entries);
  if (held) return held;
  const words = new Set(entries.flatMap(({ question, answer }) => wordsOf(`${question ?? ""} ${answer}`)).filter((word) => word.length >= 4 && !isSmallWord(word)));
  const sounds = new Map<string, string[]>();
  for (const word of words) for (const code of codesOf(word)) sounds.set(code, [...(sounds.get(code) ?? []), word]);
  const vocabulary = { words, sounds };
  vocabularies.set(entries, vocabulary);
  return vocabulary;
}

const wordsOf = (text: string): string[] => text.toLowerCase().match(/\p{L}+/gu) ?? [];
const codesOf = (word: string): string[] => [...new Set(doubleMetaphone(word))];

/** Null where every word is the author's own, or sounds like none of them. */
export function asMeant(question: string, entries: readonly KnowledgeEntry[]): string | null {
  const { words, sounds } = vocabularyOf(entries);
  const meant = question.replace(/\p{L}+/gu, (word) => {
    const lower = word.toLowerCase();
    if (lower.length < 4 || words.has(lower) || isSmallWord(lower) || knownWords.has(lower)) return word;
    return soundsLike(lower, sounds) ?? word;
  });
  return meant === question ? null : meant;
}

/** The author's word of the same sound, or of one sound less or other where there are many; the one that is written most alike. */
function soundsLike(word: string, sounds: ReadonlyMap<string, string[]>): string | null {
  const codes = codesOf(word).filter((code) => code.length >= leastSounds);
  const same = codes.flatMap((code) => sounds.get(code) ?? []);
  const near = same.length > 0 ? same : [...sounds].flatMap(([code, words]) => (codes.some((one) => Math.min(one.length, code.length) >= soundsForSlip - 1 && Math.max(one.length, code.length) >= soundsForSlip && distance(one, code) === 1) ? words : []));
  const [best] = near.map((other) => ({ other, far: distance(word, other) / Math.max(word.length, other.length) })).sort((a, b) => a.far - b.far);
  return best && best.far <= 0.6 ? best.other : null;
}

/** Letters to add, leave out or change. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_all, at) => at);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[other.length] ?? 0;
}
