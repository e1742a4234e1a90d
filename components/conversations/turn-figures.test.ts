import type { Turn } from "@/lib/conversations/schema";
import type { TurnTrace } from "@/lib/voice/trace";
import { overlapWords, turnAt, turnFigures } from "./turn-figures";

const trace = (part: Partial<TurnTrace> = {}): TurnTrace => ({
  turnId: "t", replyId: "r", source: "speech", firstAudioMs: 418, mouthToEarMs: null, discarded: 0, discardedWorkMs: 0, endpointReason: "complete", interrupted: false, fallbacks: [],
  providers: { transcriber: "local", model: "knowledge", speaker: "local" },
  stages: [{ name: "endpoint", startMs: 0, endMs: 372, speculative: false }, { name: "first_audio", startMs: 314, endMs: 396, speculative: true }], ...part,
});
const turn = (part: Partial<Turn> = {}): Turn => ({
  id: "trn_1", position: 0, role: "agent", kind: "answer", startedMs: 1_000, endedMs: 2_000, generatedText: null, heardText: null, tool: null, wordStartsMs: null, audioMs: null, heardMs: null, outcome: "complete", fault: null, trace: null, ...part,
});

test("only measured turns are numbered, and figures remain where the words were not kept", () => {
  const figures = turnFigures([turn({ role: "caller" }), turn({ trace: trace() }), turn({ trace: trace({ mouthToEarMs: 460 }) })]);
  expect(figures.map(({ number, endpointMs, totalMs }) => [number, endpointMs, totalMs])).toEqual([[1, 372, 418], [2, 372, 460]]);
});

test("what was unusual about a turn is said, and an ordinary one says nothing", () => {
  expect(turnFigures([turn({ trace: trace() })])[0]?.note).toBe("");
  const odd = trace({ endpointReason: "held: sounded unfinished", interrupted: true, fallbacks: [{ from: "openai", to: "local", fault: "timeout" }] });
  expect(turnFigures([turn({ trace: odd })])[0]?.note).toBe("held: sounded unfinished; interrupted; openai failed (timeout), local answered");
});

test("the overlap is what one stage after the other would have cost more, and never less than nothing", () => {
  expect(overlapWords(trace())).toEqual({ serialMs: 454, savedMs: 36, discarded: 0 });
  expect(overlapWords(trace({ firstAudioMs: 900 }))?.savedMs).toBe(0);
  expect(overlapWords(trace({ firstAudioMs: null }))).toBeNull();
});

test("at each moment the turn whose sound it is is found, and none in a pause", () => {
  const turns = [turn({ id: "a" }), turn({ id: "b", startedMs: 3_000, endedMs: null, heardMs: 500 })];
  expect([turnAt(turns, 1_500)?.id, turnAt(turns, 2_500), turnAt(turns, 3_400)?.id, turnAt(turns, 3_600)]).toEqual(["a", null, "b", null]);
});
