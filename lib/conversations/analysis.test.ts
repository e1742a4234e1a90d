import { expect, test } from "@jest/globals";
import { analyze, type AnalyzedTurn } from "./analysis";
import { turnTrace } from "./schema";

const call = { startedAt: "2026-01-01T10:00:00.000Z", endedAt: "2026-01-01T10:01:30.000Z", rating: 4 };
const trace = (firstAudioMs: number | null, mouthToEarMs: number | null = null, source: "speech" | "greeting" = "speech") => turnTrace.parse({
  turnId: "t", replyId: null, source, stages: [], firstAudioMs, mouthToEarMs, discarded: 0, discardedWorkMs: 0, endpointReason: "", providers: { transcriber: "", model: "", speaker: "" }, fallbacks: [], interrupted: false,
});
const turn = (given: Partial<AnalyzedTurn>): AnalyzedTurn => ({ role: "agent", audioMs: null, heardMs: null, outcome: "complete", fault: null, trace: null, tool: null, ...given });

test("counts what was said by whom, and of an interrupted answer only what was heard", () => {
  const figures = analyze(call, [
    turn({ role: "caller", audioMs: 3_000 }), turn({ audioMs: 9_000, heardMs: 1_000, outcome: "interrupted", trace: trace(400, 500) }), turn({ role: "tool", outcome: null, tool: { name: "look", arguments: "", output: null, elapsedMs: 5, failed: true } }),
  ]);
  expect(figures).toEqual({
    durationMs: 90_000, callerTalkMs: 3_000, agentTalkMs: 1_000, callerTalkShare: 0.75, turns: { caller: 1, agent: 1, tool: 1 }, interruptions: 1,
    firstAudioMs: { count: 1, p50: 400, p95: 400, max: 400 }, mouthToEarMs: { count: 1, p50: 500, p95: 500, max: 500 }, faults: [], failedTools: 1, rating: 4,
  });
});

test("has percentiles between the neighbours, of answers alone: a greeting is none", () => {
  const figures = analyze(call, [...[100, 200, 300, 400].map((ms) => turn({ trace: trace(ms) })), turn({ trace: trace(5_000, null, "greeting") }), turn({ trace: trace(null) })]);
  expect(figures.firstAudioMs).toEqual({ count: 4, p50: 250, p95: 385, max: 400 });
  expect(figures.mouthToEarMs).toEqual({ count: 0, p50: null, p95: null, max: null });
});

test("lists faults, the most frequent first", () => {
  expect(analyze(call, ["speaker", "model", "speaker"].map((fault) => turn({ fault, outcome: "failed" }))).faults).toEqual([{ fault: "speaker", count: 2 }, { fault: "model", count: 1 }]);
});

test("of a silent, open call says nothing that it does not know", () => {
  expect(analyze({ ...call, endedAt: null, rating: null }, [])).toMatchObject({ durationMs: null, callerTalkShare: null, interruptions: 0, rating: null, faults: [] });
});
