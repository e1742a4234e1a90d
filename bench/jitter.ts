/** P10, P11: many live sessions on scripted providers, all hearing and all speaking: how evenly audio leaves, and what it costs. */
import { startServer } from "@/lib/testing/running-server";
import { makeAgent } from "./agent";
import { connectCaller, type Caller } from "./caller";
import { cpuSeconds, percentile, report } from "./figure";
import type { BenchOptions } from "./options";

const sessionsAtOnce = 100;
/** Sent ahead at the beginning of a reply; behind that each chunk has its time. */
const aheadMs = 1_000;

export async function run(options: BenchOptions): Promise<void> {
  const seconds = options.seconds ?? 60;
  const count = Number(options.sessions ?? sessionsAtOnce);
  const server = await startServer({ env: { LOCAL_SPEECH: "off", MAX_CALLS: String(count + 10) } });
  try {
    const { key } = await server.member();
    // The scripted model repeats what it is told, and a character is a tone of 60 ms: the reply outlasts the measurement.
    const told = Array.from({ length: Math.ceil(seconds / 3) + 4 }, (_, index) => `This is sentence number ${index + 1}, and it goes on for a while before it ends.`).join(" ");
    const { url } = await makeAgent(server, key, { name: "Talker", facts: [], definition: { model: { provider: "scripted" } } });
    const callers: Caller[] = [];
    for (let index = 0; index < count; index += 1) callers.push(await connectCaller(url, key));
    for (const caller of callers) { caller.type(told); await new Promise((resolve) => setTimeout(resolve, 13)); }
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    const pid = server.process.pid ?? 0;
    const [cpuBefore, beganMs] = [cpuSeconds(pid), performance.now()];
    await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
    const cores = (cpuSeconds(pid) - cpuBefore) / ((performance.now() - beganMs) / 1_000);
    const heard = callers.map((caller) => {
      const reply = caller.listener.replies()[0];
      const paced = reply?.chunks.filter(({ startMs, atMs }) => startMs >= aheadMs && atMs >= beganMs) ?? [];
      return { late: lateness(paced), underrunMs: reply?.underrunMs ?? 0, chunks: paced.length, soundMs: paced.reduce((sum, { lengthMs }) => sum + lengthMs, 0) };
    });
    report({ id: "P10", name: "how late paced audio is, against its own schedule", unit: "ms", goal: "p95 < 10", values: heard.flatMap(({ late }) => late), sessions: count, seconds, underruns: heard.filter(({ underrunMs }) => underrunMs > 0).length, leastSoundSeconds: Math.round(Math.min(...heard.map(({ soundMs }) => soundMs)) / 100) / 10 });
    report({ id: "P11", name: "CPU of those sessions, listening and speaking, database included", unit: "cores", goal: "≤ 0.3", values: [cores], sessions: count });
    await Promise.all(callers.map((caller) => caller.close()));
  } finally { await server.stop(); }
}

/** Each chunk's arrival against the reply's own clock: the earliest tenth of arrivals is on time. */
export function lateness(chunks: readonly { atMs: number; startMs: number }[]): number[] {
  const offsets = chunks.map(({ atMs, startMs }) => atMs - startMs);
  const onTime = percentile(offsets, 0.1);
  return offsets.map((offset) => Math.max(0, offset - onTime));
}
