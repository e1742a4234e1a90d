/** What a call says about itself, for every panel that shows one: this product's and the one on other sites. No markup. */
import type { CallPhase, CallTurn } from "@/lib/client/call-state";
import { wordTimes, type Word } from "@/lib/client/word-times";
import type { FigureState } from "./figure-geometry";

export const figureOf: Record<CallPhase, FigureState> = { idle: "idle", connecting: "thinking", listening: "listening", thinking: "thinking", speaking: "speaking", error: "error", reconnecting: "thinking", ended: "idle" };
export const wordOf: Record<CallPhase, string> = { idle: "Ready", connecting: "Connecting", listening: "Listening", thinking: "Thinking", speaking: "Speaking", error: "Error", reconnecting: "Reconnecting", ended: "Ended" };

export const noticeWords = {
  echo: { title: "The microphone hears the agent", cure: "What it said came back and was not taken for you. Headphones help most; a quieter loudspeaker or another microphone too." },
  fallback: { title: "Another provider has taken over", cure: "One did not answer; the call goes on with the next." },
  "recording-failed": { title: "This call is not being recorded", cure: "The recording could not be kept. The call goes on." },
  "recording-off": { title: "This call is not being recorded", cure: "Whoever runs this agent keeps no sound. The call goes on." },
  "microphone-lost": { title: "The microphone has gone", cure: "Connect it again, or choose another in the microphone menu. You can type meanwhile." },
  handover: { title: "Your message has been kept for a person", cure: "" },
} as const;

/** One to five. */
export const ratingWords = ["Bad", "Poor", "Fair", "Good", "Excellent"] as const;

export function endWords(reason: string | null): string {
  switch (reason) {
    case "agent": return "The agent has ended the call.";
    case "idle": return "The call ended because nobody spoke for a while.";
    case "max-duration": return "The call has reached its longest duration.";
    case "revoked": return "The call ended because your access did. Sign in again to call.";
    case "failed": return "The call broke off on the server. What was said so far is below.";
    default: return "The call has ended.";
  }
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

/** The last sentence, or its last twenty words. A point inside a figure ends nothing. */
export function lastWords(text: string): string {
  const sentence = text.trim().split(/(?<=[.!?…]["”’)]?)\s+/).at(-1) ?? text;
  return sentence.trim().split(/\s+/).slice(-20).join(" ");
}
