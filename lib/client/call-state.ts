import type { ServerEvent } from "@/lib/conversations/realtime/server-events";
import type { TurnTrace } from "@/lib/voice/trace";
import type { ConnectionStatus } from "./realtime-socket";
import type { Clause } from "./word-times";

export type CallPhase = "idle" | "connecting" | "listening" | "thinking" | "speaking" | "error" | "reconnecting" | "ended";
export type Notice = "echo" | "fallback" | "idle" | "recording-failed" | "recording-off" | "microphone-lost" | "handover";

export interface CallTurn {
  /** The item's id on the wire; of a tool its call id. */
  id: string;
  role: "caller" | "agent" | "tool";
  /** Milliseconds from the start of the call. */
  atMs: number;
  text: string;
  /** More of it is to come. */
  partial: boolean;
  responseId: string | null;
  kind: Extract<ServerEvent, { type: "x.reply" }>["kind"] | null;
  clauses: Clause[];
  wordStartsMs: number[] | null;
  audioMs: number;
  playedMs: number;
  /** Set where less was heard than was said. */
  heardText: string | null;
  outcome: "live" | "complete" | "interrupted" | "failed";
  trace: TurnTrace | null;
  tool: { name: string; arguments: string; output: string | null; failed: boolean } | null;
}

export interface CallFailure { title: string; cure: string }
export interface LoggedEvent { atMs: number; type: string; detail: string }

export interface CallState {
  phase: CallPhase;
  agentName: string | null;
  conversationId: string | null;
  startedAtMs: number | null;
  endReason: string | null;
  failure: CallFailure | null;
  turns: CallTurn[];
  /** The reply whose sound is coming out, if any. */
  audibleResponseId: string | null;
  /** The caller is being heard. */
  hearing: boolean;
  awaitingReply: boolean;
  recording: { audio: boolean; text: boolean; active: boolean; id: string | null };
  notices: { kind: Notice; detail: string }[];
  /** On the page's clock; null while no hang-up is near. */
  idleEndsAtMs: number | null;
  events: LoggedEvent[];
}

export type CallAction =
  | { type: "status"; status: ConnectionStatus; nowMs: number; failure?: CallFailure | null }
  | { type: "event"; event: ServerEvent; nowMs: number }
  | { type: "typed"; id: string; text: string; nowMs: number }
  | { type: "played"; responseId: string; playedMs: number; over: boolean }
  | { type: "notice"; kind: Notice; detail?: string }
  | { type: "dismiss"; kind: Notice };

export const initialCallState: CallState = {
  phase: "idle", agentName: null, conversationId: null, startedAtMs: null, endReason: null, failure: null, turns: [], audibleResponseId: null, hearing: false, awaitingReply: false,
  recording: { audio: false, text: false, active: false, id: null }, notices: [], idleEndsAtMs: null, events: [],
};

const mostEvents = 400;
const silent = new Set(["response.output_audio.delta", "response.output_audio_transcript.delta", "response.output_text.delta", "response.content_part.added", "response.content_part.done"]);

/** Everything that the panel shows, from what happened. Pure. */
export function callReducer(state: CallState, action: CallAction): CallState {
  return withPhase(step(state, action));
}

function step(state: CallState, action: CallAction): CallState {
  switch (action.type) {
    case "status": return statusChanged(state, action);
    case "event": return onEvent(logged(state, action), action.event, action.nowMs);
    case "typed": return { ...addTurn(state, blankTurn(action.id, "caller", since(state, action.nowMs), action.text)), awaitingReply: true, idleEndsAtMs: null, notices: without(state, "idle") };
    case "played": return played(state, action);
    case "notice": return withNotice(state, action.kind, action.detail ?? "");
    case "dismiss": return { ...state, notices: state.notices.filter((notice) => notice.kind !== action.kind) };
  }
}

function statusChanged(state: CallState, { status, nowMs, failure }: Extract<CallAction, { type: "status" }>): CallState {
  if (status === "connecting") return { ...initialCallState, phase: "connecting" };
  if (status === "open") return { ...state, phase: "listening", startedAtMs: state.startedAtMs ?? nowMs };
  if (status === "reconnecting") return { ...state, phase: "reconnecting", hearing: false, awaitingReply: false };
  return { ...state, phase: failure ? "error" : "ended", failure: failure ?? null, hearing: false, awaitingReply: false, audibleResponseId: null, idleEndsAtMs: null, turns: state.turns.map(settled) };
}

