import type { CallSnapshot } from "@/lib/client/call-controller";
import { TurnItem } from "./turn-item";

/** Silent for screen readers while the agent is audible, so that nobody hears two voices; polite when muted or typing. */
export function CallTranscript({ snapshot, agentName, typing }: { snapshot: CallSnapshot; agentName: string; typing: boolean }) {
  const { turns, audibleResponseId } = snapshot.call;
  const quiet = audibleResponseId === null && (snapshot.muted || typing || !snapshot.microphone.open);
  return (
    <div className="call-scroll call-scroll--pinned" tabIndex={0}>
      <div role="log" aria-live={quiet ? "polite" : "off"} aria-label="Transcript">
        {turns.length === 0 ? <p className="soft py-4">What you both say appears here, turn by turn.</p> : null}
        {turns.map((turn) => <TurnItem key={turn.id} turn={turn} agentName={agentName} name={turnName(turns, turn)} audible={turn.responseId !== null && turn.responseId === audibleResponseId} />)}
      </div>
    </div>
  );
}

type Turns = CallSnapshot["call"]["turns"];
export const turnName = (turns: Turns, turn: Turns[number]): string => `turn ${turns.filter((each) => each.role === "agent").indexOf(turn) + 1}`;
