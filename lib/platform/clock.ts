/** Time as a part one can replace: nothing else asks the system for it. */

export interface Clock {
  now(): Date;
  /** Monotonic milliseconds, for durations only. */
  nowMs(): number;
  sleep(durationMs: number, signal?: AbortSignal): Promise<void>;
  /** Runs `task` once after `delayMs`; the answer cancels it. */
  after(delayMs: number, task: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => new Date(),
  nowMs: () => performance.now(),
  sleep: (durationMs, signal) => new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const finish = () => { clearTimeout(timer); signal?.removeEventListener("abort", finish); resolve(); };
    const timer = setTimeout(finish, durationMs);
    signal?.addEventListener("abort", finish, { once: true });
  }),
  after: (delayMs, task) => { const timer = setTimeout(task, delayMs); return () => clearTimeout(timer); },
};
