import { startCallBench, type BenchOptions, type CallBench } from "@/lib/testing/call-bench";

const question = "Can you tell me when you open?";
const long = "We open at nine in the morning and we close at six in the evening. On Sundays we open at ten and close at two. On holidays we stay closed all day long.";

async function whileAnswering(options: BenchOptions, texts: string[], replies = [long]): Promise<CallBench> {
  const bench = startCallBench({ transcriber: { texts: [question, ...texts] }, model: { replies }, ...options });
  await bench.silence(400);
  await bench.speak(800);
  await bench.silence(2_000);
  expect(bench.call.activeReplyId()).not.toBeNull();
  return bench;
}

test("a mhm that stopped the reply makes no turn, and the reply goes on within a second from where it was left", async () => {
  const bench = await whileAnswering({}, ["Mm-hmm."]);
  await bench.speak(300);
  await bench.silence(12_000);
  const stopped = bench.times("speech-start")[1] ?? 0;
  const resumed = bench.times("reply-start")[1] ?? 0;
  const [first, second] = bench.all("reply-end");
  expect(bench.all("speech-dismissed")).toMatchObject([{ reason: "backchannel", resumesReplyId: first?.replyId }]);
  expect(resumed - stopped).toBeLessThanOrEqual(1_000);
  expect(`${first?.heardText} ${second?.text}`).toBe(long);
  expect(second?.outcome).toBe("complete");
  expect(bench.all("turn-committed")).toHaveLength(1);
  expect(bench.all("reply-delta").filter((event) => event.replyId === second?.replyId).map((event) => event.text).join("").trim()).toBe(second?.text);
});

test("noise without words resumes the reply too", async () => {
  const bench = await whileAnswering({}, [""]);
  await bench.speak(400);
  await bench.silence(12_000);
  expect(bench.all("speech-dismissed")).toMatchObject([{ reason: "noise" }]);
  expect(bench.all("reply-end").map((event) => event.outcome)).toEqual(["interrupted", "complete"]);
});

test("after a question of the agent's, okay is an answer", async () => {
  const bench = startCallBench({ transcriber: { texts: [question, "Okay."] }, model: { replies: ["Shall I book a table for you?", "Done."] } });
  await bench.silence(400);
  await bench.speak(800);
  await bench.silence(2_300);
  await bench.speak(300);
  await bench.silence(3_000);
  expect(bench.all("speech-dismissed")).toEqual([]);
  expect(bench.all("transcript-final").map((event) => event.text)).toEqual([question, "Okay."]);
});

test("a click or a short knock over the agent's voice stops nothing", async () => {
  const bench = await whileAnswering({}, ["never"]);
  await bench.speak(100);
  await bench.silence(9_000);
  expect(bench.all("speech-start")).toHaveLength(1);
  expect(bench.all("reply-end").map((event) => event.outcome)).toEqual(["complete"]);
  expect(bench.all("speech-candidate").at(-1)).toMatchObject({ active: false });
});

test("speech over the agent is announced within 300 ms of its beginning", async () => {
  const bench = await whileAnswering({}, ["Wait, that is wrong."]);
  const onset = bench.clock.nowMs();
  await bench.speak(900);
  expect((bench.times("speech-start")[1] ?? Infinity) - onset).toBeLessThanOrEqual(300);
});

test("the caller's own playback position decides what was heard", async () => {
  const bench = await whileAnswering({}, ["Wait, that is wrong."]);
  const replyId = bench.call.activeReplyId() ?? "";
  bench.call.played(replyId, 400);
  await bench.speak(300);
  const end = bench.all("reply-end")[0];
  expect(end?.heardMs).toBeLessThanOrEqual(820);
  expect(long.startsWith(end?.heardText ?? "none")).toBe(true);
});

test("truncate is clamped to what was sent and corrects the memory", async () => {
  const bench = startCallBench({ transcriber: { texts: [question] }, model: { replies: ["We open at nine in the morning."] } });
  await bench.speak(800);
  await bench.silence(4_000);
  const { itemId } = bench.all("reply-start")[0] ?? { itemId: "" };
  const whole = bench.call.truncate(itemId, 999_999);
  expect(whole).toMatchObject({ heardText: "We open at nine in the morning." });
  expect(whole?.audioEndMs).toBe(bench.all("reply-end")[0]?.audioMs);
  expect(bench.call.truncate(itemId, 650)?.heardText).toBe("We open at");
  expect(bench.call.history().at(-1)?.message).toEqual({ role: "assistant", text: "We open at" });
  expect(bench.call.truncate(itemId, -5)).toEqual({ heardText: "", audioEndMs: 0 });
  expect(bench.call.truncate("unknown", 1)).toBeNull();
});

test("what repeats the agent's own words is not a turn", async () => {
  const bench = await whileAnswering({}, ["in the morning and we close at six"]);
  await bench.speak(900);
  await bench.silence(12_000);
  expect(bench.all("speech-dismissed")).toMatchObject([{ reason: "echo" }]);
  expect(bench.all("turn-committed")).toHaveLength(1);
  expect(bench.all("reply-end").at(-1)).toMatchObject({ outcome: "complete" });
});

test("a reply that may not be interrupted is finished before the next begins", async () => {
  const bench = await whileAnswering({ policy: { interruptible: false } }, ["And when do you close?"], ["We open at nine in the morning, and then we bake for an hour.", "We close at six."]);
  await bench.speak(800);
  await bench.silence(9_000);
  expect(bench.all("reply-end").map((event) => event.outcome)).toEqual(["complete", "complete"]);
  expect(bench.all("speech-start").map((event) => event.interrupts)).toEqual([null, null]);
});

test("a caller who goes on while the model thinks is answered once, to all that was said", async () => {
  const seen: string[] = [];
  const bench = startCallBench({
    transcriber: { texts: ["Tell me about prices.", "And about opening hours."] },
    model: { firstTokenMs: 1_500, replies: (request) => { seen.push(request.messages.map((message) => message.role === "tool" ? "" : message.text).join("|")); return "Sure."; } },
  });
  await bench.speak(800);
  await bench.silence(600);
  await bench.speak(800);
  await bench.silence(5_000);
  expect(bench.all("reply-end").map((event) => event.outcome)).toEqual(["interrupted", "complete"]);
  expect(seen.at(-1)).toBe("Tell me about prices. And about opening hours.");
});

test("a turn whose words came during a cough is still answered", async () => {
  const bench = startCallBench({ transcriber: { texts: [question, ""], fault: (request) => request === 0 ? { delayMs: 2_500 } : {} }, model: { replies: ["We open at nine."] } });
  await bench.speak(800);
  await bench.silence(2_400);
  await bench.speak(300);
  await bench.silence(6_000);
  expect(bench.all("speech-dismissed")).toMatchObject([{ reason: "noise", resumesReplyId: null }]);
  expect(bench.all("reply-end")).toMatchObject([{ outcome: "complete", text: "We open at nine." }]);
});

test("a reply that gave way to a typed turn does not come back after a mhm", async () => {
  const bench = await whileAnswering({}, ["Mm-hmm."]);
  await bench.speak(300);
  bench.call.type("never mind");
  await bench.silence(12_000);
  expect(bench.all("speech-dismissed")).toMatchObject([{ reason: "backchannel", resumesReplyId: null }]);
  expect(bench.all("reply-start")).toHaveLength(1);
});
