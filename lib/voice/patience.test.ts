import { startCallBench, type BenchOptions, type CallBench } from "@/lib/testing/call-bench";
import { fakeVoiceClock } from "@/lib/testing/fake-voice-clock";
import { createScriptedModel } from "./providers/scripted/llm";
import { createScriptedSpeaker } from "./providers/scripted/tts";
import { createScriptedTranscriber } from "./providers/scripted/stt";

const question = "When do you open?";
const answer = "We open at nine. See you then.";
const long = "On Saturdays we open at ten in the morning. We close at four. On Sundays we stay closed all day long.";

async function oneTurn(options: BenchOptions, untilMs = 14_000) {
  const bench = startCallBench({ transcriber: { texts: [question] }, model: { replies: [answer] }, ...options });
  await bench.speak(800);
  const endedAtMs = bench.clock.nowMs();
  await bench.silence(untilMs);
  return { bench, endedAtMs };
}

/** Longest silence between the end of the caller's turn and the end of the reply. */
function longestSilenceMs(bench: CallBench, endedAtMs: number): number {
  let quietSinceMs = endedAtMs;
  let longest = 0;
  for (const { event, atMs } of bench.events) {
    if (event.type !== "audio-chunk" && event.type !== "reply-end") continue;
    longest = Math.max(longest, atMs - quietSinceMs);
    if (event.type === "audio-chunk") quietSinceMs = Math.max(quietSinceMs, atMs) + event.pcm.length / 24;
  }
  return longest;
}

const said = (bench: CallBench) => bench.all("reply-end").map(({ text }) => text).join(" ");

describe.each<[string, (delayMs: number) => BenchOptions]>([
  ["transcriber", (delayMs) => ({ transcriber: { texts: [question], fault: { delayMs } } })],
  ["language model", (delayMs) => ({ model: { replies: [answer], fault: { delayMs } } })],
  ["speaker", (delayMs) => ({ speaker: { fault: (request) => ({ delayMs: request === 0 ? delayMs : 0 }) } })],
])("the only %s", (_name, options) => {
  test("may take six seconds, and its answer is given without an apology", async () => {
    const { bench, endedAtMs } = await oneTurn(options(6_000));
    expect(bench.all("reply-end")).toMatchObject([{ outcome: "complete", text: answer, heardText: answer }]);
    expect(bench.all("provider-fault")).toEqual([]);
    expect((bench.times("audio-chunk")[0] ?? Infinity) - endedAtMs).toBeLessThanOrEqual(8_000);
  });

  test("that never answers is apologised for by eight seconds, aloud or in writing, and counts as failed", async () => {
    const { bench, endedAtMs } = await oneTurn(options(60_000));
    const end = bench.events.find(({ event }) => event.type === "reply-end");
    const first = Math.min(bench.times("audio-chunk")[0] ?? Infinity, end?.atMs ?? Infinity);
    expect(first - endedAtMs).toBeLessThanOrEqual(8_000);
    expect(said(bench)).toMatch(/can't answer right now|couldn't make that out/);
    expect(said(bench)).not.toContain(answer);
    expect(bench.all("provider-fault")[0]).toMatchObject({ provider: "scripted", fault: "timeout", fallback: null });
  });
});

test.each(["transcriber", "model", "speaker"])("a slow first %s leaves the second its time", async (slow) => {
  const clock = fakeVoiceClock();
  const slowly = (part: string, rank: number) => ({ id: `${part}-${rank}`, timer: clock, fault: { delayMs: part !== slow ? 0 : rank === 1 ? 60_000 : 2_000 } });
  const bench = startCallBench({ call: { clock }, providers: {
    transcribers: [1, 2].map((rank) => createScriptedTranscriber({ ...slowly("transcriber", rank), texts: [question] })),
    models: [1, 2].map((rank) => createScriptedModel({ ...slowly("model", rank), replies: [answer] })),
    speakers: [1, 2].map((rank) => ({ speaker: createScriptedSpeaker(slowly("speaker", rank)), voice: "tone" })), turnDetector: null,
  } });
  for (let n = 0; n < 700; n += 1) {
    await clock.advance(20);
    bench.call.hear(Float32Array.from({ length: 320 }, (_, at) => n < 40 ? 0.3 * Math.sin(at / 5) : 0));
  }
  expect(bench.all("reply-end")).toMatchObject([{ outcome: "complete", text: answer }]);
  expect(bench.all("provider-fault")[0]).toMatchObject({ provider: `${slow}-1`, fault: "timeout", fallback: `${slow}-2` });
});

