import { startCallBench } from "@/lib/testing/call-bench";

const question = "When do you open?";

test("the agent greets first, says that it is an AI, and may be interrupted", async () => {
  const bench = startCallBench({ agent: { greeting: "Hello! Welcome to the harbour bakery, what can I do for you on this fine day?", saysItIsAi: true }, transcriber: { texts: [question] } });
  await bench.silence(1_500);
  expect(bench.all("reply-start")).toMatchObject([{ kind: "greeting", turnId: null }]);
  await bench.speak(900);
  await bench.silence(3_000);
  const greeting = bench.all("reply-end")[0];
  expect(greeting).toMatchObject({ outcome: "interrupted", text: "Hello! I'm Ada, an AI assistant. Welcome to the harbour bakery, what can I do for you on this fine day?" });
  expect(bench.all("reply-end")[1]).toMatchObject({ outcome: "complete" });
  expect(bench.all("turn-metrics")[0]?.trace.source).toBe("greeting");
});

test("a greeting that already says AI is left as its author wrote it", async () => {
  const bench = startCallBench({ agent: { greeting: "Hi, I'm the shop's AI. How can I help?", saysItIsAi: true } });
  await bench.silence(4_000);
  expect(bench.all("reply-end")[0]?.text).toBe("Hi, I'm the shop's AI. How can I help?");
});

test("a resumed call is not greeted again", async () => {
  const bench = startCallBench({ agent: { greeting: "Hello!" }, call: { history: [{ itemId: "i1", message: { role: "user", text: "Hi." } }] } });
  await bench.silence(1_000);
  expect(bench.all("reply-start")).toEqual([]);
});

test("an idle caller is asked once, warned, and then the call ends with a goodbye", async () => {
  const bench = startCallBench({ policy: { idleMs: 5_000 } });
  await bench.silence(5_200);
  expect(bench.all("reply-start")).toMatchObject([{ kind: "idle" }]);
  expect(bench.all("idle-warning")).toEqual([{ type: "idle-warning", endsInMs: 5_000 }]);
  await bench.silence(12_000);
  expect(bench.all("reply-start").map((event) => event.kind)).toEqual(["idle", "goodbye"]);
  expect(bench.all("call-end")).toEqual([{ type: "call-end", reason: "idle" }]);
  expect(bench.events.at(-1)?.event.type).toBe("call-end");
});

test("a caller who answers the idle question is not hung up on", async () => {
  const bench = startCallBench({ policy: { idleMs: 5_000 }, transcriber: { texts: ["Yes, I am here, I was thinking."] } });
  await bench.silence(7_000);
  await bench.speak(900);
  await bench.silence(6_000);
  expect(bench.all("call-end")).toEqual([]);
});

test("the longest call ends with a goodbye, whatever the caller does", async () => {
  const bench = startCallBench({ policy: { maxDurationMs: 10_000 } });
  await bench.silence(10_100);
  await bench.speak(800);
  await bench.silence(8_000);
  expect(bench.all("reply-start").at(-1)?.kind).toBe("goodbye");
  expect(bench.all("call-end")).toEqual([{ type: "call-end", reason: "max-duration" }]);
});

test("hanging up ends everything at once: no event and no timer is left", async () => {
  const bench = startCallBench({ transcriber: { texts: [question] }, model: { replies: ["A long answer that goes on and on for quite a while."] } });
  await bench.speak(800);
  await bench.silence(900);
  bench.controller.abort();
  await bench.call.ended;
  const count = bench.events.length;
  expect(bench.events.at(-1)?.event).toEqual({ type: "call-end", reason: "caller" });
  expect(bench.call.hear(new Float32Array(320))).toBe(false);
  expect(bench.call.respond()).toBeNull();
  await bench.clock.advance(60_000);
  expect(bench.events).toHaveLength(count);
  expect(bench.clock.pendingTimers).toBe(0);
});

