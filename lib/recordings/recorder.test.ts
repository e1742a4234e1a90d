import { createRecorder } from "./recorder";

function fakeClock() { let nowMs = 0; return { nowMs: () => nowMs, advance(ms: number) { nowMs += ms; } }; }

async function finished(recorder: ReturnType<typeof createRecorder>): Promise<{ left: Int16Array; right: Int16Array }> {
  recorder.end();
  const pieces: Buffer[] = [];
  for await (const bytes of recorder.body) pieces.push(Buffer.from(bytes));
  const bytes = Buffer.concat(pieces);
  const length = bytes.length / 4;
  const channel = (offset: number) => Int16Array.from({ length }, (_all, frame) => bytes.readInt16LE(frame * 4 + offset));
  return { left: channel(0), right: channel(2) };
}
const loud = (ms: number): Int16Array => new Int16Array(24 * ms).fill(1_000);
const loudMs = (track: Int16Array): number => track.filter((sample) => sample === 1_000).length / 24;

test("what was sent but never heard is not on the recording", async () => {
  const clock = fakeClock();
  const recorder = createRecorder(clock);
  for (let startMs = 0; startMs < 2_000; startMs += 100) recorder.agent("r1", loud(100), startMs);
  clock.advance(700);
  recorder.heard("r1", 700);
  const { right } = await finished(recorder);
  expect(loudMs(right)).toBe(700);
});

test("the caller is on the left and the agent on the right, each at its time", async () => {
  const clock = fakeClock();
  const recorder = createRecorder(clock);
  clock.advance(1_000);
  for (let step = 0; step < 50; step += 1) { recorder.caller(new Float32Array(320).fill(0.5)); clock.advance(20); }
  clock.advance(500);
  recorder.agent("r1", loud(200), 0);
  const { left, right } = await finished(recorder);
  const firstLoud = (track: Int16Array, least: number) => track.findIndex((sample) => Math.abs(sample) > least) / 24;
  expect(firstLoud(left, 8_000)).toBeGreaterThan(950);
  expect(firstLoud(left, 8_000)).toBeLessThan(1_050);
  expect(firstLoud(right, 500)).toBe(2_500);
  expect(left.length).toBe(right.length);
});

test("a long call is written as it goes and never held whole in memory", async () => {
  const clock = fakeClock();
  const recorder = createRecorder(clock);
  const reader = recorder.body[Symbol.asyncIterator]();
  let taken = 0;
  for (let second = 0; second < 60; second += 1) {
    recorder.caller(new Float32Array(16_000));
    clock.advance(1_000);
    if (second >= 12) taken += (await reader.next()).value?.length ?? 0;
  }
  expect(taken / 96_000).toBeGreaterThan(45);
});

test("speech that had stopped and goes on is recorded when it was heard", async () => {
  const clock = fakeClock();
  const recorder = createRecorder(clock);
  recorder.agent("r1", loud(500), 0);
  clock.advance(2_000);
  recorder.agent("r2", loud(500), 0);
  const { right } = await finished(recorder);
  expect(right[24 * 1_500]).toBe(0);
  expect(right[24 * 2_100]).toBe(1_000);
});

test("the header tells stereo, 24 kHz, 16 bits and the true size", () => {
  const header = Buffer.from(createRecorder(fakeClock()).head.of(9_600));
  expect([header.readUInt16LE(22), header.readUInt32LE(24), header.readUInt16LE(34), header.readUInt32LE(40), header.readUInt32LE(4)]).toEqual([2, 24_000, 16, 9_600, 9_636]);
});
