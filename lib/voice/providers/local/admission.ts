/** Whether one more live call can be served in time: measured costs of work, calls under way, and how long urgent work waits. */
import { ProviderError } from "@/lib/voice/ports";
import type { WorkName } from "./protocol";

/** One live call's place; give it back when the call ends. */
export interface CallLease { release(): void }

export interface AdmissionLimits {
  /** Hard cap on live calls, whatever the measurements say. */
  maxCalls: number;
  /** Share of all cores that calls may be expected to use: above it waits grow faster than linearly. */
  maxLoad: number;
  /** Longest expected or measured wait of urgent work. */
  maxWaitMs: number;
}

export const defaultAdmissionLimits = { maxCalls: 200, maxLoad: 0.8, maxWaitMs: 400 } as const satisfies AdmissionLimits;

export interface Admission {
  admit(): CallLease;
  /** Tells what a piece of work cost. */
  observeCost(name: WorkName, busyMs: number): void;
  observeWait(waitedMs: number, nowMs: number): void;
  estimate(calls: number): { load: number; waitMs: number };
  readonly calls: number;
}

/** What a call asks of each model per second: a turn about every 6 s, transcribed speculatively, scored for its end, answered in three clauses. */
const workPerSecond = { vad: 31.25, turn: 2.5 / 6, transcribe: 2.5 / 6, embed: 1 / 6, speak: 3 / 6 } as const satisfies Record<WorkName, number>;
/** What work costs until it has been measured (one thread of a two-core machine). */
const assumedCostMs = { vad: 0.3, turn: 60, transcribe: 90, embed: 10, speak: 70 } as const satisfies Record<WorkName, number>;
/** Share of one core that the sockets, resampling and the engine itself take per call. */
const engineLoad = 0.02;
const retryAfterMs = 15_000;
/** Waits measured longer ago than this say nothing about now. */
const waitMemoryMs = 5_000;

export function createAdmission(cores: number, listeners: number, limits: AdmissionLimits, nowMs: () => number): Admission {
  const costMs: Record<WorkName, number> = { ...assumedCostMs };
  let recentWait = { ms: 0, atMs: -Infinity };
  let calls = 0;

  const estimate = (count: number) => {
    const perCall = (names: readonly WorkName[]) => names.reduce((sum, name) => sum + workPerSecond[name] * costMs[name], 0) / 1000;
    const load = (count * (perCall(["vad", "turn", "transcribe", "embed", "speak"]) + engineLoad)) / cores;
    const listening = Math.min(0.99, (count * perCall(["turn", "transcribe", "embed"])) / listeners);
    // Mean wait of a queue with one server and work of fixed length.
    const waitMs = (costMs.transcribe * listening) / (2 * (1 - listening));
    return { load, waitMs };
  };
  const measuredWaitMs = () => (nowMs() - recentWait.atMs < waitMemoryMs ? recentWait.ms : 0);

  return {
    estimate,
    get calls() { return calls; },
    observeCost(name, busyMs) { costMs[name] += 0.05 * (busyMs - costMs[name]); },
    observeWait(waitedMs, atMs) { recentWait = { ms: measuredWaitMs() * 0.8 + waitedMs * 0.2, atMs }; },
    admit() {
      const expected = estimate(calls + 1);
      const crowded = calls >= limits.maxCalls || expected.load > limits.maxLoad || Math.max(expected.waitMs, measuredWaitMs()) > limits.maxWaitMs;
      // An idle machine always takes one call: its costs can only be learnt by serving.
      if (crowded && calls > 0) throw new ProviderError("local", "overloaded", { retryable: true, retryAfterMs });
      calls += 1;
      let held = true;
      return { release() { if (held) calls -= 1; held = false; } };
    },
  };
}
