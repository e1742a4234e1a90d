import type { CallState } from "@/lib/client/call-state";

/** What the socket said, the newest first; types only, the words are in the transcript. */
export function CallEvents({ call }: { call: CallState }) {
  if (call.events.length === 0) return <div className="call-scroll"><p className="soft py-4">The events of the socket are listed here as they come.</p></div>;
  return (
    <div className="call-scroll" tabIndex={0}>
      <dl className="ev num">
        {call.events.toReversed().map((event, index) => <div key={call.events.length - index} className="contents"><dt className="faint">{stamp(event.atMs)}</dt><dd>{event.type}{event.detail ? <span className="faint"> {event.detail}</span> : null}</dd></div>)}
      </dl>
    </div>
  );
}

const stamp = (ms: number): string => `${String(Math.floor(ms / 60_000)).padStart(2, "0")}:${(ms / 1_000 % 60).toFixed(3).padStart(6, "0")}`;
