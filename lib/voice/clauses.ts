/** Text as it comes in, clauses to speak out: the first as early as possible, the later ones as whole as possible. */

export interface Clauser {
  /** Clauses that are certain now. Their texts joined are the text pushed, without a loss. */
  push(text: string): string[];
  /** What is left. */
  end(): string[];
}

export interface ClauseLimits {
  /** Words of the first clause where no punctuation comes before. */
  firstWords: number;
  /** Words of the second, which is made while the first is heard. */
  secondWords: number;
  laterWords: number;
  /** A comma ends a later clause only after so many words. */
  commaWords: number;
  /** The same from the third on. */
  laterCommaWords: number;
  maxCharacters: number;
}

export const defaultClauseLimits: ClauseLimits = { firstWords: 4, secondWords: 9, laterWords: 28, commaWords: 7, laterCommaWords: 7, maxCharacters: 400 };

/** A clause does not end on these: what follows belongs to them. */
const leaning = new Set("a an the this that these those my your his her its our their of at to from with in on by for and or but if is are was were will would can could not no i we you he she they it's i'm we're at about than as per".split(" "));
const abbreviation = /(?:^|[\s(])(?:mr|mrs|ms|dr|prof|st|no|vs|etc|e\.g|i\.e|approx|dept|est|inc|ltd|jr|sr|a\.m|p\.m|[a-z])\.$/i;
const months = new Set("january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec".split(" "));

export function createClauser(limits: ClauseLimits = defaultClauseLimits): Clauser {
  let rest = "";
  let made = 0;
  const take = (length: number, into: string[]) => {
    into.push(rest.slice(0, length));
    rest = rest.slice(length);
    made += 1;
  };
  const cutAll = (final: boolean) => {
    const clauses: string[] = [];
    for (let length = cut(rest, made, limits, final); length > 0; length = cut(rest, made, limits, final)) take(length, clauses);
    if (final && rest !== "") take(rest.length, clauses);
    return clauses;
  };
  return { push(text) { rest += text; return cutAll(false); }, end: () => cutAll(true) };
}

/** Characters of the next clause, its trailing space included; 0 where it is not certain yet. */
function cut(text: string, made: number, limits: ClauseLimits, final: boolean): number {
  const mostWords = made === 0 ? limits.firstWords : made === 1 ? limits.secondWords : limits.laterWords;
  const word = /\S+\s+/g;
  if (made > 0 || /\S/.test(text)) word.lastIndex = text.length - text.trimStart().length;
  let count = 0;
  let lastGood = 0;
  for (let match = word.exec(text); match; match = word.exec(text)) {
    const end = match.index + match[0].length;
    const token = match[0].trim();
    const next = text.slice(end).split(/\s/, 1)[0] ?? "";
    const known = next !== "" || final;
    count += 1;
    if (/\n\s*$/.test(match[0]) && /\n/.test(match[0])) return end;
    if (endsSentence(text.slice(0, match.index + token.length), token)) return end;
    if (/[,;:—–]["')\]]*$/.test(token) && (made === 0 || count >= Math.min(made === 1 ? limits.commaWords : limits.laterCommaWords, mostWords)) && known && !joinsNumbers(token, next)) return end;
    if (!known) break;
    if (!leans(token, next)) lastGood = end;
    if (count >= mostWords || end >= limits.maxCharacters) return lastGood > 0 ? lastGood : count >= mostWords + 3 || end >= limits.maxCharacters ? end : 0;
  }
  return text.length > limits.maxCharacters ? lastGood || limits.maxCharacters : 0;
}

function endsSentence(soFar: string, token: string): boolean {
  if (!/[.!?…]["')\]*_]*$/.test(token)) return false;
  return !abbreviation.test(soFar) && !/^\(?\d+\.$/.test(token);
}

function leans(token: string, next: string): boolean {
  const bare = token.toLowerCase().replace(/[^\p{L}\p{N}']/gu, "");
  return leaning.has(bare) || months.has(bare) || /\d/.test(token) || /^[\d$€£%+(]/.test(next) || /^[&/-]$/.test(next);
}

function joinsNumbers(token: string, next: string): boolean {
  return /\d,$/.test(token) && /^\d/.test(next);
}
