import { createListener } from "./listener";

const delta = (responseId: string, atMs: number, samples: number[]) => ({ type: "response.output_audio.delta", response_id: responseId, atMs, delta: Buffer.from(Int16Array.from(samples).buffer).toString("base64") });
const ramp = (from: number, length: number) => Array.from({ length }, (_, at) => from + at);

test("the loudspeaker gives back, at each moment, the sample that is due then, and silence after a stop", () => {
  const listener = createListener();
  listener.take(delta("a", 1_000, ramp(1, 480)));
  listener.take(delta("a", 1_001, ramp(481, 480)));
  expect([...listener.played(1_010, 480) ?? []]).toEqual(ramp(241, 480));
  expect(listener.playing(1_039)).toBe(true);
  expect(listener.playing(1_041)).toBe(false);
  listener.take({ type: "input_audio_buffer.speech_started", atMs: 1_020 });
  expect(listener.played(1_020, 480)).toBeNull();
  listener.take(delta("a", 1_025, ramp(1, 480)));
  expect(listener.played(1_025, 480)).toBeNull();
});

test("audio that comes late is counted as silence inside the reply, audio that is ahead is not", () => {
  const listener = createListener();
  listener.take(delta("a", 1_000, ramp(1, 480)));
  listener.take(delta("a", 1_005, ramp(1, 480)));
  expect(listener.replies()[0]?.underrunMs).toBe(0);
  listener.take(delta("a", 1_070, ramp(1, 480)));
  expect(listener.replies()[0]?.underrunMs).toBeCloseTo(30);
});
