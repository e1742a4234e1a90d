import type { ServerEvent } from "@/lib/conversations/realtime/server-events";
import { callReducer, initialCallState, type CallAction, type CallState } from "./call-state";

type Loose = { type: ServerEvent["type"] } & Record<string, unknown>;
/** Events as the socket brings them; the fields that the reducer does not read are left out. */
const event = (fields: Loose, nowMs = 1_000): CallAction => ({ type: "event", nowMs, event: { event_id: "e", ...fields } as unknown as ServerEvent });
const run = (actions: readonly CallAction[], from: CallState = initialCallState): CallState => actions.reduce(callReducer, from);

const open: CallAction[] = [{ type: "status", status: "connecting", nowMs: 0 }, { type: "status", status: "open", nowMs: 100 }];
const spoke = (id: string): CallAction[] => [
  event({ type: "input_audio_buffer.speech_started", item_id: id, audio_start_ms: 0 }), event({ type: "input_audio_buffer.speech_stopped", item_id: id, audio_end_ms: 900 }),
  event({ type: "conversation.item.added", item: { id, object: "realtime.item", type: "message", role: "user", status: "completed", content: [{ type: "input_audio", transcript: null }] }, previous_item_id: null }),
];
const reply = (n: number, text: string): CallAction[] => [
  event({ type: "x.reply", response_id: `r${n}`, item_id: `i${n}`, turn_item_id: null, kind: "answer" }),
  event({ type: "response.output_audio_transcript.delta", response_id: `r${n}`, item_id: `i${n}`, delta: text }),
  event({ type: "response.output_audio.delta", response_id: `r${n}`, item_id: `i${n}`, delta: "AAAA".repeat(1_600) }),
];
const playing = (n: number, playedMs: number, over = false): CallAction => ({ type: "played", responseId: `r${n}`, playedMs, over });
const done = (n: number, status: string): CallAction => event({ type: "response.done", response: { id: `r${n}`, status } });

it("goes from listening to thinking to speaking and back, by what is heard and not by what was sent", () => {
  const phases: string[] = [];
  let state = run(open);
  for (const action of [...spoke("u1"), ...reply(1, "We open at eight."), playing(1, 0), done(1, "completed"), playing(1, 80), playing(1, 100, true)]) { state = callReducer(state, action); if (phases.at(-1) !== state.phase) phases.push(state.phase); }
  expect(phases).toEqual(["listening", "thinking", "speaking", "listening"]);
});

it("shows the caller's words when they come, and drops what was no turn", () => {
  const state = run([...open, ...spoke("u1"), event({ type: "conversation.item.input_audio_transcription.completed", item_id: "u1", transcript: " When do you open? " }), ...spoke("u2"), event({ type: "x.speech.dismissed", item_id: "u2", reason: "noise", resumes: null })]);
  expect(state.turns.map((turn) => [turn.id, turn.text])).toEqual([["u1", "When do you open?"]]);
  expect(state.phase).toBe("listening");
  expect(state.notices).toEqual([]);
});

it("an interrupted reply keeps its whole text and what of it was heard", () => {
  const state = run([...open, ...reply(1, "We have rye, and the focaccia comes at eleven."), playing(1, 900), playing(1, 950, true), done(1, "cancelled"), event({ type: "x.heard", response_id: "r1", item_id: "i1", heard_text: "We have rye,", heard_ms: 950 })]);
  expect(state.turns[0]).toMatchObject({ outcome: "interrupted", heardText: "We have rye,", text: "We have rye, and the focaccia comes at eleven.", playedMs: 950 });
  expect(state.audibleResponseId).toBeNull();
});

it("a reply heard to its end is not called interrupted, whoever confirms it", () => {
  const state = run([...open, ...reply(1, "At eight."), done(1, "completed"), event({ type: "x.heard", response_id: "r1", item_id: "i1", heard_text: "At eight.", heard_ms: 100 })]);
  expect(state.turns[0]?.outcome).toBe("complete");
});

it("an echo is said once with what helps, and stays until it is dismissed", () => {
  const echo = event({ type: "x.speech.dismissed", item_id: "u9", reason: "echo", resumes: "r2" });
  const state = run([...open, echo, echo]);
  expect(state.notices).toEqual([{ kind: "echo", detail: "" }]);
  expect(run([{ type: "dismiss", kind: "echo" }], state).notices).toEqual([]);
});

it("an idle warning counts down and goes when somebody speaks or types", () => {
  const warned = run([...open, event({ type: "x.idle.warning", ends_in_ms: 10_000 }, 5_000)]);
  expect(warned.idleEndsAtMs).toBe(15_000);
  expect(run(spoke("u1"), warned)).toMatchObject({ idleEndsAtMs: null, notices: [] });
  expect(run([{ type: "typed", id: "t1", text: "Hello", nowMs: 6_000 }], warned)).toMatchObject({ idleEndsAtMs: null, notices: [], phase: "thinking" });
});

it("after a reconnection the turns are there once, and the clock goes on", () => {
  const item = { id: "u1", object: "realtime.item", type: "message", role: "user", status: "completed", content: [{ type: "input_text", text: "Hello" }] };
  const before = run([...open, { type: "typed", id: "u1", text: "Hello", nowMs: 300 }, { type: "status", status: "reconnecting", nowMs: 400 }]);
  expect(before.phase).toBe("reconnecting");
  const after = run([{ type: "status", status: "open", nowMs: 900 }, event({ type: "conversation.item.added", item, previous_item_id: null })], before);
  expect(after.turns).toHaveLength(1);
  expect(after.startedAtMs).toBe(100);
  expect(after.phase).toBe("listening");
});

it("a spoken error is shown as an error while it is heard, and the call goes on", () => {
  const said = run([...open, event({ type: "x.reply", response_id: "r1", item_id: "i1", turn_item_id: null, kind: "error" }), playing(1, 40)]);
  expect(said.phase).toBe("error");
  expect(run([playing(1, 300, true)], said).phase).toBe("listening");
});

it("words are in the transcript and never in the list of events", () => {
  const state = run([...open, ...reply(1, "Secret words."), event({ type: "conversation.item.input_audio_transcription.completed", item_id: "u1", transcript: "Private." })]);
  expect(JSON.stringify(state.events)).not.toMatch(/Secret|Private/);
});

it("the list of events is bounded", () => {
  const state = run([...open, ...Array.from({ length: 1_000 }, () => event({ type: "x.speech.candidate", active: true, audio_ms: 1 }))]);
  expect(state.events.length).toBeLessThanOrEqual(400);
});

it("a call that could not begin says why, and one that ended by itself says so", () => {
  const failure = { title: "The call could not begin", cure: "All lines are busy." };
  expect(run([{ type: "status", status: "connecting", nowMs: 0 }, { type: "status", status: "closed", nowMs: 5, failure }])).toMatchObject({ phase: "error", failure, startedAtMs: null });
  expect(run([...open, event({ type: "x.call.end", reason: "idle" }), { type: "status", status: "closed", nowMs: 9 }])).toMatchObject({ phase: "ended", endReason: "idle", failure: null });
});
