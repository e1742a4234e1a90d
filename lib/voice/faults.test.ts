import { startCallBench, type BenchOptions } from "@/lib/testing/call-bench";
import { fakeVoiceClock } from "@/lib/testing/fake-voice-clock";
import { createFallbackModel } from "./fallback";
import { ProviderError, type LanguageModel, type Speaker, type Vad } from "./ports";
import { createScriptedVad } from "./providers/scripted/vad";
import { createScriptedModel } from "./providers/scripted/llm";
import type { ScriptedFault } from "./providers/scripted/fault";
import { createScriptedSpeaker } from "./providers/scripted/tts";
import { createScriptedTranscriber } from "./providers/scripted/stt";

const question = "When do you open?";
const faults: [string, ScriptedFault][] = [
  ["refuses", { refuse: "refused" }],
  ["is unauthorised", { refuse: "unauthorised" }],
  ["is rate-limited", { refuse: "rate-limited" }],
  ["talks rubbish", { refuse: "malformed" }],
  ["is slow to begin", { delayMs: 60_000 }],
  ["stalls at once", { stallAfter: 0 }],
  ["stalls in the middle", { stallAfter: 1 }],
  ["is cut at once", { cutAfter: 0 }],
  ["is cut in the middle", { cutAfter: 1 }],
  ["ignores its signal", { stallAfter: 0, ignoresSignal: true, delayMs: 60_000 }],
];

async function oneTurn(options: BenchOptions) {
  const bench = startCallBench({ transcriber: { texts: [question] }, model: { replies: ["We open at nine. See you then."] }, ...options });
  await bench.speak(800);
  const endedAt = bench.clock.nowMs();
  for (let passed = 0; passed < 12_000; passed += 500) await bench.silence(500);
  return { bench, endedAt };
}

/** Speech, or words that say what went wrong: something within eight seconds. */
function answeredWithinEightSeconds({ bench, endedAt }: Awaited<ReturnType<typeof oneTurn>>) {
  const first = Math.min(...bench.times("audio-chunk").filter((atMs) => atMs > endedAt), ...bench.events.filter(({ event, atMs }) => atMs > endedAt && event.type === "reply-end" && event.outcome === "failed").map(({ atMs }) => atMs));
  expect(first - endedAt).toBeLessThanOrEqual(8_000);
  expect(bench.call.activeReplyId()).toBeNull();
}

describe.each(faults)("a provider that %s", (_name, fault) => {
  test("as transcriber", async () => {
    const run = await oneTurn({ transcriber: { texts: [question], fault } });
    answeredWithinEightSeconds(run);
  });
  test("as language model", async () => {
    const run = await oneTurn({ model: { replies: ["We open at nine. See you then."], fault } });
    answeredWithinEightSeconds(run);
    expect(run.bench.times("audio-chunk").length).toBeGreaterThan(0);
    expect(run.bench.all("reply-end")).toMatchObject([{ outcome: "failed" }]);
    expect(run.bench.all("provider-fault")[0]).toMatchObject({ stage: "model", provider: "scripted" });
  });
  test("as speaker", async () => {
    const run = await oneTurn({ speaker: { fault } });
    answeredWithinEightSeconds(run);
    const end = run.bench.all("reply-end")[0];
    expect(end?.text).not.toBe("");
    expect(run.bench.all("reply-delta").length).toBeGreaterThan(0);
  });
  test("as voice detector or turn detector ends no call", async () => {
    const run = await oneTurn({ turn: { fault }, providers: { vad: { id: "broken", capabilities: { frameSamples: 512 }, detect: () => { throw new ProviderError("broken", "cut"); } } } });
    answeredWithinEightSeconds(run);
    expect(run.bench.all("reply-end")).toMatchObject([{ outcome: "complete" }]);
  });
  test("is followed by the next provider, and the turn says so", async () => {
    const clock = fakeVoiceClock();
    const bench = startCallBench({ transcriber: { texts: [question] }, call: { clock }, providers: {
      models: [createScriptedModel({ id: "first", timer: clock, replies: ["No."], fault: { ...fault, stallAfter: fault.stallAfter === undefined ? undefined : 0, cutAfter: fault.cutAfter === undefined ? undefined : 0 } }), createScriptedModel({ id: "second", timer: clock, replies: ["We open at nine."] })],
      transcribers: [createScriptedTranscriber({ id: "ear", timer: clock, texts: [question] })],
      speakers: [{ speaker: createScriptedSpeaker({ id: "voice", timer: clock }), voice: "tone" }], turnDetector: null,
    } });
    for (let n = 0; n < 500; n += 1) {
      await clock.advance(20);
      bench.call.hear(Float32Array.from({ length: 320 }, (_, at) => n < 40 ? 0.3 * Math.sin(at / 5) : 0));
    }
    expect(bench.all("reply-end")).toMatchObject([{ outcome: "complete", text: "We open at nine." }]);
    expect(bench.all("provider-fault")[0]).toMatchObject({ provider: "first", fallback: "second" });
    expect(bench.all("turn-metrics")[0]?.trace).toMatchObject({ providers: { model: "second" }, fallbacks: [{ from: "first", to: "second" }] });
  });
});

