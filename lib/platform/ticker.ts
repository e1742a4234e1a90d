/** Runs background jobs at their intervals, one run of a job at a time; a failed run is logged and tried at the next interval. */
import type { Clock } from "./clock";
import { systemCtx } from "./ctx";
import type { Ctx } from "./ctx";
import { metrics } from "./metrics";

export interface Job {
  name: string;
  intervalMs: number;
  /** Must be safe to run twice at once, since several processes may share one database. */
  run(ctx: Ctx): Promise<unknown>;
}

/** Never rejects; answers whether the run succeeded. */
export async function runJob(job: Job, signal: AbortSignal = new AbortController().signal): Promise<boolean> {
  const ctx = systemCtx({ signal });
  const log = ctx.log.child({ job: job.name });
  const startedMs = ctx.clock.nowMs();
  let outcome: "ok" | "failed" = "ok";
  try {
    await job.run({ ...ctx, log });
  } catch (error) {
    outcome = "failed";
    log.error({ err: error }, "job failed");
  }
  metrics().jobs.observe({ job: job.name, outcome }, (ctx.clock.nowMs() - startedMs) / 1_000);
  return outcome === "ok";
}

export interface Ticker {
  /** No new run begins; resolves when running ones have ended. */
  stop(): Promise<void>;
}

/** The first runs are soon after the start, so that what expired while the process was down does not wait an interval. */
export function startTicker(jobs: readonly Job[], clock: Clock, firstRunMs = 1_000): Ticker {
  const stopping = new AbortController();
  const running = new Set<Promise<unknown>>();
  const cancels = new Map<string, () => void>();
  const schedule = (job: Job, delayMs: number): void => {
    if (stopping.signal.aborted) return;
    cancels.set(job.name, clock.after(delayMs, () => {
      const run = runJob(job, stopping.signal).then(() => { running.delete(run); schedule(job, job.intervalMs); });
      running.add(run);
    }));
  };
  for (const job of jobs) schedule(job, Math.min(firstRunMs, job.intervalMs));
  return {
    async stop() {
      stopping.abort();
      for (const cancel of cancels.values()) cancel();
      await Promise.all(running);
    },
  };
}
