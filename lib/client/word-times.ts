/** A stretch of a reply's text and of its audio; the wire sends the text of a clause before its sound. */
export interface Clause { text: string; startMs: number; endMs: number }

export interface Word { text: string; /** Of the reply's own audio. */ startMs: number; endMs: number }

/** Guess for a clause whose sound has not come yet. */
const msPerCharacter = 62;

/** When each word is said: as the server told (`startsMs`), else spread over its clause by letters. */
export function wordTimes(clauses: readonly Clause[], startsMs: readonly number[] | null = null): Word[] {
  const words: Word[] = [];
  for (const clause of clauses) {
    const letters = Math.max(1, clause.text.trim().length);
    const perCharacter = clause.endMs > clause.startMs ? (clause.endMs - clause.startMs) / letters : msPerCharacter;
    const lead = clause.text.length - clause.text.trimStart().length;
    for (const match of clause.text.matchAll(/\S+/g)) {
      const from = match.index - lead;
      words.push({ text: match[0], startMs: clause.startMs + from * perCharacter, endMs: clause.startMs + (from + match[0].length) * perCharacter });
    }
  }
  if (!startsMs || startsMs.length !== words.length) return words;
  return words.map((word, index) => ({ ...word, startMs: startsMs[index] ?? word.startMs, endMs: startsMs[index + 1] ?? Math.max(word.endMs, startsMs[index] ?? 0) }));
}

/** Splits words into said, now and next at `playedMs`. */
export function splitWords(words: readonly Word[], playedMs: number): { said: string; now: string; next: string } {
  const begun = words.filter((word) => word.startMs <= playedMs).length;
  const text = (from: number, to: number) => words.slice(from, to).map((word) => word.text).join(" ");
  const last = words[begun - 1];
  if (begun === 0 || !last) return { said: "", now: "", next: text(0, words.length) };
  const over = begun === words.length && playedMs >= last.endMs;
  return over ? { said: text(0, begun), now: "", next: "" } : { said: text(0, begun - 1), now: last.text, next: text(begun, words.length) };
}

/** The unheard rest of `text` after `heardText`, which is a beginning of it but for spaces. */
export function unheardRest(text: string, heardText: string): string {
  const heard = heardText.trim().split(/\s+/).filter(Boolean).length;
  return text.trim().split(/\s+/).filter(Boolean).slice(heard).join(" ");
}
