import type { StageName, TurnTrace } from "@/lib/voice/trace";

export interface WaterfallBar { fromMs: number; toMs: number; speculative: boolean }
export interface WaterfallRow { name: StageName; label: string; tone: "listening" | "thinking" | "speaking"; bars: WaterfallBar[]; durationMs: number; speculative: boolean }
export interface WaterfallPlan {
  rows: WaterfallRow[];
  /** The axis: from here (0, or earlier where work began before the caller's last sound) … */
  startMs: number;
  /** … over so many milliseconds. */
  spanMs: number;
  ticks: number[];
  /** When it was decided that the caller had finished; null where nothing had to be decided. */
  endpointMs: number | null;
}

const stages: readonly { name: StageName; label: string; tone: WaterfallRow["tone"] }[] = [
  { name: "endpoint", label: "Endpoint", tone: "listening" }, { name: "transcription", label: "Transcription", tone: "thinking" }, { name: "first_token", label: "First token", tone: "thinking" },
  { name: "first_clause", label: "First clause", tone: "thinking" }, { name: "first_audio", label: "First audio", tone: "speaking" }, { name: "release", label: "Release", tone: "speaking" },
];

/** What the waterfall draws of a turn. A speculative stage that outlasts the endpoint is counted from there on. */
export function planWaterfall(trace: TurnTrace): WaterfallPlan {
  const endpointMs = trace.stages.find((stage) => stage.name === "endpoint")?.endMs ?? null;
  const rows = stages.flatMap(({ name, label, tone }): WaterfallRow[] => {
    const found = trace.stages.filter((stage) => stage.name === name);
    if (found.length === 0) return [];
    const bars = found.flatMap((stage) => split(stage.startMs, stage.endMs, stage.speculative, endpointMs));
    return [{ name, label, tone, bars, durationMs: found.reduce((sum, stage) => sum + stage.endMs - stage.startMs, 0), speculative: bars.some((bar) => bar.speculative) }];
  });
  const instants = rows.flatMap((row) => row.bars.flatMap((bar) => [bar.fromMs, bar.toMs]));
  const step = tickStep(Math.max(1, ...instants, trace.firstAudioMs ?? 0) - Math.min(0, ...instants));
  const startMs = Math.floor(Math.min(0, ...instants) / step) * step;
  const endMs = Math.max(1, ...instants, trace.firstAudioMs ?? 0) * 1.04;
  const ticks: number[] = [];
  for (let at = startMs; at <= endMs - step * 0.05; at += step) ticks.push(at);
  return { rows, startMs, spanMs: endMs - startMs, ticks, endpointMs };
}

function split(fromMs: number, toMs: number, speculative: boolean, endpointMs: number | null): WaterfallBar[] {
  if (!speculative || endpointMs === null || toMs <= endpointMs || fromMs >= endpointMs) return [{ fromMs, toMs, speculative: speculative && (endpointMs === null || fromMs < endpointMs) }];
  return [{ fromMs, toMs: endpointMs, speculative: true }, { fromMs: endpointMs, toMs, speculative: false }];
}

/** Two to five figures on the axis: 1, 2 or 5 times a power of ten. */
function tickStep(spanMs: number): number {
  const rough = spanMs / 3.2;
  const power = 10 ** Math.floor(Math.log10(rough));
  return ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
}
