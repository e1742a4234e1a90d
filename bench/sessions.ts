/** P12, P13: memory of one more session, and how many sessions at once are served well; above that they are refused, and at once. */
import { startServer, type RunningServer } from "@/lib/testing/running-server";
import { makeAgent, sayWith } from "./agent";
import { connectCaller, Refused, turn, type Caller, type TurnResult } from "./caller";
import { conversationClips, type Clip } from "./clips";
import { cpuSeconds, percentile, report, residentMegabytes } from "./figure";
import type { BenchOptions } from "./options";

const sweep = [4, 6, 8, 10, 12, 14, 16];
const turnsEach = 4;

export async function run(options: BenchOptions): Promise<void> {
  await memory("scripted", { LOCAL_SPEECH: "off" }, 10);
  await memory("local", {}, 2); // fewer than admission lets in
  const counts = options.sessions?.split(",").map(Number).filter((count) => count > 0) ?? sweep;
  const server = await startServer({ env: { CLAUSE_CACHE_MB: "0" } });
  try {
    const { key } = await server.member();
    const { utterances } = await conversationClips({ ...options, turns: undefined }, sayWith(server, key));
    const { url } = await makeAgent(server, key, { name: "Busy" });
    await parallel(server, url, key, 1, utterances, 2);
    for (const count of counts) await load(server, url, key, count, utterances, options.turns ?? turnsEach);
  } finally { await server.stop(); }
}

/** Silent sessions, their microphones open: what each adds. */
async function memory(providers: string, env: Record<string, string>, fewest: number): Promise<void> {
  const server = await startServer({ env: { ...env, CLAUSE_CACHE_MB: "0" } });
  try {
    const { key } = await server.member();
    const { url } = await makeAgent(server, key, { name: "Quiet" });
    const pid = server.process.pid ?? 0;
    const open: Caller[] = [];
    let refused = 0;
    const grow = async (count: number): Promise<number> => {
      while (open.length + refused < count) {
        const caller = await connectCaller(url, key).catch((error: unknown) => { if (error instanceof Refused) return null; throw error; });
        if (!caller) { refused += 1; continue; }
        open.push(caller);
        caller.type("Hello.");
      }
      await new Promise((resolve) => setTimeout(resolve, 8_000));
      return residentMegabytes(pid);
    };
    const few = await grow(fewest), atFew = open.length;
    const many = await grow(50);
    report({ id: "P12", name: `memory of one more session, ${providers}`, unit: "MB", goal: providers === "local" ? "≤ 15" : "≤ 2", values: open.length > atFew ? [(many - few) / (open.length - atFew)] : [], from: `${atFew} sessions, ${Math.round(few)} MB`, to: `${open.length} sessions, ${Math.round(many)} MB`, refused });
    await Promise.all(open.map((caller) => caller.close()));
  } finally { await server.stop(); }
}

interface Load { results: TurnResult[]; refusals: Refused[]; served: number; cpuPerTurn: number }

async function load(server: RunningServer, url: string, key: string, count: number, clips: readonly Clip[], turns: number): Promise<void> {
  const { results, refusals, served, cpuPerTurn } = await parallel(server, url, key, count, clips, turns);
  const answered = results.filter(({ firstAudioMs, early }) => firstAudioMs !== null && !early);
  const values = answered.flatMap(({ firstAudioMs }) => firstAudioMs ?? []);
  const underruns = answered.filter(({ underrunMs }) => underrunMs > 20).length;
  report({
    id: "P13", name: `first audio, ${count} sessions at once`, unit: "ms", goal: "at 12: p95 ≤ 1,500 and no underrun over 20 ms in 95 % of turns", values, served, refused: refusals.length,
    early: results.filter(({ early }) => early).length, missed: results.filter(({ firstAudioMs }) => firstAudioMs === null).length, underrunTurns: underruns,
    good: answered.length > 0 && percentile(values, 0.95) <= 1_500 && underruns / answered.length <= 0.05, cpuPerTurn: Math.round(cpuPerTurn * 1_000) / 1_000,
  });
  if (refusals.length > 0) report({ id: "P13", name: `refusals above admission, ${count} sessions asked for`, unit: "ms", goal: "≤ 200, with Retry-After", values: refusals.map(({ afterMs }) => afterMs), withRetryAfter: refusals.filter(({ retryAfter }) => retryAfter !== undefined).length, status: [...new Set(refusals.map(({ status }) => status))] });
}

/** Sessions begin apart from each other, as people do. */
async function parallel(server: RunningServer, url: string, key: string, count: number, clips: readonly Clip[], turns: number): Promise<Load> {
  const refusals: Refused[] = [];
  const pid = server.process.pid ?? 0;
  const beganCpu = cpuSeconds(pid);
  let served = 0;
  const one = async (index: number): Promise<TurnResult[]> => {
    await new Promise((resolve) => setTimeout(resolve, index * 370));
    let caller: Caller;
    try { caller = await connectCaller(url, key); } catch (error) {
      if (error instanceof Refused) { refusals.push(error); return []; }
      throw error;
    }
    served += 1;
    const results: TurnResult[] = [];
    for (let number = 0; number < turns; number += 1) {
      const clip = clips[(index * 7 + number) % clips.length];
      if (clip) results.push(await turn(caller, clip));
    }
    await caller.close();
    return results;
  };
  const results = (await Promise.all(Array.from({ length: count }, (_, index) => one(index)))).flat();
  return { results, refusals, served, cpuPerTurn: (cpuSeconds(pid) - beganCpu) / Math.max(1, results.length) };
}
