/** P19: the speech endpoint's first byte, a long text whole with four at once, and whether ten at once stay ahead of playback. */
import { startServer, type RunningServer } from "@/lib/testing/running-server";
import { ask } from "./agent";
import { report } from "./figure";
import type { BenchOptions } from "./options";

/** 300 characters. */
const longText = "The bakery opens at seven in the morning, and the first loaves are out by half past six. On Saturdays there is focaccia with rosemary, which is usually gone by eleven. Cakes are made to order, with two days of notice, and can be collected at any time before six. We are closed on Mondays, all year round.";
const shortText = "Sure, I can help you with that.";
const bytesPerMs = 24_000 * 2 / 1_000;

export async function run(options: BenchOptions): Promise<void> {
  const rounds = options.turns ?? 10;
  const server = await startServer({ env: { CLAUSE_CACHE_MB: "0" } });
  try {
    const { key } = await server.member();
    await speak(server, key, shortText);
    const first: number[] = [], long: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      first.push((await speak(server, key, shortText)).firstByteMs);
      long.push((await speak(server, key, longText)).firstByteMs);
    }
    report({ id: "P19", name: "first byte, a short sentence", unit: "ms", goal: "p50 ≤ 300", values: first });
    report({ id: "P19", name: "first byte, 300 characters", unit: "ms", goal: "p50 ≤ 300", values: long });
    const whole: number[] = [], seconds: number[] = [];
    for (let round = 0; round < Math.ceil(rounds / 3); round += 1) {
      const four = await Promise.all(Array.from({ length: 4 }, () => speak(server, key, longText)));
      whole.push(...four.map(({ wholeMs }) => wholeMs));
      seconds.push(...four.map(({ soundMs }) => soundMs / 1_000));
    }
    report({ id: "P19", name: "300 characters whole, four at once", unit: "ms", goal: "p95 < 3,000", values: whole, characters: longText.length, soundSeconds: Math.round((seconds[0] ?? 0) * 10) / 10 });
    const ten = await Promise.all(Array.from({ length: 10 }, () => speak(server, key, longText)));
    report({ id: "P19", name: "ten at once: first byte", unit: "ms", values: ten.map(({ firstByteMs }) => firstByteMs) });
    report({ id: "P19", name: "ten at once: silence a listener would hear because audio came late", unit: "ms", goal: "0", values: ten.map(({ behindMs }) => behindMs) });
  } finally { await server.stop(); }
}

interface Spoken { firstByteMs: number; wholeMs: number; soundMs: number; behindMs: number }

/** Played as it comes: whatever arrives after its time is silence in between. */
async function speak(server: RunningServer, key: string, input: string): Promise<Spoken> {
  const begunMs = performance.now();
  const response = await ask(server, key, "/v1/audio/speech", { model: "local", voice: "piper:joe", input, response_format: "pcm" });
  let firstByteMs: number | null = null, bytes = 0, behindMs = 0, playedUntilMs = 0;
  for await (const chunk of response.body ?? []) {
    const nowMs = performance.now();
    if (firstByteMs === null) { firstByteMs = nowMs - begunMs; playedUntilMs = nowMs; }
    behindMs += Math.max(0, nowMs - playedUntilMs);
    playedUntilMs = Math.max(nowMs, playedUntilMs) + chunk.length / bytesPerMs;
    bytes += chunk.length;
  }
  return { firstByteMs: firstByteMs ?? Number.NaN, wholeMs: performance.now() - begunMs, soundMs: bytes / bytesPerMs, behindMs };
}
