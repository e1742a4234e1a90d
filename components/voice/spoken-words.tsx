import type { CallTurn } from "@/lib/client/call-state";
import { splitWords, wordTimes, type Word } from "@/lib/client/word-times";

/** The words of a reply as they are played: said, now, next. */
export function SpokenWords({ words, playedMs }: { words: readonly Word[]; playedMs: number }) {
  const { said, now, next } = splitWords(words, playedMs);
  return <>{said ? <span className="w-said">{said} </span> : null}{now ? <><span className="w-now">{now}</span> </> : null}{next ? <span className="w-next">{next}</span> : null}</>;
}

export const wordsOf = (turn: CallTurn): Word[] => wordTimes(turn.clauses, turn.wordStartsMs);

const mostCaptionWords = 16;

/** The sentence that is being said, or as much of it as two lines hold. */
export function captionWords(words: readonly Word[], playedMs: number): Word[] {
  const begun = Math.max(0, words.findLastIndex((word) => word.startMs <= playedMs));
  let from = 0;
  for (let i = 0; i < words.length; i++) {
    const ends = /[.!?…]["”’)]?$/.test(words[i]?.text ?? "") || i - from + 1 === mostCaptionWords || i === words.length - 1;
    if (!ends) continue;
    if (begun <= i) return words.slice(from, i + 1);
    from = i + 1;
  }
  return [];
}
