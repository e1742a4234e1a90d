/** What happened in a call between two of its states, as events. Pure. */
import type { CallSnapshot } from "@/lib/client/call-controller";
import type { CallPhase, CallTurn } from "@/lib/client/call-state";
import { faultWords } from "@/lib/client/microphone-fault";

export interface Transcript { id: string; role: CallTurn["role"]; text: string; /** No more of it is to come. */ final: boolean }
/** Cause and cure may be shown as they are. */
export interface CallError { of: "call" | "microphone"; title: string; cure: string }

export interface CallEvents {
  state: CallPhase;
  /** Whenever more of what somebody says is known. */
  transcript: Transcript;
  /** A turn that is over; once more where it then turns out that less of it was heard (`heardText`, `outcome: "interrupted"`). */
  turn: CallTurn;
  /** The call could not begin or was lost, or there is no microphone. */
  error: CallError;
  notice: CallSnapshot["call"]["notices"][number];
  end: { conversationId: string | null; reason: string | null };
}
export type CallEvent = { [Type in keyof CallEvents]: { type: Type; value: CallEvents[Type] } }[keyof CallEvents];

const isOver = (turn: CallTurn): boolean => !turn.partial && turn.outcome !== "live";

export function eventsBetween(before: CallSnapshot, after: CallSnapshot): CallEvent[] {
  const events: CallEvent[] = [];
  const known = new Map(before.call.turns.map((turn) => [turn.id, turn]));
  for (const turn of after.call.turns) {
    const was = known.get(turn.id);
    if (was === turn) continue;
    if (turn.text !== "" && (turn.text !== was?.text || turn.partial !== was.partial)) events.push({ type: "transcript", value: { id: turn.id, role: turn.role, text: turn.text, final: !turn.partial } });
    if (isOver(turn) && (!was || !isOver(was) || turn.outcome !== was.outcome || turn.heardText !== was.heardText)) events.push({ type: "turn", value: turn });
  }
  for (const notice of after.call.notices) if (!before.call.notices.includes(notice)) events.push({ type: "notice", value: notice });
  if (after.microphone.fault && after.microphone.fault !== before.microphone.fault) events.push({ type: "error", value: { of: "microphone", ...faultWords[after.microphone.fault] } });
  if (after.call.failure && after.call.failure !== before.call.failure) events.push({ type: "error", value: { of: "call", ...after.call.failure } });
  if (after.call.phase !== before.call.phase) {
    events.push({ type: "state", value: after.call.phase });
    if (after.call.phase === "ended" || after.call.failure) events.push({ type: "end", value: { conversationId: after.call.conversationId, reason: after.call.endReason } });
  }
  return events;
}
