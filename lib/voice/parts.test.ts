import { fakeVoiceClock } from "@/lib/testing/fake-voice-clock";
import { createEchoGuard, repeatsWords } from "./echo";
import { createPlayback } from "./heard";
import { listen, type ListenRules } from "./listen";
import { createMemory } from "./memory";
import { createMicrophone } from "./microphone";
import { until } from "./streams";

const rules: ListenRules = { voiceThreshold: 0.5, candidateMs: 64, neededMs: 96, neededMean: 0, unbroken: false, turnOpen: false };
async function heard(probabilities: number[], change: Partial<ListenRules> = {}) {
  const frames = async function* () { for (const [index, probability] of probabilities.entries()) yield { probability, endMs: (index + 1) * 32 }; };
  let open = false;
  const events = [];
  for await (const event of listen(frames(), { rules: () => ({ ...rules, turnOpen: open, ...change }), admits: () => true })) { if (event.type === "speech") open = true; events.push(event); }
  return events;
}

test("speech needs 96 ms of voice alone, and 192 unbroken over the agent's voice", async () => {
  expect((await heard([0.9, 0.9, 0])).some((event) => event.type === "speech")).toBe(false);
  expect((await heard([0.9, 0.9, 0.9])).at(-1)).toMatchObject({ type: "speech", startMs: 0 });
  const over = { neededMs: 192, neededMean: 0.8, unbroken: true };
  expect((await heard([0.8, 0.9, 0.98, 0.97, 0.77, 0.2, 0.1, 0.6, 0.6, 0.2], over)).some((event) => event.type === "speech")).toBe(false);
  expect((await heard([0.9, 1, 1, 1, 1, 1], over)).at(-1)).toMatchObject({ type: "speech" });
  expect((await heard([0.55, 0.6, 0.6, 0.6, 0.6, 0.6, 0.6], over)).some((event) => event.type === "speech")).toBe(false);
});

test("one frame of voice in a pause is a click: the silence goes on growing", async () => {
  const events = await heard([1, 1, 1, 0, 0, 0, 1, 0, 0]);
  expect(events.at(-1)).toEqual({ type: "silence", silenceMs: 6 * 32, endMs: 9 * 32 });
  expect((await heard([1, 1, 1, 0, 0, 0, 1, 1])).at(-1)).toMatchObject({ type: "voice", resumed: true });
});

test("heard words follow the audio of their clauses, and a report outweighs the estimate", () => {
  const playback = createPlayback();
  playback.clause("One two ");
  playback.sent(1_000, 0);
  playback.clause("three four.");
  playback.sent(1_000, 0);
  expect(playback.wordStartsMs()).toEqual([0, 571, 1_000, 1_545]);
  expect(playback.heardText(0)).toBe("");
  expect(playback.heardText(1_100)).toBe("One two");
  expect(playback.heardText(2_000)).toBe("One two three four.");
  expect(playback.heardMs(500)).toBe(500);
  playback.report(100, 500);
  expect(playback.heardMs(600)).toBe(200);
  expect(playback.heardMs(5_000)).toBe(500);
  playback.settle(99_999);
  expect(playback.heardMs(0)).toBe(2_000);
});

test("a model is given calls with their outputs right behind them, and nothing without its other half", () => {
  const call = { callId: "c1", name: "look", arguments: "{}" };
  const memory = createMemory([
    { itemId: "1", message: { role: "user", text: "One." } }, { itemId: "2", message: { role: "assistant", text: "" } }, { itemId: "3", message: { role: "assistant", text: "", toolCalls: [call] } },
    { itemId: "4", message: { role: "user", text: "Two." } }, { itemId: "5", message: { role: "tool", callId: "c1", name: "look", output: "x" } },
    { itemId: "6", message: { role: "assistant", text: "", toolCalls: [{ ...call, callId: "c2" }] } }, { itemId: "7", message: { role: "tool", callId: "c3", name: "look", output: "y" } },
  ]);
  expect(memory.messages()).toEqual([
    { role: "user", text: "One." }, { role: "assistant", text: "", toolCalls: [call] }, { role: "tool", callId: "c1", name: "look", output: "x" }, { role: "user", text: "Two." },
  ]);
});