/** Follows the facts while the line is open. */
function withPhase(state: CallState): CallState {
  if (state.phase === "idle" || state.phase === "connecting" || state.phase === "reconnecting" || state.phase === "ended" || (state.phase === "error" && state.failure)) return state;
  const audible = state.turns.find((turn) => turn.role === "agent" && turn.responseId === state.audibleResponseId);
  const phase: CallPhase = audible ? (audible.kind === "error" ? "error" : "speaking") : state.hearing ? "listening" : state.awaitingReply ? "thinking" : "listening";
  return phase === state.phase ? state : { ...state, phase };
}

function played(state: CallState, { responseId, playedMs, over }: Extract<CallAction, { type: "played" }>): CallState {
  const changed = changeReply(state, responseId, (turn) => ({ ...turn, playedMs: Math.max(playedMs, 0) }));
  if (over) return { ...changed, audibleResponseId: state.audibleResponseId === responseId ? null : state.audibleResponseId };
  return { ...changed, audibleResponseId: responseId, awaitingReply: false };
}

function onEvent(state: CallState, event: ServerEvent, nowMs: number): CallState {
  switch (event.type) {
    case "x.session": return { ...state, agentName: event.agent.name, conversationId: event.conversation_id };
    case "x.consent": {
      const recording = { audio: event.audio, text: event.text, active: event.recording, id: event.recording_id };
      return event.fault ? withNotice({ ...state, recording }, event.fault === "recording_off" ? "recording-off" : "recording-failed", event.fault) : { ...state, recording };
    }
    case "input_audio_buffer.speech_started": return { ...state, hearing: true, idleEndsAtMs: null, notices: without(state, "idle") };
    case "input_audio_buffer.speech_stopped": return { ...state, hearing: false, awaitingReply: true };
    case "x.speech.dismissed": return dismissed(state, event);
    case "conversation.item.added": return itemAdded(state, event.item, nowMs);
    case "conversation.item.input_audio_transcription.delta": return changeTurn(state, event.item_id, (turn) => ({ ...turn, text: turn.text + event.delta }));
    case "conversation.item.input_audio_transcription.completed": return changeTurn(state, event.item_id, (turn) => ({ ...turn, text: event.transcript.trim(), partial: false }));
    case "conversation.item.input_audio_transcription.failed": return changeTurn(state, event.item_id, (turn) => ({ ...turn, partial: false, outcome: "failed" }));
    case "x.reply": return addTurn({ ...state, awaitingReply: true }, { ...blankTurn(event.item_id, "agent", since(state, nowMs), ""), responseId: event.response_id, kind: event.kind, partial: true, outcome: "live" });
    case "response.output_audio_transcript.delta": case "response.output_text.delta": return changeReply(state, event.response_id, (turn) => clauseBegun(turn, event.delta));
    case "response.output_audio.delta": return changeReply(state, event.response_id, (turn) => audioCame(turn, event.delta));
    case "response.done": return replyDone(state, event.response);
    case "x.words": return changeReply(state, event.response_id, (turn) => ({ ...turn, wordStartsMs: event.word_starts_ms }));
    case "x.heard": return changeReply(state, event.response_id, (turn) => ({ ...turn, heardText: event.heard_text, playedMs: event.heard_ms, outcome: turn.outcome === "live" || event.heard_text.trim() !== turn.text.trim() ? "interrupted" : turn.outcome }));
    case "x.turn.metrics": return event.trace.replyId === null ? state : changeReply(state, event.trace.replyId, (turn) => ({ ...turn, trace: event.trace }));
    case "x.tool": return toolRan(state, event, nowMs);
    case "x.provider.fault": return event.fallback === null ? state : withNotice(state, "fallback", `${event.provider} → ${event.fallback}`);
    case "x.handover": return withNotice(state, "handover", "");
    case "x.idle.warning": return withNotice({ ...state, idleEndsAtMs: nowMs + event.ends_in_ms }, "idle", "");
    case "x.call.end": return event.reason === "shutdown" ? state : { ...state, endReason: event.reason };
    default: return state;
  }
}

function dismissed(state: CallState, event: Extract<ServerEvent, { type: "x.speech.dismissed" }>): CallState {
  const next = { ...state, hearing: false, awaitingReply: event.resumes !== null, turns: state.turns.filter((turn) => turn.id !== event.item_id || turn.text !== "") };
  return event.reason === "echo" ? withNotice(next, "echo", "") : next;
}

type WireItem = Extract<ServerEvent, { type: "conversation.item.added" }>["item"];

