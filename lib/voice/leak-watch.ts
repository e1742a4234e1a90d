/** Reads what a model writes before anybody else does: gives on what is safe, holds what may become a leak, and stops at one. Pure string work, some microseconds a character. */
import { tracksOf, type Track } from "./disguises";

export type Leak = "canary" | "instructions";

export interface LeakWatch {
  /** What of the text so far is safe to give on. Nothing, once there is a leak. */
  push(text: string, authored?: boolean): string;
  /** The rest. */
  end(): string;
  readonly leak: Leak | null;
}

export interface LeakWatchOptions {
  /** Empty: none was given out. */
  canary: string;
  /** Made once for the instructions in force. */
  instructions: Instructions | null;
}

/** Words in a row from instructions that tell the agent what to do; and from any others, which may be facts that callers are to be told. */
const mostDirected = 12;
const mostWords = 40;
/** From so many on the words are held back until it is clear where they lead. */
const heldWords = 4;
/** Nothing is held that is longer than this. */
const mostHeld = 1_000;
/** A place in very repetitive instructions more or less finds nothing more. */
const mostCandidates = 400;

export interface Instructions { words: readonly string[]; /** Where each word stands; those first that begin a run to look for. */ places: ReadonlyMap<string, readonly number[]>; /** How many words from each place are too many. */ limits: readonly number[]; isFree(run: string): boolean }

/** Letters of scripts without spaces count as words; figures do not, for they may number the lines. */
const word = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{M}\p{N}]+/gu;
const wordsOf = (text: string): string[] => (text.normalize("NFKC").toLowerCase().match(word) ?? []).filter((each) => !isFigure.test(each));
const isFigure = /^\p{N}+$/u;

/** Words by which instructions speak to a model and not to callers. */
const directed = new Set((
  "never always must caller callers instructions instruction prompt assistant reveal pretend respond reply answer refuse role persona confidential secret internal " +
  "niemals nie immer musst anrufer anrufende anweisungen anweisung assistent assistentin verrate antworte vertraulich geheim intern " +
  "jamais toujours dois appelant appelants consignes réponds révèle confidentiel secret interne " +
  "nunca siempre debes llamante instrucciones asistente responde reveles confidencial secreto interno " +
  "mai sempre devi chiamante istruzioni assistente rispondi rivelare riservato " +
  "deve instruções revele responda chamador nooit altijd moet beller instructies antwoord vertrouwelijk"
).split(" "));
const isDirected = (each: string, next: string | undefined): boolean => directed.has(each) || (each === "you" && next === "are") || (each === "do" && next === "not") || (each === "du" && next === "bist");

/** `free` is what the agent may say as it stands: its greeting, its knowledge. */
export function readInstructions(text: string, free: () => string): Instructions {
  const words = wordsOf(text);
  const limits: number[] = [];
  let nextDirected = Number.POSITIVE_INFINITY;
  for (let at = words.length - 1; at >= 0; at -= 1) {
    if (isDirected(words[at] ?? "", words[at + 1])) nextDirected = at;
    limits[at] = nextDirected < at + mostDirected ? mostDirected : mostWords;
  }
  const places = new Map<string, number[]>();
  for (const [at, each] of words.entries()) {
    if (at + (limits[at] ?? 0) > words.length) continue;
    const known = places.get(each);
    if (known) known.push(at); else places.set(each, [at]);
  }
  let freeWords: string | null = null;
  return { words, places, limits, isFree(run) { freeWords ??= ` ${wordsOf(free()).join(" ")} `; return freeWords.includes(` ${run} `); } };
}

interface Candidate { from: number; matched: number; at: number }

function instructionsTrack({ words, places, limits, isFree }: Instructions): Track {
  let candidates: Candidate[] = [];
  let found = false;
  let current = "";
  let currentAt = 0;
  const take = () => {
    if (current === "") return;
    const said = current.normalize("NFKC");
    current = "";
    if (isFigure.test(said)) return;
    const next: Candidate[] = [];
    for (const { from, matched, at } of candidates) if (words[from + matched] === said) next.push({ from, matched: matched + 1, at });
    for (const from of places.get(said) ?? []) { if (next.length >= mostCandidates) break; next.push({ from, matched: 1, at: currentAt }); }
    const whole = next.filter(({ from, matched }) => matched >= (limits[from] ?? mostWords));
    found ||= whole.some(({ from, matched }) => !isFree(words.slice(from, from + matched).join(" ")));
    candidates = whole.length === 0 ? next : next.filter((each) => !whole.includes(each));
  };
  return {
    get found() { return found; },
    feed(character, at) {
      if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(character)) { take(); current = character; currentAt = at; return take(); }
      if (!/[\p{L}\p{M}\p{N}]/u.test(character)) return take();
      if (current === "") currentAt = at;
      if (current.length < 64) current += character.toLowerCase();
    },
    end: take,
    heldFrom: () => candidates.reduce<number | null>((least, { from, matched, at }) => (matched >= heldWords && limits[from] === mostDirected && (least === null || at < least) ? at : least), null),
  };
}

export function createLeakWatch({ canary, instructions }: LeakWatchOptions): LeakWatch {
  const secret = canary === "" ? [] : tracksOf(canary);
  const own = instructions && instructions.places.size > 0 ? instructionsTrack(instructions) : null;
  let read = 0;
  let held = "";
  let leak: Leak | null = null;
  const look = () => { leak ??= secret.some(({ found }) => found) ? "canary" : own?.found ? "instructions" : null; };
  const give = (keepFrom: number): string => {
    const length = Math.max(0, held.length - Math.max(0, read - Math.max(keepFrom, read - mostHeld)));
    const safe = held.slice(0, length);
    held = held.slice(length);
    return safe;
  };
  return {
    get leak() { return leak; },
    push(text, authored = false) {
      if (leak) return "";
      held += text;
      for (const character of text) {
        for (const track of secret) track.feed(character, read);
        if (!authored) own?.feed(character, read);
        read += character.length;
      }
      look();
      if (leak) { held = ""; return ""; }
      return give([...secret, ...own ? [own] : []].reduce((least, track) => Math.min(least, track.heldFrom() ?? read), read));
    },
    end() {
      if (leak) return "";
      for (const track of [...secret, ...own ? [own] : []]) track.end(read);
      look();
      if (leak) { held = ""; return ""; }
      return give(read);
    },
  };
}
