/** One child process with one kind of models: started, warmed, given one piece of work at a time, started again when it dies. */
import type { ChildProcess } from "node:child_process";
import type { FromChild, ModelKind, ModelSettings, ToChild } from "./protocol";

export type ProcessState = "stopped" | "starting" | "ready" | "resting";

export interface ModelProcessEvents {
  onReady(): void;
  onDone(id: number, gives: unknown, busyMs: number): void;
  onFailed(id: number, reason: string): void;
  /** The process died or was unloadable; work it held is lost. `permanent` where starting again cannot help. */
  onLost(reason: string, permanent: boolean): void;
}

export interface ModelProcess {
  readonly kind: ModelKind;
  readonly state: ProcessState;
  readonly pid: number | undefined;
  readonly residentBytes: number;
  readonly restarts: number;
  start(): void;
  send(message: ToChild): void;
  /** Ends a process that hangs; it is started again. */
  kill(): void;
  /** Lets the process go and keeps it away until `start`. Settles when it has ended. */
  stop(): Promise<void>;
}

const firstRestartMs = 100;
const slowestRestartMs = 10_000;
/** A process that lived this long is not in a crash loop. */
const healthyMs = 30_000;
/** A process that has not loaded by then never will. */
const loadTimeoutMs = 60_000;
const stopGraceMs = 1_000;

export function createModelProcess(kind: ModelKind, settings: ModelSettings, spawn: () => ChildProcess, events: ModelProcessEvents): ModelProcess {
  let state: ProcessState = "stopped";
  let child: ChildProcess | null = null;
  let residentBytes = 0;
  let restarts = 0;
  let crashesInARow = 0;
  let timer: NodeJS.Timeout | undefined;

  const receive = (message: FromChild) => {
    if ("residentBytes" in message) residentBytes = message.residentBytes;
    if (message.type === "ready") { clearTimeout(timer); state = "ready"; events.onReady(); }
    if (message.type === "done") events.onDone(message.id, message.gives, message.busyMs);
    if (message.type === "failed") events.onFailed(message.id, message.reason);
    if (message.type === "unloadable") { void stop(); events.onLost(message.reason, true); }
  };

  const lose = (reason: string, livedMs: number) => {
    clearTimeout(timer);
    child = null;
    residentBytes = 0;
    if (state === "stopped") return;
    crashesInARow = livedMs > healthyMs ? 1 : crashesInARow + 1;
    state = "resting";
    const waitMs = crashesInARow === 1 ? 0 : Math.min(slowestRestartMs, firstRestartMs * 2 ** (crashesInARow - 2));
    timer = setTimeout(() => { restarts += 1; state = "stopped"; start(); }, waitMs);
    timer.unref();
    events.onLost(reason, false);
  };

  const start = () => {
    if (state !== "stopped") return;
    state = "starting";
    const born = performance.now();
    const process = spawn();
    child = process;
    timer = setTimeout(() => process.kill("SIGKILL"), loadTimeoutMs);
    timer.unref();
    process.on("message", (message) => { if (child === process) receive(message as FromChild); });
    let lost = false;
    const gone = (reason: string) => { if (!lost && child === process) lose(reason, performance.now() - born); lost = true; };
    process.once("error", (error) => gone(error.message));
    process.once("exit", (code, signal) => gone(`ended with ${signal ?? code}`));
    send({ type: "load", kind, settings });
  };

  /** A channel that closes between the check and the send is noticed by `exit`, which puts the work back. */
  const send = (message: ToChild) => { if (child?.connected) child.send(message, () => undefined); };

  const stop = async () => {
    clearTimeout(timer);
    state = "stopped";
    const process = child;
    child = null;
    residentBytes = 0;
    if (!process || process.exitCode !== null || process.signalCode !== null) return;
    const ended = new Promise<void>((resolve) => process.once("exit", () => resolve()));
    const forced = setTimeout(() => process.kill("SIGKILL"), stopGraceMs);
    if (process.connected) process.disconnect(); else process.kill("SIGKILL");
    await ended;
    clearTimeout(forced);
  };

  return {
    kind, start, send, stop,
    get state() { return state; },
    get pid() { return child?.pid; },
    get residentBytes() { return residentBytes; },
    get restarts() { return restarts; },
    kill: () => { child?.kill("SIGKILL"); },
  };
}
