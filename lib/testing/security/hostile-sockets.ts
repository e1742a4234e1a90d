/** At least 500 hostile sessions on the realtime socket, in waves, while one honest call goes on beside them. */
import { makeAgent } from "@/bench/agent";
import type { RunningServer } from "../running-server";
import { honestly, gapFaults, p95, pause, rested, restMs, soundFaults, watchMemory } from "./beside";
import type { HeardCall } from "./honest-call";
import { hostileKinds, type HostileKind, type Target } from "./hostile-sessions";
import type { Section } from "./section";

const atOnce = 16;
const roundsOfKinds = 14;

export interface HostileOutcome {
  sessions: number;
  faults: string[];
  quiet: HeardCall[];
  beside: HeardCall[];
  /** Resident memory of the server's own process: before, at its highest seen, and when it had come to rest. */
  megabytes: { before: number; earlier: number; most: number; after: number };
  seconds: number;
}

/** Runs the sessions, so many at a time; how many they were. */
async function wave(target: Target, kinds: readonly HostileKind[], faults: string[]): Promise<number> {
  const left = kinds.values();
  const one = async () => {
    for (const kind of left) {
      const end = await kind.run(target).catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
      const how = typeof end === "string" ? end : end.closeCode ?? (end.status === 101 || end.status === null ? "cut" : end.status);
      if (!(kind.ends as readonly (string | number)[]).includes(how)) faults.push(`${kind.name}: ${how}, not ${kind.ends.join(" or ")}`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  return kinds.length;
}

/** The caller and the attacker are people of their own; `attackerKey` may instruct the agent, so that nothing is refused for want of rights. */
export async function attack(server: RunningServer): Promise<HostileOutcome> {
  const begunMs = performance.now();
  const [{ key }, { key: attackerKey }] = [await server.member(), await server.member()];
  const definition = { model: { provider: "scripted" }, voice: { provider: "scripted", voice: "tone" }, transcriber: { provider: "scripted" } };
  const honest = await makeAgent(server, key, { name: "Honest", facts: [], definition });
  const attacked = await makeAgent(server, attackerKey, { name: "Attacked", definition });
  const { port, pathname, search } = new URL(attacked.url);
  const target: Target = { port: Number(port), path: `${pathname}${search}`, key: attackerKey };
  const pid = server.process.pid ?? 0;
  const faults: string[] = [];
  const kinds = Array.from({ length: roundsOfKinds }, (_round, round) => hostileKinds.map((_kind, index) => hostileKinds[(index + round * 5) % hostileKinds.length])).flat().flatMap((kind) => kind ?? []);

  await wave(target, kinds.slice(0, hostileKinds.length * 3), []);
  const quiet = await honestly(honest.url, key, () => pause(10_000));
  const before = await rested(pid, 0, restMs);
  let sessions = 0;
  const memory = watchMemory(pid);
  const beside = await honestly(honest.url, key, async () => { sessions = await wave(target, kinds, faults); });
  const { earlierMb, mostMb } = memory.stop();
  const after = await rested(pid, before * 1.1, 2 * restMs);
  return { sessions, faults, quiet, beside, megabytes: { before, earlier: Math.max(before, earlierMb), most: Math.max(before, mostMb), after }, seconds: (performance.now() - begunMs) / 1_000 };
}

export const hostileSockets: Section = {
  name: "hostile-sockets",
  async run({ stage, check }) {
    const { sessions, faults, quiet, beside, megabytes } = await attack(stage.server);
    console.log(`    ${sessions} sessions of ${hostileKinds.length} kinds; jitter p95 ${p95(quiet).toFixed(1)} ms without them, ${p95(beside).toFixed(1)} ms beside them; memory ${megabytes.before.toFixed(0)} → ${megabytes.most.toFixed(0)} → ${megabytes.after.toFixed(0)} MB`);
    check(`each of at least 500 hostile sessions ends with a code that is documented`, [...(sessions < 500 ? [`only ${sessions}`] : []), ...faults]);
    check("the honest call beside them hears all its audio, in order", soundFaults(quiet, beside));
    check("nothing of it comes so late that a gap is heard", gapFaults(beside));
    check("the server's memory has stopped growing: the second half of them needs no more than a tenth over the first", megabytes.most <= megabytes.earlier * 1.1 ? [] : [`${megabytes.earlier.toFixed(0)} MB in the first half, ${megabytes.most.toFixed(0)} MB in the second`]);
    const errors = stage.server.output().split("\n").filter((line) => line.includes("a client's event failed") || line.includes("an error reached nobody"));
    check("nothing of it is an error of the server's own", errors);
  },
};