test("a typed turn interrupts and is answered; in text where text is wanted", async () => {
  const bench = startCallBench({ model: { replies: ["First answer, which is long enough to be interrupted in the middle.", "The second answer is long enough too, and it is spoken.", "Third."] }, call: { modality: "text" } });
  const id = bench.call.type("hello", { itemId: "mine", respond: true });
  expect(id).toBe("mine");
  await bench.clock.advance(2_000);
  bench.call.configure({ modality: "audio" });
  bench.call.type("again", { respond: true });
  await bench.clock.advance(300);
  bench.call.type("and again", { respond: true });
  await bench.clock.advance(4_000);
  const ends = bench.all("reply-end");
  expect(ends.map((event) => event.outcome)).toEqual(["complete", "interrupted", "complete"]);
  expect(ends[0]).toMatchObject({ audioMs: 0, heardText: "First answer, which is long enough to be interrupted in the middle." });
  expect(bench.all("turn-committed")[0]).toMatchObject({ turnId: "mine", source: "text", audio: null });
});

test("push to talk: only what was held down is the turn, and the answer waits for its words", async () => {
  const bench = startCallBench({ policy: { endpointing: "manual" }, transcriber: { texts: [question], fault: { delayMs: 300 } }, model: { replies: (request) => `You asked: ${request.messages.map((message) => message.role === "user" ? message.text : "").join("")}` } });
  await bench.speak(1_000);
  await bench.silence(3_000);
  expect(bench.events.filter(({ event }) => event.type !== "idle-warning")).toEqual([]);
  bench.call.clear();
  expect(bench.call.commit()).toBeNull();
  await bench.speak(600);
  const turnId = bench.call.commit();
  expect(bench.all("turn-committed")).toMatchObject([{ turnId, source: "speech" }]);
  expect(bench.all("turn-committed")[0]?.audio).toHaveLength(600 * 16);
  expect(bench.call.respond()).not.toBeNull();
  expect(bench.call.respond()).toBeNull();
  await bench.silence(4_000);
  expect(bench.all("reply-end")).toMatchObject([{ outcome: "complete", text: `You asked: ${question}` }]);
});

test("without automatic answers a turn is heard and waits for the client", async () => {
  const bench = startCallBench({ policy: { respondAutomatically: false }, transcriber: { texts: [question] } });
  await bench.speak(800);
  await bench.silence(3_000);
  expect(bench.all("turn-committed")).toHaveLength(1);
  expect(bench.all("reply-start")).toEqual([]);
  bench.call.respond({ metadata: { client_event_id: "e1" } });
  await bench.silence(3_000);
  expect(bench.all("reply-start")).toMatchObject([{ kind: "client", metadata: { client_event_id: "e1" } }]);
});

test("an answer out of band uses its own input and is not remembered", async () => {
  const bench = startCallBench({ model: { replies: (request) => request.messages.map((message) => message.role === "user" ? message.text : "").join() } });
  bench.call.respond({ conversation: "none", input: [{ role: "user", text: "Sum up." }], modality: "text", metadata: { purpose: "summary" } });
  await bench.clock.advance(1_000);
  expect(bench.all("reply-end")).toMatchObject([{ text: "Sum up.", outcome: "complete" }]);
  expect(bench.call.history()).toEqual([]);
});

test("a cancelled reply stops and is remembered as far as it was heard", async () => {
  const bench = startCallBench({ model: { replies: ["This is a long answer that will be cancelled before it has been heard to its end."] } });
  bench.call.type("go", { respond: true });
  await bench.clock.advance(1_500);
  expect(bench.call.cancel("another")).toBe(false);
  expect(bench.call.cancel()).toBe(true);
  expect(bench.call.cancel()).toBe(false);
  await bench.clock.advance(3_000);
  const end = bench.all("reply-end")[0];
  expect(end).toMatchObject({ outcome: "cancelled" });
  expect(bench.call.history().at(-1)?.message).toEqual({ role: "assistant", text: end?.heardText });
});

