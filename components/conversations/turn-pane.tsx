"use client";
import { clsx } from "clsx";
import { Waterfall } from "@/components/voice/waterfall";
import { latencyWords } from "./moments";
import { overlapWords, type TurnFigures } from "./turn-figures";

export function TurnPane({ figure }: { figure: TurnFigures | null }) {
  if (!figure) return <section aria-labelledby="h-wf"><h2 className="head" id="h-wf">Timings</h2><p className="soft mt-2">No reply was measured in this call.</p></section>;
  const { trace, number, totalMs } = figure;
  const overlap = overlapWords(trace);
  const { transcriber, model, speaker } = trace.providers;
  const made = [transcriber && `Heard by ${transcriber}`, model && `answered by ${model}`, speaker && `spoken by ${speaker}`].filter(Boolean).join(", ");
  return (
    <section aria-labelledby="h-wf">
      <div className="pane-head"><h2 className="head" id="h-wf">Turn <span className="num">{number}</span>, {trace.mouthToEarMs === null ? "to the first sound sent" : "mouth to ear"}</h2>{totalMs === null ? null : <span className="total">{latencyWords(totalMs)}</span>}</div>
      <Waterfall trace={trace} name={`turn ${number}`} legend />
      {overlap && overlap.savedMs > 0 ? <p className="say">One after another these stages take <span className="num">{overlap.serialMs}</span> ms; <span className="num">{overlap.savedMs}</span> ms ran side by side{overlap.discarded === 0 ? ", and nothing had to be thrown away" : ""}.</p> : null}
      {made ? <p className="hint mt-2">{made}.</p> : null}
    </section>
  );
}

export function TurnTable({ figures, chosenId, onChoose }: { figures: readonly TurnFigures[]; chosenId: string | null; onChoose(turnId: string): void }) {
  if (figures.length === 0) return null;
  const most = Math.max(1, ...figures.map(({ totalMs }) => totalMs ?? 0));
  return (
    <section aria-labelledby="h-all">
      <h2 className="head mb-2" id="h-all">All turns</h2>
      <table className="table turns">
        <thead><tr><th scope="col">Turn</th><th scope="col" className="w-full">Endpoint, then reply</th><th scope="col" className="r">ms</th></tr></thead>
        <tbody>
          {figures.map(({ turn, number, endpointMs, totalMs, note }) => (
            <tr key={turn.id} className={clsx(turn.id === chosenId && "chosen")}>
              <th scope="row" className="num"><button type="button" className="turn-link" aria-pressed={turn.id === chosenId} aria-label={`${number}, show its waterfall`} onClick={() => onChoose(turn.id)}>{number}</button></th>
              <td>{totalMs === null ? <span className="hint">nothing said</span> : <span className="mini" aria-hidden="true"><i style={{ width: `${(Math.min(endpointMs, totalMs) / most) * 100}%` }} /><i style={{ width: `${(Math.max(0, totalMs - endpointMs) / most) * 100}%` }} /></span>}{note ? <span className="hint">{note}</span> : null}</td>
              <td className="r num">{totalMs === null ? "–" : Math.round(totalMs)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="hint mt-2">Until the first sound left the caller’s loudspeaker, where the browser reported it; else, as in the median above, until it was sent.</p>
    </section>
  );
}