test.each([
  ["nothing", ""], ["blanks", "   \n "], ["control characters", "\u0000\u0007\ufffd".repeat(200)], ["the same for ever", "I am here. ".repeat(4_000)], ["one word for ever", "na ".repeat(5_000)], ["one endless word", "a".repeat(50_000)],
])("a model that says %s ends in an apology", async (_name, reply) => {
  const run = await oneTurn({ model: { replies: [reply] } });
  answeredWithinEightSeconds(run);
  for (let passed = 0; passed < 12_000; passed += 500) await run.bench.silence(500);
  const end = run.bench.all("reply-end")[0];
  expect(end).toMatchObject({ outcome: "failed", fault: "malformed" });
  expect(end?.text.length).toBeLessThan(9_000);
});

test("a model that breaks off has its words spoken, then says that it lost the thread", async () => {
  const run = await oneTurn({ model: { replies: ["We open at nine in the morning, every day."], fault: { cutAfter: 6 } } });
  expect(run.bench.all("reply-end")[0]?.text).toMatch(/^We open at nine in the.*lost my thread/);
});

test("where nobody can speak the error is written", async () => {
  const run = await oneTurn({ model: { replies: ["x"], fault: { refuse: "unavailable" } }, speaker: { fault: { refuse: "unavailable" } } });
  expect(run.bench.all("reply-end")).toMatchObject([{ outcome: "failed", audioMs: 0 }]);
  expect(run.bench.all("reply-delta").map((event) => event.text).join("")).toContain("can't answer right now");
  expect(run.bench.times("audio-chunk")).toEqual([]);
});

test("the turn after a fault is answered as if nothing had been", async () => {
  const bench = startCallBench({ transcriber: { texts: [question] }, model: { replies: ["We open at nine."], fault: (request) => request === 0 ? { refuse: "unavailable" } : {} } });
  await bench.speak(800);
  await bench.silence(6_000);
  await bench.speak(800);
  await bench.silence(4_000);
  expect(bench.all("reply-end").map((event) => event.outcome)).toEqual(["failed", "complete"]);
});