test("items are put where they are asked to be and removed by their id", () => {
  const bench = startCallBench();
  const item = (itemId: string) => ({ itemId, message: { role: "user" as const, text: itemId } });
  expect(bench.call.insert(item("b"), null)).toEqual({ previousItemId: null });
  expect(bench.call.insert(item("a"), "root")).toEqual({ previousItemId: null });
  expect(bench.call.insert(item("c"), "b")).toEqual({ previousItemId: "b" });
  expect(bench.call.insert(item("c"), null)).toBeNull();
  expect(bench.call.insert(item("d"), "nowhere")).toBeNull();
  expect(bench.call.history().map((entry) => entry.itemId)).toEqual(["a", "b", "c"]);
  expect(bench.call.remove("b")).toBe(true);
  expect(bench.call.remove("b")).toBe(false);
});

test("audio beyond the bounds is refused, not kept", () => {
  const bench = startCallBench();
  expect(bench.call.hear(new Float32Array(16_000 * 20))).toBe(true);
  expect(bench.call.hear(new Float32Array(16_000 * 20))).toBe(false);
});

test("a listener that throws disturbs nobody", async () => {
  const bench = startCallBench({ transcriber: { texts: [question] }, call: { emit: () => { throw new Error("listener"); } } });
  await bench.speak(800);
  await bench.silence(3_000);
  expect(bench.call.history()).toHaveLength(2);
});

test("a client that cancels the last goodbye does not make the call longer", async () => {
  const bench = startCallBench({ policy: { maxDurationMs: 10_000 } });
  await bench.silence(10_100);
  expect(bench.all("reply-start").at(-1)?.kind).toBe("goodbye");
  bench.call.cancel();
  await bench.clock.settle();
  expect(bench.all("call-end")).toEqual([{ type: "call-end", reason: "max-duration" }]);
});

test("a caller who answers the idle goodbye stays, and the longest call still ends", async () => {
  const bench = startCallBench({ policy: { idleMs: 5_000, maxDurationMs: 30_000 }, transcriber: { texts: ["Yes, I am here, I was thinking."] } });
  while (bench.all("reply-start").at(-1)?.kind !== "goodbye") await bench.silence(100);
  for (let n = 0; n < 12; n += 1) { await bench.speak(800); await bench.silence(1_500); }
  expect(bench.all("call-end")).toEqual([{ type: "call-end", reason: "max-duration" }]);
});

test("push to talk that nobody could write down ends in an apology, not in an answer to the turn before", async () => {
  const bench = startCallBench({ policy: { endpointing: "manual" }, transcriber: { texts: [question], fault: (request) => request === 1 ? { refuse: "unavailable" } : {} }, model: { replies: ["At nine."] } });
  for (let turn = 0; turn < 3; turn += 1) {
    await bench.speak(600);
    bench.call.commit();
    bench.call.respond();
    await bench.silence(5_000);
  }
  expect(bench.all("transcript-final").map((event) => event.failed)).toEqual([false, true, false]);
  expect(bench.all("reply-end").map((event) => event.outcome)).toEqual(["complete", "failed", "complete"]);
  expect(bench.all("reply-end")[1]?.text).toContain("can't answer right now");
});

test("a turn that the client ends or forgets ducks nobody any more", async () => {
  const bench = startCallBench({ transcriber: { texts: [question] } });
  for (const end of [() => bench.call.commit(), () => bench.call.clear()]) {
    await bench.speak(600);
    expect(bench.all("speech-candidate").at(-1)).toMatchObject({ active: true });
    end();
    expect(bench.all("speech-candidate").at(-1)).toMatchObject({ active: false });
    await bench.silence(6_000);
  }
});

test("sound is sent at most 500 ms ahead also where a reply follows the last sound of another", async () => {
  const bench = startCallBench({ model: { replies: ["We open at nine in the morning.", "And we close at six in the evening."] } });
  bench.call.type("one", { respond: true });
  while (bench.all("reply-end").length === 0) await bench.clock.advance(10);
  bench.call.type("two", { respond: true });
  await bench.clock.advance(8_000);
  let endsAtMs = 0;
  for (const { event, atMs } of bench.events) {
    if (event.type !== "audio-chunk") continue;
    endsAtMs = Math.max(endsAtMs, atMs) + event.pcm.length / 24;
    expect(endsAtMs - atMs).toBeLessThanOrEqual(500.01);
  }
  expect(bench.all("reply-end").map((event) => event.outcome)).toEqual(["complete", "complete"]);
});
