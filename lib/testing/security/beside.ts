/** What goes on beside an attack and after it: somebody's call, and the server's memory. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { ownMegabytes, percentile } from "@/bench/figure";
import type { HeardCall } from "./honest-call";

/** Of 60 ms a character: five seconds a reply. */
export const told = "The quick brown fox jumps over the lazy dog, and then it goes home to its own bed.";
export const pause = (durationMs: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, durationMs); });

/** Has `told` repeated over and over while `work` goes on. */
export async function honestly(url: string, key: string, work: () => Promise<unknown>): Promise<HeardCall[]> {
  const heard: HeardCall[] = [];
  const child = fork("lib/testing/security/honest-call.ts", [url, key, told], { execArgv: ["--import", "tsx"] });
  const exited = once(child, "exit");
  child.on("message", (call) => { heard.push(call as HeardCall); });
  await Promise.race([once(child, "message"), exited]);
  heard.length = 0; // what a first reply loads is not measured
  await work();
  child.send("stop");
  const [code] = (await exited) as [number | null];
  if (code !== 0) throw new Error("the honest call broke");
  return heard;
}

/** How late the call's audio came, in milliseconds. */
export const p95 = (calls: readonly HeardCall[]): number => percentile(calls.flatMap(({ lateMs }) => lateMs), 0.95);

export function soundFaults(quiet: readonly HeardCall[], beside: readonly HeardCall[]): string[] {
  const [model] = quiet;
  if (!model || beside.length === 0) return ["it heard no reply"];
  return [...quiet, ...beside].filter((call) => call.status !== "completed" || call.soundHash !== model.soundHash || call.transcript !== model.transcript).map((call) => `${call.status}, ${Math.round(call.soundMs)} ms of ${Math.round(model.soundMs)}`);
}

/** A second of a reply is sent ahead: what comes less late than half of that is never heard as a gap. The figures themselves are said, and are `npm run bench -- hostile`'s. */
const gapMs = 500;
export const gapFaults = (beside: readonly HeardCall[]): string[] => beside.flatMap(({ lateMs }) => lateMs).filter((late) => late >= gapMs).map((late) => `${late.toFixed(0)} ms late`);

/** The garbage of a process that has nothing to do is collected, and its memory given back, within so long. */
export const restMs = 14_000;
/** The least that the process needed in that time; no longer than until it is low enough. */
export async function rested(pid: number, enoughMb: number, withinMs: number): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let waitedMs = 0; waitedMs < withinMs && least > enoughMb; waitedMs += 500) { await pause(500); least = Math.min(least, ownMegabytes(pid)); }
  return least;
}

/** What the process needed at most until it is stopped: in all, and in the first half of that time. */
export function watchMemory(pid: number): { stop(): { earlierMb: number; mostMb: number } } {
  const looks = [ownMegabytes(pid)];
  const timer = setInterval(() => { looks.push(ownMegabytes(pid)); }, 250);
  return {
    stop() {
      clearInterval(timer);
      return { earlierMb: Math.max(...looks.slice(0, Math.ceil(looks.length / 2))), mostMb: Math.max(...looks) };
    },
  };
}
