import { startCallBench } from "@/lib/testing/call-bench";
import type { CallTool } from "./call";

const tool = (run: CallTool["run"]): CallTool => ({ name: "look_up", description: "", parameters: {}, timeoutMs: 5_000, run });
const callsTool = [{ type: "tool-call" as const, call: { callId: "c1", name: "look_up", arguments: "{}" } }];

test("a reply begun in a pause is discarded when the caller goes on: no tool ran, nothing is remembered or told", async () => {
  let runs = 0;
  let requests = 0;
  const bench = startCallBench({
    agent: { tools: [tool(async () => { runs += 1; return "42"; })] },
    transcriber: { texts: ["Look up my order.", "Look up my order from last week please."] },
    model: { replies: () => { requests += 1; return requests === 1 ? callsTool : "You ordered bread."; } },
  });
  await bench.speak(800);
  await bench.silence(240);
  expect(requests).toBe(1);
  await bench.speak(600);
  await bench.silence(3_000);
  expect(runs).toBe(0);
  expect(bench.all("tool-call")).toEqual([]);
  expect(bench.all("reply-start")).toHaveLength(1);
  expect(bench.all("transcript-final").map((event) => event.text)).toEqual(["Look up my order from last week please."]);
  expect(bench.call.history()).toHaveLength(2);
  const trace = bench.all("turn-metrics")[0]?.trace;
  expect(trace?.discarded).toBe(1);
});

test("a tool waits for the release of its reply, then runs once", async () => {
  const ranAt: number[] = [];
  const bench = startCallBench({
    agent: { tools: [tool(async () => { ranAt.push(bench.clock.nowMs()); return "bread"; })] },
    transcriber: { texts: ["Look up my order."] },
    model: { replies: (request) => request.messages.at(-1)?.role === "tool" ? "You ordered bread." : callsTool },
  });
  await bench.speak(800);
  await bench.silence(4_000);
  expect(ranAt).toHaveLength(1);
  expect(ranAt[0]).toBeGreaterThanOrEqual(bench.times("speech-end")[0] ?? Infinity);
  expect(bench.all("tool-result")).toMatchObject([{ callId: "c1", output: "bread", failed: false }]);
  expect(bench.all("reply-end")).toMatchObject([{ outcome: "complete", text: "You ordered bread." }]);
});

test("the answer is ready when the endpoint is decided", async () => {
  const bench = startCallBench({ transcriber: { texts: ["When do you open?"], fault: { delayMs: 60 } }, model: { replies: ["At nine o'clock."], firstTokenMs: 80, perWordMs: 10 }, speaker: { delayMs: 30 } });
  await bench.speak(800);
  await bench.silence(3_000);
  const wait = (bench.times("audio-chunk")[0] ?? Infinity) - (bench.times("speech-end")[0] ?? 0);
  expect(wait).toBeLessThanOrEqual(5);
});

test.each([[0], [0.2]])("a wrong verdict of unfinished (%d) holds no longer than 1.2 s", async (probability) => {
  const bench = startCallBench({ turn: { probability }, transcriber: { texts: ["I want to go to the"] } });
  await bench.speak(800);
  const endedAt = bench.clock.nowMs();
  await bench.silence(3_000);
  expect((bench.times("speech-end")[0] ?? Infinity) - endedAt).toBeLessThanOrEqual(1_260);
});

test("a turn detector that never answers holds nothing up", async () => {
  const bench = startCallBench({ turn: { fault: { stallAfter: 0, delayMs: 60_000, ignoresSignal: true } }, transcriber: { texts: ["When do you open?"] } });
  await bench.speak(800);
  const endedAt = bench.clock.nowMs();
  await bench.silence(2_000);
  expect((bench.times("speech-end")[0] ?? Infinity) - endedAt).toBeLessThanOrEqual(800);
});

test("a microphone that falls silent for good still ends the turn", async () => {
  const bench = startCallBench({ transcriber: { texts: ["When do you open?"] } });
  await bench.speak(800);
  await bench.clock.advance(6_000);
  expect(bench.all("reply-end")).toHaveLength(1);
});
