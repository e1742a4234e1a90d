/** P1, P2, P3, P14: end of speech → first audio over the socket in real time, replies begun inside a pause, and what a turn costs. */
import { startServer, type RunningServer } from "@/lib/testing/running-server";
import { makeAgent, sayWith } from "./agent";
import { connectCaller, turn, type TurnResult } from "./caller";
import { conversationClips, type Clip } from "./clips";
import { cpuSeconds, report } from "./figure";
import type { BenchOptions } from "./options";
import { watchedTraces } from "./traces";

export async function run(options: BenchOptions): Promise<void> {
  const server = await startServer({ env: { CLAUSE_CACHE_MB: "0" } });
  try {
    const { key } = await server.member();
    const { utterances, pauses } = await conversationClips(options, sayWith(server, key));
    const agents = { normal: await makeAgent(server, key, { name: "Normal" }), patient: await makeAgent(server, key, { name: "Patient", definition: { turnTaking: { patience: "patient" } } }) };
    for (const [patience, { url }] of Object.entries(agents)) {
      const { results, cpuPerTurn, listening } = await converse(server, url, key, utterances.slice(0, options.turns));
      const answered = results.filter(({ early, firstAudioMs }) => !early && firstAudioMs !== null);
      const counts = { patience, early: results.filter(({ early }) => early).length, missed: results.filter(({ firstAudioMs }) => firstAudioMs === null).length, underrunTurns: answered.filter(({ underrunMs }) => underrunMs > 20).length };
      report({ id: "P1", name: "end of speech to first audio", unit: "ms", goal: "p50 ≤ 420, p95 ≤ 900 (P2)", values: answered.flatMap(({ firstAudioMs }) => firstAudioMs ?? []), ...counts });
      report({ id: "P1", name: "end of speech to first audible sample", unit: "ms", values: answered.flatMap(({ firstAudibleMs }) => firstAudibleMs ?? []), patience });
      report({ id: "P1", name: "end of speech to endpoint", unit: "ms", values: answered.flatMap(({ endpointMs }) => endpointMs ?? []), patience, reasons: listening });
      report({ id: "P14", name: "CPU per turn, listening and database included", unit: "s", values: [cpuPerTurn], patience, turns: results.length });
      const paused = await converse(server, url, key, pauses.slice(0, options.turns));
      for (const gapMs of new Set(pauses.map((clip) => clip.gapMs))) {
        const own = paused.results.filter((_, index) => pauses[index]?.gapMs === gapMs);
        report({ id: "P3", name: `replies begun inside a pause of ${gapMs} ms`, unit: "replies", values: [own.filter(({ early }) => early).length], of: own.length, patience });
      }
      const early = paused.results.flatMap((result, index) => (result.early ? [pauses[index]?.file ?? ""] : []));
      report({ id: "P3", name: "replies begun inside a pause", unit: "replies", goal: "≤ 2 of 20", values: [early.length], of: paused.results.length, early, patience });
      report({ id: "P3", name: "end of speech to first audio after a pause", unit: "ms", values: paused.results.filter((result) => !result.early).flatMap(({ firstAudioMs }) => firstAudioMs ?? []), patience });
    }
  } finally { await server.stop(); }
}

async function converse(server: RunningServer, url: string, key: string, clips: readonly Clip[]): Promise<{ results: TurnResult[]; cpuPerTurn: number; listening: Record<string, number> }> {
  const results: TurnResult[] = [];
  const caller = await connectCaller(url, key, { extended: true });
  // The first turn of a process may still load something; that belongs to P15.
  const [warm] = clips;
  if (warm) await turn(caller, warm);
  const pid = server.process.pid ?? 0;
  const beganCpu = cpuSeconds(pid), sinceMs = performance.now();
  for (const clip of clips) results.push(await turn(caller, clip));
  const cpuPerTurn = (cpuSeconds(pid) - beganCpu) / Math.max(1, clips.length);
  const listening: Record<string, number> = {};
  for (const { endpointReason } of watchedTraces(caller, sinceMs)) listening[endpointReason] = (listening[endpointReason] ?? 0) + 1;
  await caller.close();
  return { results, cpuPerTurn, listening };
}
