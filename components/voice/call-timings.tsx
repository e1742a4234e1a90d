import type { CallState } from "@/lib/client/call-state";
import { turnName } from "./call-transcript";
import { Waterfall } from "./waterfall";

/** The waterfall of every answer, the newest first. */
export function CallTimings({ call }: { call: CallState }) {
  const traced = call.turns.filter((turn) => turn.trace !== null).reverse();
  return (
    <div className="call-scroll">
      {traced.length === 0 ? <p className="soft py-4">After the first answer, this shows where its time went: from your last sound to the first of the reply.</p> : null}
      {traced.map((turn, index) => (turn.trace ? (
        <section key={turn.id} className="py-3">
          <h3 className="small soft mb-2">{capital(turnName(call.turns, turn))}{turn.trace.firstAudioMs === null ? "" : <>, <span className="num">{Math.round(turn.trace.firstAudioMs)} ms</span> to the first sound</>}</h3>
          <Waterfall trace={turn.trace} name={turnName(call.turns, turn)} legend={index === 0} />
        </section>
      ) : null))}
    </div>
  );
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
