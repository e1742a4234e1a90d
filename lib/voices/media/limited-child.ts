/** A program that reads what strangers sent: in a process of its own, with next to no environment, and ended as soon as it takes more than it may. */
import { spawn } from "node:child_process";
import { constants, setPriority } from "node:os";

export interface ChildLimits { /** Of the clock. */ wallMs: number; /** Of a processor. */ cpuS: number; /** Of memory that is its own. */ memoryBytes: number }

/** `late`: took too long by the clock. `full`: the reader wanted no more. `left`: given up. `unable`: it could not be started. */
export type ChildEnd = { exitCode: number | null } | { stopped: "late" | "full" | "left" | "unable" };

export interface ChildRun {
  program: string;
  args: readonly string[];
  input: Uint8Array;
  limits: ChildLimits;
  /** Each piece of its output; false: no more of it is wanted. */
  take(piece: Buffer): boolean;
  signal?: AbortSignal;
  /** Runs `task` once after `delayMs`; the answer cancels it. */
  after?(delayMs: number, task: () => void): () => void;
}

const addressSpaceBytes = 1_024 * 1_048_576;
const kibibytes = (bytes: number) => Math.floor(bytes / 1_024);
const timer = (delayMs: number, task: () => void) => { const handle = setTimeout(task, delayMs); return () => clearTimeout(handle); };

/** Limits that a system does not know (macOS has none of memory) are passed over: those of time, output and number hold everywhere. It may write no file, however small. */
const limitedBy = ({ cpuS, memoryBytes }: ChildLimits): string =>
  `ulimit -t ${cpuS}; ulimit -f 0; ulimit -c 0; ulimit -d ${kibibytes(memoryBytes)} 2>&-; ulimit -v ${kibibytes(addressSpaceBytes)} 2>&-; exec "$0" "$@"`;

/** Resolves when the process is gone, with whatever it started, for they are one group. */
export function runLimited({ program, args, input, limits, take, signal, after = timer }: ChildRun): Promise<ChildEnd> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve({ stopped: "left" });
    const child = spawn("/bin/sh", ["-c", limitedBy(limits), program, ...args], { stdio: ["pipe", "pipe", "ignore"], env: { NODE_ENV: "production" }, cwd: "/", detached: true });
    let stopped: "late" | "full" | "left" | "unable" | null = null;
    const end = (why: "late" | "full" | "left") => {
      stopped ??= why;
      child.stdout.destroy();
      try { process.kill(-(child.pid ?? 0), "SIGKILL"); } catch { /* it is gone already */ }
    };
    const cancel = after(limits.wallMs, () => end("late"));
    const leave = () => end("left");
    signal?.addEventListener("abort", leave, { once: true });
    child.on("error", () => { stopped ??= "unable"; });
    child.stdin.on("error", () => { /* it ended before it had read everything: its exit tells */ });
    child.stdout.on("error", () => { /* likewise */ });
    child.stdout.on("data", (piece: Buffer) => { if (stopped === null && !take(piece)) end("full"); });
    child.on("close", (exitCode) => {
      cancel();
      signal?.removeEventListener("abort", leave);
      resolve(stopped === null ? { exitCode } : { stopped });
    });
    if (child.pid === undefined) return;
    try { setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL); } catch { /* gone already, or not allowed: calls come first only by the number of such processes then */ }
    child.stdin.end(input);
  });
}
