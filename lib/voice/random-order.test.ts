import { startCallBench } from "@/lib/testing/call-bench";

/** A small generator with a seed, so that a failure can be had again. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => { state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296; return state / 4_294_967_296; };
}

test.each(Array.from({ length: 12 }, (_, seed) => [seed + 1]))("whatever happens in whatever order (%d), replies never overlap, each ends once, and nothing is thrown", async (seed) => {
  const random = randomFrom(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] ?? (() => { throw new Error("nothing to pick"); })();
  const text = () => pick(["", "Mm-hmm.", "When do you open?", "I want to", "Stop.", "Tell me everything that you know about bread."]);
  const fault = () => pick([{}, {}, {}, {}, { refuse: "unavailable" as const }, { stallAfter: 1 }, { cutAfter: 2 }, { delayMs: 900 }, { ignoresSignal: true, delayMs: 300 }]);
  const bench = startCallBench({
    agent: { greeting: "Hello, this is a greeting of some length.", builtInTools: { endCall: false, handOver: true } }, policy: { idleMs: 30_000 },
    transcriber: { texts: text, fault }, model: { replies: () => pick(["Yes.", "A longer answer, with a second clause. And a second sentence, too.", [{ type: "tool-call", call: { callId: `c${random()}`, name: "hand_over", arguments: "{" } }]]), fault, firstTokenMs: 80, perWordMs: 15 },
    speaker: { fault, delayMs: 25 }, turn: { probability: () => random() },
  });
  for (let step = 0; step < 40; step += 1) {
    const replyId = bench.call.activeReplyId() ?? "none";
    const items = bench.call.history();
    await pick([
      () => bench.speak(100 + random() * 900), () => bench.speak(100 + random() * 900), () => bench.silence(random() * 1_500), () => bench.silence(random() * 1_500),
      async () => { bench.call.type("typed", { respond: random() > 0.5 }); }, async () => { bench.call.respond(); }, async () => { bench.call.cancel(); },
      async () => { bench.call.played(replyId, random() * 3_000); }, async () => { bench.call.truncate(items.at(-1)?.itemId ?? "none", random() * 3_000); },
      async () => { bench.call.commit(); }, async () => { bench.call.clear(); }, async () => { bench.call.remove(items[0]?.itemId ?? "none"); },
      async () => { bench.call.configure({ policy: { patience: pick(["eager", "patient"]), interruptible: random() > 0.3, endpointing: pick(["semantic", "semantic", "silence", "manual"]) } }); },
    ])();
  }
  bench.call.configure({ policy: { endpointing: "semantic" } });
  await bench.silence(14_000);
  bench.call.end("caller");
  await bench.call.ended;
  await bench.clock.advance(20_000);

  let open: string | null = null;
  const ended = new Set<string>();
  for (const { event } of bench.events) {
    if (event.type === "reply-start") { expect(open).toBeNull(); open = event.replyId; }
    if (event.type === "audio-chunk" || event.type === "reply-delta") expect(event.replyId).toBe(open);
    if (event.type === "reply-end") {
      expect(event.replyId).toBe(open);
      expect(ended.has(event.replyId)).toBe(false);
      expect(event.heardMs).toBeLessThanOrEqual(event.audioMs);
      ended.add(event.replyId);
      open = null;
    }
  }
  expect(open).toBeNull();
  const started = bench.all("speech-start").map((event) => event.turnId);
  const settled = [...bench.all("turn-committed"), ...bench.all("speech-dismissed")].map((event) => event.turnId);
  expect(new Set(settled).size).toBe(settled.length);
  for (const turnId of started.slice(0, -1)) expect(settled).toContain(turnId);
  expect(bench.events.at(-1)?.event.type).toBe("call-end");
  expect(bench.clock.pendingTimers).toBe(0);
}, 60_000);
