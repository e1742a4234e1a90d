import { cleanLine } from "@/lib/platform/text";
import { maxAnswerCharacters } from "./schema";

/** Three sentences are what a listener keeps in mind. */
const maxSentences = 3;
/** After these a full stop ends no sentence. */
const abbreviation = /(?:\b(?:Mr|Mrs|Ms|Dr|St|Prof|No|Nr|approx|incl|excl|e\.g|i\.e|vs|etc|a\.m|p\.m|min|max|tel|ext|Ltd|Inc|Co)|\b[A-Z])\.$/i;

const segmenter = new Intl.Segmenter("en", { granularity: "sentence" });

export function sentencesOf(text: string): string[] {
  const sentences: string[] = [];
  for (const { segment } of segmenter.segment(cleanLine(text))) {
    const last = sentences.at(-1);
    if (last !== undefined && abbreviation.test(last)) sentences[sentences.length - 1] = `${last} ${segment.trim()}`;
    else if (segment.trim()) sentences.push(segment.trim());
  }
  return sentences;
}

/** The text in answers of 1–3 sentences and at most 300 characters, nothing lost. */
export function speakable(text: string): string[] {
  const answers: string[] = [];
  let open: string[] = [];
  const close = () => { if (open.length > 0) answers.push(open.join(" ")); open = []; };
  for (const sentence of sentencesOf(text).flatMap(shortened)) {
    if (open.length >= maxSentences || [...open, sentence].join(" ").length > maxAnswerCharacters) close();
    open.push(sentence);
  }
  close();
  return answers.filter((answer) => /[\p{L}\p{N}]/u.test(answer));
}

/** A sentence that is too long is cut after a semicolon, else a comma, else a word, else anywhere. */
function shortened(sentence: string): string[] {
  const pieces: string[] = [];
  let rest = sentence;
  while (rest.length > maxAnswerCharacters) {
    const head = rest.slice(0, maxAnswerCharacters);
    const at = [/[;:](?=\s)(?!.*[;:]\s)/, /,(?=\s)(?!.*,\s)/, /\s(?!.*\s)/].map((where) => head.search(where)).find((index) => index > 80);
    // Never between the two halves of one character.
    const end = at === undefined ? maxAnswerCharacters - (/[\uD800-\uDBFF]$/.test(head) ? 1 : 0) : at + 1;
    pieces.push(rest.slice(0, end).trim());
    rest = rest.slice(end).trim();
  }
  return rest ? [...pieces, rest] : pieces;
}
