/** Cuts a clause into pieces that a synthesiser can say one by one: the first is short so that speech begins early, none so long that urgent work waits behind it. */

export interface Piece { text: string; /** Silence that people leave after it. */ gapMs: number }

/** Words of one piece at most: about 130 ms of work for the fast voice. */
const mostWords = 16;
/** Of the first piece: nobody hears anything until all of it is made. */
const mostFirstWords = 8;
/** A first piece of fewer words than this is over before the next is ready. */
const leastFirstWords = 3;
const sentenceGapMs = 120;
const commaGapMs = 60;
/** Words before which people breathe where there is no comma. */
const breathBefore = new Set(["and", "but", "or", "so", "because", "that", "which", "who", "when", "where", "while", "if", "with", "from", "for", "to", "in", "on", "at", "of", "about", "before", "after"]);

/** Of work that no caller waits for, whole sentences at once: each piece costs some 20 ms besides its words. Urgent work waits behind one for about 200 ms, on one of two processes. */
const mostBatchWords = 24;

/** Nothing where the text holds nothing that can be said. `batch`: what is said matters more than how soon. */
export function splitIntoPieces(text: string, batch = false): Piece[] {
  const pieces: Piece[] = [];
  let words: string[] = [];
  const close = () => {
    const joined = words.join(" ");
    if (/[\p{L}\p{N}]/u.test(joined)) pieces.push({ text: joined, gapMs: gapAfter(joined) });
    words = [];
  };
  for (const word of text.trim().split(/\s+/u)) {
    const most = batch ? mostBatchWords : pieces.length === 0 ? mostFirstWords : mostWords;
    if (words.length >= most) carryOver(most);
    words.push(word);
    const enough = words.length >= leastFirstWords || pieces.length > 0;
    if (endsSentence(word) || (enough && !batch && /[,;:—–]["')\]]?$/u.test(word))) close();
  }
  close();
  return pieces;

  /** No punctuation came in time: breathe before the last small word of the later half. */
  function carryOver(most: number): void {
    const at = words.findLastIndex((word, index) => index >= most / 2 && breathBefore.has(word.toLowerCase()));
    const rest = at === -1 ? [] : words.splice(at);
    close();
    words = rest;
  }
}

/** A full stop after a title or a single letter ends no sentence. */
function endsSentence(word: string): boolean {
  return /[.!?…]["')\]]*$/u.test(word) && !/^(mr|mrs|ms|dr|st|prof|vs|no|\p{L})\.$/iu.test(word);
}

function gapAfter(text: string): number {
  if (/[.!?…]["')\]]*$/u.test(text)) return sentenceGapMs;
  return /[,;:—–]["')\]]*$/u.test(text) ? commaGapMs : 0;
}
