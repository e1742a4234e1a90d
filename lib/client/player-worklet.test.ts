import { loadWorklet, type Worklet } from "./worklet-harness";

const rateHz = 48_000;

function startPlayer(sampleRateHz = rateHz) {
  const worklet: Worklet = loadWorklet(sampleRateHz);
  const { processor, posted } = worklet.create("player");
  let quanta = 0;
  const send = (data: unknown) => processor.port.onmessage({ data });
  const tone = (durationMs: number) => Int16Array.from({ length: durationMs * 24 }, (_, i) => Math.round(16_000 * Math.sin(2 * Math.PI * 400 * i / 24_000)));
  return {
    posted, send,
    of: (type: string) => posted.filter((message) => message.type === type),
    audio: (responseId: string, durationMs: number) => send({ type: "audio", responseId, pcm: tone(durationMs).buffer }),
    run(durationMs: number): Float32Array {
      const out: number[] = [];
      for (let ms = 0; ms < durationMs; ms += 128_000 / sampleRateHz) {
        worklet.setTime(quanta++ * 128 / sampleRateHz);
        const channels = [new Float32Array(128), new Float32Array(128)];
        processor.process([], [channels]);
        out.push(...(channels[0] ?? []));
        expect(channels[1]).toEqual(channels[0]);
      }
      return Float32Array.from(out);
    },
  };
}

const loudness = (samples: Float32Array) => Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / samples.length);
const jumps = (samples: Float32Array) => samples.reduce((most, value, i) => Math.max(most, Math.abs(value - (samples[i - 1] ?? 0))), 0);

describe.each([44_100, 48_000])("the player at %i Hz", (sampleRateHz) => {
  it("plays a response whole and says exactly how long it was", () => {
    const player = startPlayer(sampleRateHz);
    player.audio("r1", 500);
    player.send({ type: "end", responseId: "r1" });
    player.run(700);
    const [done] = player.of("done");
    expect(done?.responseId).toBe("r1");
    expect(Number(done?.playedMs)).toBeGreaterThan(499);
    expect(Number(done?.playedMs)).toBeLessThan(502);
    expect(player.of("stopped")).toEqual([]);
  });
});

it("waits for 60 ms before it begins, so that a late packet leaves no hole", () => {
  const player = startPlayer();
  player.audio("r1", 40);
  expect(loudness(player.run(50))).toBe(0);
  player.audio("r1", 40);
  expect(loudness(player.run(20))).toBeGreaterThan(0.05);
});

it("a response shorter than the buffer is played as soon as it has ended", () => {
  const player = startPlayer();
  player.audio("r1", 30);
  player.send({ type: "end", responseId: "r1" });
  expect(loudness(player.run(30))).toBeGreaterThan(0.05);
});

it("silence follows a stop within 8 ms, without a click, and the rest is never played", () => {
  const player = startPlayer();
  player.audio("r1", 1_000);
  const before = player.run(200);
  player.send({ type: "stop" });
  const after = player.run(100);
  expect(loudness(after.subarray(Math.round(0.008 * rateHz)))).toBe(0);
  expect(jumps(Float32Array.from([...before, ...after]))).toBeLessThan(0.05);
  const [stopped] = player.of("stopped");
  expect(stopped?.responseId).toBe("r1");
  expect(Number(stopped?.playedMs)).toBeGreaterThan(190);
  expect(Number(stopped?.playedMs)).toBeLessThan(210);
});

it("after a stop the next response plays from its own beginning", () => {
  const player = startPlayer();
  player.audio("r1", 500);
  player.run(150);
  player.send({ type: "stop" });
  player.run(20);
  player.audio("r2", 200);
  player.send({ type: "end", responseId: "r2" });
  player.run(300);
  expect(player.of("done").map((message) => message.responseId)).toEqual(["r2"]);
  expect(Math.round(Number(player.of("done")[0]?.playedMs))).toBe(200);
});

it("ducks by 12 dB within 30 ms and comes back", () => {
  const player = startPlayer();
  player.audio("r1", 2_000);
  player.run(100);
  const full = loudness(player.run(100));
  player.send({ type: "duck", active: true });
  player.run(30);
  const ducked = loudness(player.run(100));
  player.send({ type: "duck", active: false });
  player.run(150);
  expect(20 * Math.log10(ducked / full)).toBeCloseTo(-12, 0);
  expect(loudness(player.run(100)) / full).toBeCloseTo(1, 1);
});

it("a starved player fades, counts the hole, and buffers more before it goes on", () => {
  const player = startPlayer();
  player.audio("r1", 100);
  const heard = player.run(200);
  expect(jumps(heard)).toBeLessThan(0.06);
  player.audio("r1", 70);
  expect(loudness(player.run(20))).toBe(0);
  player.audio("r1", 200);
  expect(loudness(player.run(60))).toBeGreaterThan(0.05);
  expect(Number(player.of("progress").at(-1)?.underruns)).toBe(1);
});

it("a new response ends the one before and follows it without loss", () => {
  const player = startPlayer();
  player.audio("r1", 100);
  player.audio("r2", 100);
  player.send({ type: "end", responseId: "r2" });
  player.run(300);
  expect(player.of("done").map((message) => [message.responseId, Math.round(Number(message.playedMs))])).toEqual([["r1", 100], ["r2", 100]]);
});