test("a later clause that takes five seconds is waited for", async () => {
  const { bench, endedAtMs } = await oneTurn({ model: { replies: [long] }, speaker: { fault: (request) => ({ delayMs: request === 1 ? 5_000 : 0 }) } }, 24_000);
  expect(bench.all("reply-end")).toMatchObject([{ outcome: "complete", text: long }]);
  expect(longestSilenceMs(bench, endedAtMs)).toBeLessThanOrEqual(8_000);
});

test.each<[string, BenchOptions]>([
  ["the speaker", { model: { replies: [long] }, speaker: { fault: (request) => request === 1 ? { stallAfter: 0 } : {} } }],
  ["the speaker for good", { model: { replies: [long] }, speaker: { fault: (request) => request >= 1 ? { stallAfter: 0 } : {} } }],
  ["the model", { model: { replies: [long], fault: { stallAfter: 9 } } }],
  ["a tool after its filler", {
    agent: { tools: [{ name: "look", description: "", parameters: {}, timeoutMs: 60_000, run: () => new Promise<string>(() => {}) }] },
    model: { replies: [[{ type: "tool-call", call: { callId: "c1", name: "look", arguments: "{}" } }]] },
  }],
])("where %s stalls in the middle of a reply there are never more than eight seconds of silence, and the loss is told", async (_name, options) => {
  const { bench, endedAtMs } = await oneTurn({ policy: { idleMs: 300_000 }, ...options }, 30_000);
  expect(bench.times("audio-chunk").length).toBeGreaterThan(0);
  expect(bench.all("reply-end")).toMatchObject([{ outcome: "failed", fault: "timeout" }]);
  expect(said(bench)).toMatch(/lost my thread/);
  expect(longestSilenceMs(bench, endedAtMs)).toBeLessThanOrEqual(8_000);
  expect(longestSilenceMs(bench, endedAtMs)).toBeGreaterThan(5_000);
  expect(bench.call.activeReplyId()).toBeNull();
});

test("a client that asks for the answer late is given it, not an apology", async () => {
  const bench = startCallBench({ policy: { respondAutomatically: false }, transcriber: { texts: [question] }, model: { replies: [answer], firstTokenMs: 1_000 } });
  await bench.speak(800);
  await bench.silence(10_000);
  bench.call.respond();
  await bench.silence(6_000);
  expect(bench.all("reply-end")).toMatchObject([{ outcome: "complete", text: answer }]);
});

test("a turn that had to wait for an agent who may not be interrupted is answered", async () => {
  const speech = "This is a message that has to be heard to its very end, because the law wants it so, and it takes far longer than eight seconds to be read out to you by me.";
  const bench = startCallBench({ policy: { interruptible: false }, transcriber: { texts: [question, "And your name?"] }, model: { replies: (request) => JSON.stringify(request.messages).includes("name") ? answer : speech, firstTokenMs: 500 } });
  await bench.speak(800);
  await bench.silence(1_500);
  await bench.speak(800);
  await bench.silence(20_000);
  expect(bench.all("reply-end")).toMatchObject([{ outcome: "complete", text: speech }, { outcome: "complete", text: answer }]);
});

test("where little patience is asked for, a working provider still has most of it", async () => {
  const { bench, endedAtMs } = await oneTurn({ policy: { replyTimeoutMs: 1_000 }, model: { replies: [answer], firstTokenMs: 300 } }, 6_000);
  expect(bench.all("reply-end")).toMatchObject([{ outcome: "complete", text: answer }]);
  expect((bench.times("audio-chunk")[0] ?? Infinity) - endedAtMs).toBeLessThanOrEqual(1_000);
});
