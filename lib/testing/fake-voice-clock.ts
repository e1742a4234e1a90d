/** A clock that stands still until a test moves it; every promise that can settle does so between two timers. */
import type { VoiceClock } from "@/lib/voice/call";

export interface FakeVoiceClock extends VoiceClock {
  /** Moves time on, running each timer at its own instant. */
  advance(durationMs: number): Promise<void>;
  /** Lets everything settle that needs no time. */
  settle(): Promise<void>;
  readonly pendingTimers: number;
}

export function fakeVoiceClock(startMs = 1_000): FakeVoiceClock {
  let nowMs = startMs;
  let order = 0;
  const timers = new Set<{ atMs: number; order: number; task: () => void }>();
  const settle = async () => { for (let turn = 0; turn < 4; turn += 1) await new Promise<void>((resolve) => { setImmediate(resolve); }); };
  const nextBefore = (endMs: number) => [...timers].filter((timer) => timer.atMs <= endMs).sort((a, b) => a.atMs - b.atMs || a.order - b.order)[0];
  return {
    nowMs: () => nowMs,
    after(delayMs, task) {
      const timer = { atMs: nowMs + Math.max(0, delayMs), order: order += 1, task };
      timers.add(timer);
      return () => { timers.delete(timer); };
    },
    get pendingTimers() { return timers.size; },
    settle,
    async advance(durationMs) {
      const endMs = nowMs + durationMs;
      await settle();
      for (let timer = nextBefore(endMs); timer; timer = nextBefore(endMs)) {
        timers.delete(timer);
        nowMs = Math.max(nowMs, timer.atMs);
        timer.task();
        await settle();
      }
      nowMs = endMs;
    },
  };
}
