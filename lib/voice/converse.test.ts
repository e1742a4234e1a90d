import { startCallBench } from "@/lib/testing/call-bench";
import { countedStages } from "./trace-recorder";

const text = "Can you tell me when you open?";

test("a spoken turn is heard, answered aloud and ends complete", async () => {
  const bench = startCallBench({ transcriber: { texts: [text] }, model: { replies: ["We open at nine. See you soon."], firstTokenMs: 100, perWordMs: 20 } });
  await bench.silence(500);
  await bench.speak(1_000);
  await bench.silence(4_000);
  expect(bench.names().slice(0, 8)).toEqual(["speech-candidate", "speech-start", "speech-candidate", "speech-end", "turn-committed", "transcript-final", "reply-start", "reply-delta"]);
  expect(bench.all("transcript-final")[0]).toMatchObject({ text, failed: false });
  expect(bench.all("reply-end")).toHaveLength(1);
  expect(bench.all("reply-end")[0]).toMatchObject({ outcome: "complete", text: "We open at nine. See you soon.", heardText: "We open at nine. See you soon." });
  expect(bench.all("reply-delta").map((event) => event.text).join("")).toBe("We open at nine. See you soon.");
  expect(bench.call.history().map((item) => item.message)).toEqual([{ role: "user", text }, { role: "assistant", text: "We open at nine. See you soon." }]);
});

test("the stages that are counted add up to the wait for the first audio", async () => {
  const bench = startCallBench({ transcriber: { texts: [text], fault: { delayMs: 60 } }, model: { replies: ["We open at nine."], firstTokenMs: 100, perWordMs: 20 }, speaker: { delayMs: 30 } });
  await bench.silence(500);
  await bench.speak(1_000);
  await bench.silence(3_000);
  const trace = bench.all("turn-metrics")[0]?.trace;
  expect(trace?.firstAudioMs).toBeGreaterThan(0);
  expect(trace?.firstAudioMs).toBeLessThan(420);
  const sum = countedStages(trace ?? { stages: [] }).reduce((total, stage) => total + stage.countedMs, 0);
  expect(Math.abs(sum - (trace?.firstAudioMs ?? 0))).toBeLessThan(1);
  expect(trace?.stages.filter((stage) => stage.speculative).map((stage) => stage.name)).toEqual(expect.arrayContaining(["transcription", "first_token"]));
});

test("speech over the agent stops it, and only what was heard is remembered", async () => {
  const bench = startCallBench({ transcriber: { texts: [text, "Please stop, I have another question."] }, model: { replies: ["This is a very long answer that goes on for many words and more words than anybody wants to hear today.", "All right."] } });
  await bench.silence(500);
  await bench.speak(1_000);
  await bench.silence(1_600);
  await bench.speak(1_000);
  await bench.silence(4_000);
  const [first, second] = bench.all("reply-end");
  expect(first).toMatchObject({ outcome: "interrupted" });
  expect(first?.heardText.length).toBeLessThan(first?.text.length ?? 0);
  expect(first?.heardText).not.toBe("");
  expect(bench.all("speech-start")[1]?.interrupts).toBe(first?.replyId);
  expect(second).toMatchObject({ outcome: "complete", text: "All right." });
  expect(bench.call.history()[1]?.message).toEqual({ role: "assistant", text: first?.heardText });
  const stoppedAt = bench.times("reply-end")[0] ?? 0;
  const late = bench.events.filter(({ atMs, event }) => event.type === "audio-chunk" && event.replyId === first?.replyId && atMs > stoppedAt);
  expect(late).toEqual([]);
});

test("audio is never sent further ahead of its playback than the policy says", async () => {
  const bench = startCallBench({ transcriber: { texts: [text] }, model: { replies: ["This is a long answer, of several clauses, so that pacing matters a great deal to the listener."] } });
  await bench.speak(1_000);
  await bench.silence(8_000);
  const chunks = bench.events.flatMap(({ atMs, event }) => event.type === "audio-chunk" ? [{ atMs, endMs: event.startMs + event.pcm.length / 24 }] : []);
  const begins = chunks[0]?.atMs ?? 0;
  expect(chunks.length).toBeGreaterThan(10);
  for (const chunk of chunks) expect(chunk.endMs - (chunk.atMs - begins)).toBeLessThanOrEqual(501);
});
