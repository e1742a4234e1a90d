/** Figures of a conversation, from its turns alone: the same turns give the same figures, and no model is asked. */
import { z } from "zod";
import type { Turn } from "./schema";

const spread = z.object({ count: z.number().int(), p50: z.number().int().nullable(), p95: z.number().int().nullable(), max: z.number().int().nullable() });
export const conversationAnalysis = z.object({
  durationMs: z.number().int().nullable(), callerTalkMs: z.number().int().describe("Of voice."), agentTalkMs: z.number().int().describe("As far as it was heard."),
  callerTalkShare: z.number().nullable().describe("Of both; null where neither spoke."), turns: z.object({ caller: z.number().int(), agent: z.number().int(), tool: z.number().int() }),
  interruptions: z.number().int(), firstAudioMs: spread.describe("From the caller's last word to the first sound of the answer."), mouthToEarMs: spread.describe("The same, as measured where the caller hears it."),
  faults: z.array(z.object({ fault: z.string(), count: z.number().int() })).describe("The most frequent first."), failedTools: z.number().int(), rating: z.number().int().nullable(),
});
export type ConversationAnalysis = z.infer<typeof conversationAnalysis>;

export type AnalyzedTurn = Pick<Turn, "role" | "audioMs" | "heardMs" | "outcome" | "fault" | "trace" | "tool">;
export interface AnalyzedCall { startedAt: string; endedAt: string | null; rating: number | null }

export function analyze(call: AnalyzedCall, turns: readonly AnalyzedTurn[]): ConversationAnalysis {
  const of = (role: Turn["role"]) => turns.filter((turn) => turn.role === role);
  const callerTalkMs = sum(of("caller").map(({ audioMs }) => audioMs ?? 0));
  const agentTalkMs = sum(of("agent").map(({ heardMs, audioMs }) => heardMs ?? audioMs ?? 0));
  const talkMs = callerTalkMs + agentTalkMs;
  const answers = turns.flatMap(({ trace }) => (trace && (trace.source === "speech" || trace.source === "text") ? [trace] : []));
  return {
    durationMs: call.endedAt === null ? null : Math.max(0, Date.parse(call.endedAt) - Date.parse(call.startedAt)), callerTalkMs, agentTalkMs,
    callerTalkShare: talkMs === 0 ? null : Math.round(1_000 * callerTalkMs / talkMs) / 1_000,
    turns: { caller: of("caller").length, agent: of("agent").length, tool: of("tool").length },
    interruptions: of("agent").filter(({ outcome }) => outcome === "interrupted").length,
    firstAudioMs: spreadOf(answers.map(({ firstAudioMs }) => firstAudioMs)), mouthToEarMs: spreadOf(answers.map(({ mouthToEarMs }) => mouthToEarMs)),
    faults: counted(turns.flatMap(({ fault }) => (fault === null ? [] : [fault]))), failedTools: turns.filter(({ tool }) => tool?.failed).length, rating: call.rating,
  };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function spreadOf(values: readonly (number | null)[]): z.infer<typeof spread> {
  const sorted = values.filter((value) => value !== null).sort((left, right) => left - right);
  return { count: sorted.length, p50: percentile(sorted, 0.5), p95: percentile(sorted, 0.95), max: percentile(sorted, 1) };
}

/** Between its two neighbours, as `percentile_cont` of Postgres has it. */
function percentile(sorted: readonly number[], share: number): number | null {
  const at = share * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return below === undefined || above === undefined ? null : Math.round(below + (above - below) * (at - Math.floor(at)));
}

function counted(faults: readonly string[]): { fault: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const fault of faults) counts.set(fault, (counts.get(fault) ?? 0) + 1);
  return [...counts].map(([fault, count]) => ({ fault, count })).sort((left, right) => right.count - left.count || left.fault.localeCompare(right.fault));
}
