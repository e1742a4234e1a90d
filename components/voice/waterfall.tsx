import { clsx } from "clsx";
import type { CSSProperties } from "react";
import type { TurnTrace } from "@/lib/voice/trace";
import { planWaterfall } from "./waterfall-rows";

export interface WaterfallProps {
  trace: TurnTrace;
  /** "turn 6"; said to screen readers. */
  name: string;
  className?: string;
  /** Shows what the marks mean, and what else is known of the turn. */
  legend?: boolean;
}

const variables = (values: Record<`--${string}`, number>): CSSProperties => ({ ...values });
const toneClass = { listening: "l", thinking: "t", speaking: "s" } as const;

/** Where the time of one turn went, from the caller's last sound to the first of the answer. A real table; the bar is in the cell. */
export function Waterfall({ trace, name, className, legend }: WaterfallProps) {
  const plan = planWaterfall(trace);
  if (plan.rows.length === 0) return <p className="small soft">Nothing was measured in this turn.</p>;
  const at = (ms: number) => ms - plan.startMs;
  return (
    <div className={className}>
      <table className={clsx("wf", plan.endpointMs === null && "wf--free")} style={variables({ "--max": plan.spanMs, "--endpoint": at(plan.endpointMs ?? 0), "--tick": plan.ticks[1] === undefined ? plan.spanMs : plan.ticks[1] - (plan.ticks[0] ?? 0) })}>
        <caption className="sr">Waterfall of {name}, milliseconds after {trace.source === "speech" ? "the caller stopped speaking" : "the turn began"}</caption>
        <thead><tr>
          <th><span className="sr">Stage</span></th>
          <th><span className="sr">From and to</span><span className="axis" aria-hidden="true">{plan.ticks.map((tick) => <span key={tick} style={variables({ "--a": at(tick) })}>{tick}</span>)}</span></th>
          <th className="wf-unit">ms</th>
        </tr></thead>
        <tbody>
          {plan.rows.map((row) => (
            <tr key={row.name} className={toneClass[row.tone]}>
              <th scope="row">{row.label}</th>
              <td><div className="track">{row.bars.map((bar) => <i key={bar.fromMs} className={bar.speculative ? "spec" : undefined} style={variables({ "--a": at(bar.fromMs), "--b": at(bar.toMs) })} />)}</div></td>
              <td className="num">{Math.round(row.durationMs)}{row.speculative ? <span className="sr"> (speculative)</span> : null}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {legend ? <WaterfallLegend trace={trace} hasEndpoint={plan.endpointMs !== null} /> : null}
    </div>
  );
}

const whole = (ms: number) => <span className="num">{Math.round(ms)} ms</span>;

function WaterfallLegend({ trace, hasEndpoint }: { trace: TurnTrace; hasEndpoint: boolean }) {
  const facts = [
    trace.mouthToEarMs === null ? null : <>Mouth to ear {whole(trace.mouthToEarMs)}</>,
    trace.discarded === 0 ? null : <>{trace.discarded === 1 ? "One draft" : `${trace.discarded} drafts`} thrown away, {whole(trace.discardedWorkMs)} of work</>,
    trace.endpointReason && trace.endpointReason !== "complete" ? <>Endpoint: {trace.endpointReason}</> : null,
    ...trace.fallbacks.map((fallback) => <>{fallback.from} failed ({fallback.fault}), {fallback.to} answered</>),
  ].filter((fact) => fact !== null);
  return (
    <>
      <div className="legend mt-2"><span><i />Counted</span><span><i className="spec" />Speculative</span>{hasEndpoint ? <span><i className="line" />Endpoint decided</span> : null}</div>
      {facts.length > 0 ? <ul className="small soft mt-2">{facts.map((fact, index) => <li key={index}>{fact}</li>)}</ul> : null}
    </>
  );
}