test("a long call keeps a bounded stretch of audio", async () => {
  let nowMs = 0;
  const microphone = createMicrophone(() => nowMs);
  const reader = microphone.stream[Symbol.asyncIterator]();
  for (let second = 0; second < 600; second += 1) { nowMs += 1_000; microphone.push(new Float32Array(16_000)); await reader.next(); }
  expect(microphone.totalMs).toBe(600_000);
  microphone.keepFrom(0);
  expect(microphone.slice(0, 600_000).length).toBeLessThanOrEqual(125 * 16_000);
  expect(microphone.capturedAt(599_500)).toBe(599_500);
});

test("a source that ignores its signal is left at the abort", async () => {
  const controller = new AbortController();
  const deaf = async function* () { yield 1; await new Promise(() => {}); yield 2; };
  const got: number[] = [];
  setImmediate(() => controller.abort());
  for await (const item of until(deaf(), controller.signal)) got.push(item);
  expect(got).toEqual([1]);
});

/** Noise through a slow resonance, in syllables: like speech in what matters here, that no two are alike. */
function murmur(seed: number, durationMs: number): Float32Array {
  let state = seed * 7_919 + 1;
  let low = 0;
  return Float32Array.from({ length: durationMs * 24 }, (_, n) => {
    state ^= state << 13; state ^= state >>> 17; state ^= state << 5;
    low += 0.2 * (state / 2_147_483_648 - low);
    return low * (0.7 + 0.3 * Math.sin(n / 2_400 + seed));
  });
}

test.each([[1], [2], [3]])("the agent's own voice at −20 dB is its echo, another voice over it is not (%d)", (seed) => {
  let nowMs = 10_000;
  const echo = createEchoGuard({ nowMs: () => nowMs, after: () => () => {} });
  const agent = murmur(seed, 2_000);
  for (let at = 0; at < agent.length; at += 2_400) echo.said(Int16Array.from(agent.subarray(at, at + 2_400), (sample) => sample * 20_000), nowMs + at / 24);
  const other = murmur(seed + 40, 2_000);
  const at16 = (audio: Float32Array, n: number) => audio[Math.round(n * 1.5)] ?? 0;
  const microphones = { echoed: createMicrophone(() => nowMs), spokenOver: createMicrophone(() => nowMs) };
  const delay = 150 * 16;
  for (let at = 0; at < 1_600 * 16; at += 320) {
    nowMs = 10_000 + at / 16 + 20;
    microphones.echoed.push(Float32Array.from({ length: 320 }, (_, n) => 0.06 * at16(agent, at + n - delay)));
    microphones.spokenOver.push(Float32Array.from({ length: 320 }, (_, n) => 0.06 * at16(agent, at + n - delay) + 0.5 * at16(other, at + n)));
  }
  expect(echo.isEcho(microphones.echoed, "speech", 700, 900)).toBe(true);
  expect(echo.isEcho(microphones.spokenOver, "speech", 700, 900)).toBe(false);
});

test("words are an echo where most of them come in the agent's order, and one word alone is not", () => {
  expect(repeatsWords("we open at nine in the morning", "Sure. We open at nine in the morning and close at six.")).toBe(true);
  expect(repeatsWords("nine", "We open at nine in the morning.")).toBe(false);
  expect(repeatsWords("do you open at nine on sunday morning too", "We open at nine in the morning.")).toBe(false);
});

test("the fake clock runs timers in their order and at their time", async () => {
  const clock = fakeVoiceClock(0);
  const ran: string[] = [];
  clock.after(20, () => ran.push(`b${clock.nowMs()}`));
  clock.after(10, () => { ran.push(`a${clock.nowMs()}`); clock.after(5, () => ran.push(`c${clock.nowMs()}`)); });
  const cancel = clock.after(12, () => ran.push("never"));
  cancel();
  await clock.advance(30);
  expect(ran).toEqual(["a10", "c15", "b20"]);
});
