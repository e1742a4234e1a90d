import type { TurnTrace } from "@/lib/voice/trace";
import { planWaterfall } from "./waterfall-rows";

const trace = (stages: TurnTrace["stages"], firstAudioMs: number | null = 418): TurnTrace => ({
  turnId: "t", replyId: "r", source: "speech", stages, firstAudioMs, mouthToEarMs: null, discarded: 0, discardedWorkMs: 0, endpointReason: "complete",
  providers: { transcriber: "a", model: "b", speaker: "c" }, fallbacks: [], interrupted: false,
});
const whole = trace([
  { name: "endpoint", startMs: 0, endMs: 372, speculative: false }, { name: "transcription", startMs: 44, endMs: 148, speculative: true },
  { name: "first_audio", startMs: 314, endMs: 396, speculative: true }, { name: "release", startMs: 396, endMs: 418, speculative: false },
]);

it("keeps the order of the stages and leaves out those that were not measured", () => {
  expect(planWaterfall(whole).rows.map((row) => row.name)).toEqual(["endpoint", "transcription", "first_audio", "release"]);
});

it("work that outlasts the endpoint is hatched before it and counted after it, and its sum stays what was measured", () => {
  const row = planWaterfall(whole).rows.find((each) => each.name === "first_audio");
  expect(row?.bars).toEqual([{ fromMs: 314, toMs: 372, speculative: true }, { fromMs: 372, toMs: 396, speculative: false }]);
  expect(row?.durationMs).toBe(82);
});

it("every bar lies within the axis, also where work began before the caller's last sound", () => {
  const plan = planWaterfall(trace([{ name: "endpoint", startMs: 0, endMs: 300, speculative: false }, { name: "transcription", startMs: -180, endMs: -20, speculative: true }]));
  for (const bar of plan.rows.flatMap((row) => row.bars)) {
    expect(bar.fromMs).toBeGreaterThanOrEqual(plan.startMs);
    expect(bar.toMs).toBeLessThanOrEqual(plan.startMs + plan.spanMs);
  }
  expect(plan.ticks).toContain(0);
});

it.each([3, 40, 418, 2_700, 9_000])("the axis of a turn of %i ms carries two to six round figures", (endMs) => {
  const { ticks } = planWaterfall(trace([{ name: "release", startMs: 0, endMs, speculative: false }], endMs));
  expect(ticks.length).toBeGreaterThanOrEqual(2);
  expect(ticks.length).toBeLessThanOrEqual(6);
});

it("a greeting has no endpoint and no line for one", () => {
  expect(planWaterfall(trace([{ name: "first_audio", startMs: 0, endMs: 60, speculative: false }], 60)).endpointMs).toBeNull();
});