/** Items that were there before a reconnection come again; they are known by their id. */
function itemAdded(state: CallState, item: WireItem, nowMs: number): CallState {
  if (item.type !== "message" || state.turns.some((turn) => turn.id === item.id)) return state;
  const text = item.content.map((part) => ("text" in part ? part.text : part.transcript ?? "")).join(" ").trim();
  if (item.role === "user") return addTurn(state, { ...blankTurn(item.id, "caller", since(state, nowMs), text), partial: text === "" });
  if (item.role === "assistant" && item.status !== "in_progress") return addTurn(state, { ...blankTurn(item.id, "agent", since(state, nowMs), text), outcome: item.status === "incomplete" ? "interrupted" : "complete", heardText: item.status === "incomplete" ? text : null });
  return state;
}

function clauseBegun(turn: CallTurn, text: string): CallTurn {
  return { ...turn, text: turn.text + text, clauses: [...turn.clauses, { text, startMs: turn.audioMs, endMs: turn.audioMs }] };
}

/** 24 kHz PCM16 in base64. */
function audioCame(turn: CallTurn, delta: string): CallTurn {
  const audioMs = turn.audioMs + Math.floor((delta.length - (delta.endsWith("==") ? 2 : delta.endsWith("=") ? 1 : 0)) * 3 / 4) / 48;
  const clauses = turn.clauses.map((clause, index) => (index === turn.clauses.length - 1 ? { ...clause, endMs: audioMs } : clause));
  return { ...turn, audioMs, clauses };
}

function replyDone(state: CallState, response: Extract<ServerEvent, { type: "response.done" }>["response"]): CallState {
  const outcome = response.status === "completed" ? "complete" : response.status === "failed" ? "failed" : "interrupted";
  return { ...changeReply(state, response.id, (turn) => ({ ...turn, partial: false, outcome })), awaitingReply: false };
}

function toolRan(state: CallState, event: Extract<ServerEvent, { type: "x.tool" }>, nowMs: number): CallState {
  const tool = { name: event.name, arguments: event.arguments, output: event.output, failed: event.failed };
  if (state.turns.some((turn) => turn.id === event.call_id)) return changeTurn(state, event.call_id, (turn) => ({ ...turn, tool, partial: event.output === null }));
  return addTurn(state, { ...blankTurn(event.call_id, "tool", since(state, nowMs), ""), tool, partial: event.output === null });
}

function blankTurn(id: string, role: CallTurn["role"], atMs: number, text: string): CallTurn {
  return { id, role, atMs, text, partial: false, responseId: null, kind: null, clauses: [], wordStartsMs: null, audioMs: 0, playedMs: 0, heardText: null, outcome: "complete", trace: null, tool: null };
}

const settled = (turn: CallTurn): CallTurn => (turn.outcome === "live" ? { ...turn, partial: false, outcome: "interrupted" } : turn.partial ? { ...turn, partial: false } : turn);
const since = (state: CallState, nowMs: number): number => Math.max(0, nowMs - (state.startedAtMs ?? nowMs));
const addTurn = (state: CallState, turn: CallTurn): CallState => (state.turns.some((known) => known.id === turn.id) ? state : { ...state, turns: [...state.turns, turn] });
const changeTurn = (state: CallState, id: string, change: (turn: CallTurn) => CallTurn): CallState => ({ ...state, turns: state.turns.map((turn) => (turn.id === id ? change(turn) : turn)) });
const changeReply = (state: CallState, responseId: string, change: (turn: CallTurn) => CallTurn): CallState => ({ ...state, turns: state.turns.map((turn) => (turn.responseId === responseId ? change(turn) : turn)) });
const without = (state: CallState, kind: Notice) => state.notices.filter((notice) => notice.kind !== kind);
const withNotice = (state: CallState, kind: Notice, detail: string): CallState => ({ ...state, notices: [...without(state, kind), { kind, detail }] });

/** Types and identifiers only; words are in the transcript. */
function logged(state: CallState, { event, nowMs }: Extract<CallAction, { type: "event" }>): CallState {
  if (silent.has(event.type)) return state;
  const detail = event.type === "error" ? event.error.code ?? event.error.type : event.type === "response.done" ? event.response.status : event.type === "x.speech.dismissed" ? event.reason : event.type === "x.speech.candidate" ? (event.active ? "perhaps" : "no") : "";
  return { ...state, events: [...state.events.slice(1 - mostEvents), { atMs: since(state, nowMs), type: event.type, detail }] };
}
