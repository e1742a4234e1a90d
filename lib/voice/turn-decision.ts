/** Whether the caller has finished: one pure function of sound, words, length and silence, so that it can be measured on a curve. */
import type { TurnPolicy } from "./turn-policy";
import { endsInComma, readsAsQuestion, readsUnfinished, type AskedFor } from "./unfinished";

export interface TurnFacts {
  /** Probability that the sound is that of a finished turn; null where nobody judged it (yet). */
  soundProbability: number | null;
  /** Words so far; null while they are being transcribed. */
  text: string | null;
  silenceMs: number;
  voicedMs: number;
  /** What the agent's last question asked for, where its answer comes in pieces. */
  agentAskedFor: AskedFor;
  policy: Pick<TurnPolicy, "endpointing" | "patience" | "silenceMs" | "maxHoldMs">;
  /** True where a turn detector will still give its opinion. */
  soundExpected: boolean;
}

export interface TurnDecision {
  answer: boolean;
  /** Silence at which these same facts are answered. */
  neededMs: number;
  reason: "complete" | "held: sounded unfinished" | "held: reads unfinished" | "held: more was asked for" | "held: nothing heard yet" | "silence";
}

/** Of the way from `silenceMs` to `maxHoldMs`: how far each doubt holds the answer back, and a factor on the silence itself. */
const patienceTable = {
  eager: { silence: 0.8, sound: 0.2, comma: 0.3, words: 0.55, pieces: 0.6, unheard: 0.5 },
  normal: { silence: 1, sound: 0.45, comma: 1, words: 1, pieces: 0.9, unheard: 1 },
  patient: { silence: 2, sound: 1, comma: 1, words: 1, pieces: 1, unheard: 1 },
} as const;

/** Above it the sound is that of an end; between the two the doubt grows. */
const soundsFinished = 0.5;
const soundsOpen = 0.1;
/** So certain that less silence will do, where the words agree. */
const soundsCertain = 0.85;
const certainShare = 0.8;
/** A comma whose pitch fell, and a whole question whose pitch stays up as questions do. */
const doubtfulCommaShare = 0.3;
const questionShare = 0.5;

export function decideTurn(facts: TurnFacts): TurnDecision {
  const { policy } = facts;
  const holdMs = Math.min(policy.maxHoldMs, 1_200);
  const decision = (neededMs: number, reason: TurnDecision["reason"]): TurnDecision => {
    const bounded = Math.min(neededMs, Math.max(holdMs, policy.endpointing === "silence" ? policy.silenceMs : 0));
    return { answer: facts.silenceMs >= bounded, neededMs: bounded, reason };
  };
  if (policy.endpointing === "silence") return decision(policy.silenceMs, "silence");
  const patience = patienceTable[policy.patience];
  const baseMs = Math.min(policy.silenceMs * patience.silence, holdMs);
  const between = (share: number) => baseMs + (holdMs - baseMs) * share;
  if (facts.text === null) return decision(between(patience.unheard), "held: nothing heard yet");
  if (facts.text.trim() === "") return decision(baseMs, "complete");
  if (readsUnfinished(facts.text)) return decision(between(patience.words), "held: reads unfinished");
  if (comesInPieces(facts.text, facts.agentAskedFor)) return decision(between(patience.pieces), "held: more was asked for");
  if (facts.soundProbability === null) return decision(facts.soundExpected ? between(patience.sound * 0.5) : endsInComma(facts.text) ? between(patience.comma) : baseMs, "complete");
  const comma = endsInComma(facts.text);
  if (facts.soundProbability >= soundsFinished) {
    const isCertain = facts.soundProbability >= soundsCertain;
    if (comma) return decision(isCertain ? baseMs : between(patience.comma * doubtfulCommaShare), "held: reads unfinished");
    return decision(baseMs * (isCertain ? certainShare : 1), "complete");
  }
  if (comma) return decision(between(patience.comma), "held: reads unfinished");
  const doubt = Math.min(1, (soundsFinished - facts.soundProbability) / (soundsFinished - soundsOpen));
  const share = patience.sound * (0.5 + doubt / 2) * (readsAsQuestion(facts.text) ? questionShare : 1);
  return decision(between(share), "held: sounded unfinished");
}

/** A number dictated in groups, or a name said first name first. */
function comesInPieces(text: string, askedFor: AskedFor): boolean {
  const words = text.toLowerCase().replace(/[^\p{L}\p{N}\s]/gu, " ").trim().split(/\s+/);
  if (askedFor === "number") {
    const digits = text.match(/\d/g)?.length ?? 0;
    return digits > 0 ? digits < 10 : words.filter((word) => spokenDigits.has(word)).length >= Math.max(2, words.length / 2);
  }
  if (askedFor === "name") return words.length <= 2;
  return false;
}

const spokenDigits = new Set(["zero", "oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "double", "triple"]);
