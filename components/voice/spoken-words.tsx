import { splitWords, type Word } from "@/lib/client/word-times";

/** The words of a reply as they are played: said, now, next. */
export function SpokenWords({ words, playedMs }: { words: readonly Word[]; playedMs: number }) {
  const { said, now, next } = splitWords(words, playedMs);
  return <>{said ? <span className="w-said">{said} </span> : null}{now ? <><span className="w-now">{now}</span> </> : null}{next ? <span className="w-next">{next}</span> : null}</>;
}

