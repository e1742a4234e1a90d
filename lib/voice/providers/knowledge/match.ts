/** Which of an agent's entries answers a question, and how sure that is: vectors, words and the kind of thing that is asked. */
import { questionsOf, type KnowledgeEntry } from "@/lib/voice/ports";
import { answeredKinds, askedKinds, askedThings, countedThings, isSpecific, termsOf, type Term } from "./words";

/** Best first. `confidence` is 0–1: the probability, by the model below, that the entry answers the question. */
export interface Match { entry: KnowledgeEntry; confidence: number }

interface Indexed { entry: KnowledgeEntry; terms: Set<string>; questions: Set<string>[]; kinds: Set<string>; counted: Set<string> }
interface Index { entries: Indexed[]; frequency: Map<string, number> }

/** Entries of one agent are the same array for a whole call. */
const indexes = new WeakMap<readonly KnowledgeEntry[], Index>();

function indexOf(entries: readonly KnowledgeEntry[]): Index {
  const held = indexes.get(entries);
  if (held) return held;
  const frequency = new Map<string, number>();
  const indexed = entries.map((entry) => {
    const terms = new Set(termsOf(`${entry.question ?? ""} ${entry.answer}`).flat());
    for (const term of terms) frequency.set(term, (frequency.get(term) ?? 0) + 1);
    return { entry, terms, questions: questionsOf(entry.question).map((question) => new Set(termsOf(question).flat())), kinds: answeredKinds(entry.question ?? "", entry.answer), counted: countedThings(entry.question ?? "", entry.answer) };
  });
  const index = { entries: indexed, frequency };
  indexes.set(entries, index);
  return index;
}

/** In the order of `weights`. */
export type Features = readonly number[];
export interface Candidate { entry: KnowledgeEntry; features: Features; /** Asks for something that no part of the entry tells, such as a weight or a person. */ offKind: boolean }

const shortlist = 8;
/** What a word without a thing of its own counts, next to one that has one. */
const genericShare = 0.25;
/** Kinds that a wrong entry tells nothing of; the others are often left unsaid in an answer that serves. */
const strictKinds = /^(measure-|person|kind|amount|price|duration|count)/;

/** The entries worth a look, with what speaks for each. `vector` is null where there is no embedder. */
export function candidatesFor(question: string, vector: Float32Array | null, entries: readonly KnowledgeEntry[]): Candidate[] {
  const { entries: indexed, frequency } = indexOf(entries);
  const terms = termsOf(question);
  const asked = askedKinds(question);
  const { counted } = askedThings(question);
  const rarity = terms.map((term) => (isSpecific(term) ? 1 : genericShare) * Math.min(...term.map((form) => Math.log((indexed.length + 1) / ((frequency.get(form) ?? 0) + 0.5)))));
  const specific = terms.filter(isSpecific);
  const total = rarity.reduce((sum, weight) => sum + weight, 0);
  const spoken = new Set(terms.flat());
  const rows = indexed.map((item) => {
    const { together, asAsked, answer } = similarities(item.entry.embedding, vector);
    const found = terms.reduce((sum, term, at) => sum + (shares(term, item.terms) ? rarity[at] ?? 0 : 0), 0);
    const words = total > 0 ? found / total : 0.5;
    return { item, together, asAsked, answer, words, sum: (together + asAsked) / 2 + words / 4 };
  }).sort((one, other) => other.sum - one.sum);
  return rows.slice(0, shortlist).map(({ item, together, asAsked, answer, words, sum }, place) => {
    const rival = rows.find((row, at) => at !== place && row.item.entry.answer !== item.entry.answer);
    const covered = Math.max(0, ...item.questions.map((one) => [...one].filter((form) => spoken.has(form)).length / Math.max(1, one.size)));
    // What the question names and this entry, or its questions, never do: it may ask something else about a thing the agent knows.
    const unmet = specific.filter((term) => !shares(term, item.terms)).length;
    const asksOther = specific.filter((term) => !item.questions.some((one) => shares(term, one))).length;
    const missing = [...asked].filter((kind) => !item.kinds.has(kind));
    return {
      entry: item.entry, offKind: missing.some((kind) => strictKinds.test(kind)) || counted.some((thing) => !shares(thing, item.counted)),
      features: [together, asAsked, answer, rival ? sum - rival.sum : 0.2, words, covered, missing.length, Math.min(2, asksOther), specific.length > 0 && unmet === 0 ? 1 : 0, asksOther === 0 ? asAsked : 0],
    };
  });
}

const shares = (term: Term, words: ReadonlySet<string>) => term.some((form) => words.has(form));

/** Best similarity to a question with its answer, to a question alone, and to the answer; see `embeddedTexts`. */
function similarities(embedding: Float32Array | null, vector: Float32Array | null): { together: number; asAsked: number; answer: number } {
  if (!embedding || !vector || embedding.length === 0 || embedding.length % vector.length !== 0) return { together: 0, asAsked: 0, answer: 0 };
  const count = embedding.length / vector.length;
  const all = Array.from({ length: count }, (_all, at) => dot(embedding, at * vector.length, vector));
  const answer = all.at(-1) ?? 0;
  const questions = (count - 1) / 2;
  return questions < 1 ? { together: answer, asAsked: answer, answer } : { together: Math.max(...all.slice(questions, 2 * questions)), asAsked: Math.max(...all.slice(0, questions)), answer };
}

function dot(embedding: Float32Array, start: number, vector: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < vector.length; at += 1) sum += (embedding[start + at] ?? 0) * (vector[at] ?? 0);
  return sum;
}

/**
 * Frozen by bench/knowledge/tune.ts: a logistic regression over bench/knowledge/tuning.json, the demo
 * agent and the five templates; never over questions.json, which measures it. In the order of `features`; the last is the constant.
 */
export const weights: readonly number[] = [2.194, 1.98, 0.849, 3.039, 1.233, 1.419, -0.675, -0.225, 0.289, 1.12, -6.072];
/** Below this the agent says that it does not know. Frozen with the weights. */
export const neededConfidence = 0.4;

export const probability = (features: Features, by: readonly number[] = weights): number =>
  1 / (1 + Math.exp(-features.reduce((sum, value, at) => sum + value * (by[at] ?? 0), by.at(-1) ?? 0)));

/** Without vectors only a question whose every word is found counts, and just so. */
const confidenceByWords = ([, , , , words = 0, covered = 0]: Features): number => (words >= 0.99 && covered >= 0.5 ? 0.99 : 0);

export function matchesFor(question: string, vector: Float32Array | null, entries: readonly KnowledgeEntry[]): Match[] {
  return candidatesFor(question, vector, entries)
    .map(({ entry, features, offKind }) => ({ entry, confidence: offKind ? 0 : vector && entry.embedding ? probability(features) : confidenceByWords(features) }))
    .sort((one, other) => other.confidence - one.confidence);
}