test("a provider that fails three times is left alone for a while, then tried by one", async () => {
  const clock = fakeVoiceClock();
  let asked = 0;
  let works = false;
  const bad: LanguageModel = { id: "bad", capabilities: { tools: true, followsPrompt: true, usesKnowledge: false }, async *reply() { asked += 1; if (!works) throw new ProviderError("bad", "unavailable"); yield { type: "text-delta", text: "hi" }; } };
  const good = createScriptedModel({ id: "good", timer: clock, replies: ["hello"] });
  const ask = async () => { for await (const part of createFallbackModel([bad, good], { clock, onFault() {} }).reply({ instructions: "", messages: [], tools: [], toolChoice: "auto", knowledge: [], persona: { name: "", saysItIsAi: false }, maxTokens: null, temperature: null }, () => clock.nowMs() + 5_000, new AbortController().signal)) if (part.type === "text-delta") return part.provider; return null; };
  for (let n = 0; n < 5; n += 1) expect(await ask()).toBe("good");
  expect(asked).toBe(3);
  works = true;
  await clock.advance(16_000);
  expect(await ask()).toBe("bad");
});

const detectorEnds: [string, () => Promise<void>][] = [
  ["breaks", () => Promise.reject(new ProviderError("breaking", "cut"))],
  ["ends", () => Promise.resolve()],
  ["hangs", () => new Promise(() => {})],
];
test.each(detectorEnds)("a voice detector that %s in the middle of a turn loses neither the turn nor the next, and makes no other", async (_name, end) => {
  const vad: Vad = { id: "breaking", capabilities: { frameSamples: 512 }, async *detect(audio, signal) {
    let frames = 0;
    for await (const frame of createScriptedVad().detect(audio, signal)) {
      yield frame;
      frames += 1;
      if (frames === 30) return end();
    }
  } };
  const bench = startCallBench({ transcriber: { texts: [question] }, model: { replies: ["At nine."] }, providers: { vad } });
  await bench.silence(600);
  await bench.speak(800);
  await bench.silence(9_000);
  await bench.speak(800);
  await bench.silence(4_000);
  expect(bench.all("speech-start")).toHaveLength(2);
  expect(bench.all("speech-dismissed")).toEqual([]);
  expect(bench.all("turn-committed")[0]?.audioStartMs).toBeGreaterThan(200);
  expect(bench.all("reply-end").map((event) => event.outcome)).toEqual(["complete", "complete"]);
  expect(bench.all("provider-fault")).toMatchObject([{ stage: "vad", provider: "breaking", fallback: "energy" }]);
});

test("a microphone that was away for long and brings much at once is no fault of the voice detector", async () => {
  const bench = startCallBench();
  await bench.silence(1_000);
  await bench.clock.advance(10_000);
  bench.call.hear(new Float32Array(16_000 * 10));
  bench.call.hear(new Float32Array(320));
  await bench.silence(1_000);
  expect(bench.all("provider-fault")).toEqual([]);
});

test("a voice that never comes to an end is cut off, and no more of it is made ahead than may be", async () => {
  let made = 0;
  let requests = 0;
  const endless: Speaker = { id: "endless", capabilities: { sampleRateHz: 24_000, voices: [], realTime: true, maxCharacters: 4_096 }, async *speak(_text, _options, signal) {
    requests += 1;
    const chunks = requests === 1 ? 1_000 : 20;
    for (let n = 0; n < chunks && !signal.aborted; n += 1) { made += 1; yield new Int16Array(2_400).fill(1_000); }
  } };
  const bench = startCallBench({ model: { replies: ["We open at nine."] }, providers: { speakers: [{ speaker: endless, voice: "" }] } });
  bench.call.type("hello", { respond: true });
  await bench.clock.advance(1_000);
  expect(made).toBeLessThanOrEqual(95);
  await bench.clock.advance(30_000);
  expect(bench.all("provider-fault")).toMatchObject([{ stage: "speech", provider: "endless", fault: "malformed" }]);
  expect(bench.all("reply-end")).toHaveLength(1);
  expect(bench.all("reply-end")[0]?.audioMs).toBeLessThan(15_000);
});

test("an agent that asks for more patience than is allowed is still answered for within eight seconds", async () => {
  answeredWithinEightSeconds(await oneTurn({ policy: { replyTimeoutMs: 60_000 }, model: { replies: ["x"], fault: { stallAfter: 0 } } }));
});
