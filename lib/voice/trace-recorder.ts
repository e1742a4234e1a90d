/** One turn's instants made into its trace: stages that follow each other without a gap, so that what is counted adds up to what was waited. */
import type { ReplyMarks } from "./reply-items";
import type { Fallback } from "./session";
import type { StageName, TraceStage, TurnTrace } from "./trace";

export interface TurnTiming {
  turnId: string;
  source: TurnTrace["source"];
  /** The zero of the trace, on the call's clock. */
  originMs: number;
  /** When the endpoint was decided; null where there was none to decide. */
  endpointAtMs: number | null;
  endpointReason: string;
  transcription: { startedAtMs: number; endedAtMs: number } | null;
  transcriber: string;
  discarded: number;
  discardedWorkMs: number;
}

export function typedTiming(turnId: string, source: TurnTrace["source"], nowMs: number): TurnTiming {
  return { turnId, source, originMs: nowMs, endpointAtMs: null, endpointReason: "committed", transcription: null, transcriber: "", discarded: 0, discardedWorkMs: 0 };
}

export function traceOf(timing: TurnTiming, marks: ReplyMarks, outcome: { replyId: string | null; firstSentAtMs: number | null; mouthToEarMs: number | null; interrupted: boolean; fallbacks: Fallback[] }): TurnTrace {
  const since = (atMs: number) => atMs - timing.originMs;
  const decidedMs = timing.endpointAtMs === null ? 0 : Math.max(0, since(timing.endpointAtMs));
  const sentMs = outcome.firstSentAtMs === null ? null : Math.max(decidedMs, since(outcome.firstSentAtMs));
  const limitMs = sentMs ?? Number.POSITIVE_INFINITY;
  const stages: TraceStage[] = [];
  const add = (name: StageName, startMs: number, endMs: number) => stages.push({ name, startMs: round(startMs), endMs: round(Math.max(startMs, endMs)), speculative: startMs < decidedMs });
  if (timing.endpointAtMs !== null) stages.push({ name: "endpoint", startMs: 0, endMs: round(decidedMs), speculative: false });
  const beginsMs = timing.transcription ? since(timing.transcription.startedAtMs) : since(marks.startedAtMs);
  let cursorMs = Math.min(beginsMs, decidedMs);
  const step = (name: StageName, atMs: number | null) => {
    if (atMs === null) return;
    const endMs = Math.min(limitMs, Math.max(cursorMs, since(atMs)));
    add(name, cursorMs, endMs);
    cursorMs = endMs;
  };
  step("transcription", timing.transcription?.endedAtMs ?? null);
  step("first_token", marks.firstTokenAtMs);
  step("first_clause", marks.firstClauseAtMs);
  step("first_audio", marks.firstAudioAtMs);
  if (sentMs !== null) stages.push({ name: "release", startMs: round(Math.max(cursorMs, decidedMs)), endMs: round(sentMs), speculative: false });
  return {
    turnId: timing.turnId, replyId: outcome.replyId, source: timing.source, stages,
    firstAudioMs: sentMs === null ? null : round(sentMs), mouthToEarMs: outcome.mouthToEarMs === null ? null : round(outcome.mouthToEarMs),
    discarded: timing.discarded, discardedWorkMs: round(timing.discardedWorkMs), endpointReason: timing.endpointReason,
    providers: { transcriber: timing.transcriber, model: marks.model, speaker: marks.speaker }, fallbacks: outcome.fallbacks, interrupted: outcome.interrupted,
  };
}

/** The waited-for part of each stage: the endpoint whole, of the rest what lies behind it. Adds up to `firstAudioMs`. */
export function countedStages(trace: Pick<TurnTrace, "stages">): { name: StageName; countedMs: number }[] {
  const decidedMs = trace.stages.find((stage) => stage.name === "endpoint")?.endMs ?? 0;
  return trace.stages.map((stage) => ({ name: stage.name, countedMs: stage.name === "endpoint" ? stage.endMs : Math.max(0, stage.endMs - Math.max(stage.startMs, decidedMs)) }));
}

const round = (value: number) => Math.round(value * 10) / 10;
