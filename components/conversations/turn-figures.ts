import type { Turn } from "@/lib/conversations/schema";
import type { TraceStage, TurnTrace } from "@/lib/voice/trace";

/** One measured reply, as the table of turns shows it. */
export interface TurnFigures {
  turn: Turn;
  trace: TurnTrace;
  /** Counted from one, over the replies that were measured. */
  number: number;
  /** Silence until the caller was taken to have finished; 0 where nobody spoke before. */
  endpointMs: number;
  totalMs: number | null;
  /** Why this one took what it took; empty for an ordinary one. */
  note: string;
}

const stageOf = (trace: TurnTrace, name: TraceStage["name"]): TraceStage | undefined => trace.stages.find((stage) => stage.name === name);

/** Mouth to ear where the client reported playback, else until the first sound was sent. */
export const totalOf = (trace: TurnTrace): number | null => trace.mouthToEarMs ?? trace.firstAudioMs;

export function turnFigures(turns: readonly Turn[]): TurnFigures[] {
  return turns.flatMap((turn) => (turn.trace ? [{ turn, trace: turn.trace }] : []))
    .map(({ turn, trace }, index) => ({ turn, trace, number: index + 1, endpointMs: Math.max(0, stageOf(trace, "endpoint")?.endMs ?? 0), totalMs: totalOf(trace), note: noteOf(trace) }));
}

function noteOf(trace: TurnTrace): string {
  const notes = [
    trace.source === "greeting" ? "first words" : trace.source === "text" ? "typed" : trace.source === "idle" ? "asked after silence" : "",
    trace.endpointReason.startsWith("held") ? trace.endpointReason : "",
    trace.interrupted ? "interrupted" : "",
    ...trace.fallbacks.map(({ from, to, fault }) => `${from} failed (${fault}), ${to} answered`),
  ];
  return notes.filter(Boolean).join("; ");
}

/** What the waterfall saves over doing one stage after the other, in words; null where there is nothing to compare. */
export function overlapWords(trace: TurnTrace): { serialMs: number; savedMs: number; discarded: number } | null {
  const heard = trace.firstAudioMs;
  if (heard === null || trace.stages.length < 2) return null;
  const serialMs = Math.round(trace.stages.reduce((sum, stage) => sum + (stage.endMs - stage.startMs), 0));
  return { serialMs, savedMs: Math.max(0, Math.round(serialMs - heard)), discarded: trace.discarded };
}

/** The turn that is audible at `atMs` of the call. */
export function turnAt(turns: readonly Turn[], atMs: number): Turn | null {
  return turns.findLast((turn) => turn.role !== "tool" && turn.startedMs <= atMs && atMs < endOf(turn)) ?? null;
}

/** When the turn's sound ends, so far as it is known. */
export const endOf = (turn: Turn): number => turn.endedMs ?? turn.startedMs + (turn.heardMs ?? turn.audioMs ?? 0);
