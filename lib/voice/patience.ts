/** How long a reply may be waited for. Nothing audible for `replyTimeoutMs` is too long, before its first sound and in its middle alike; within that a slow provider is waited for. */
import type { VoiceClock } from "./call";

/** What each wait leaves of the time for what must follow it, where the whole is eight seconds; less where less is allowed. */
const reservesMs = { transcription: 1_600, model: 1_400, speech: 1_200, stopped: 1_150, apology: 200, silence: 150, apologyRest: 6_000 } as const;
const wholeMs = 8_000;

/** The instant on the call's clock after which a result is of no use; it moves on while sound is played. */
export type DueAt = () => number;

export interface Patience {
  /** Somebody waits since then. */
  awaitFrom(atMs: number): void;
  /** Sound was made: so much in all. */
  made(audioMs: number): void;
  /** The first `audioMs` of the sound will have been played by `atMs`. */
  plays(audioMs: number, atMs: number): void;
  dueAtMs(stage: keyof typeof reservesMs): number;
  /** When all sound made so far will have been played; long ago where there is none. */
  quietFromMs(): number;
}

export function createPatience(clock: VoiceClock, timeoutMs: () => number, fromMs = clock.nowMs()): Patience {
  const state = { awaitedFromMs: fromMs, madeMs: 0, played: { audioMs: 0, atMs: Number.NEGATIVE_INFINITY } };
  const playedUntilMs = () => state.played.atMs + Math.max(0, state.madeMs - state.played.audioMs);
  return {
    quietFromMs: playedUntilMs,
    awaitFrom(atMs) { state.awaitedFromMs = atMs; },
    made(audioMs) { state.madeMs = audioMs; },
    plays(audioMs, atMs) { state.played = { audioMs, atMs }; },
    dueAtMs(stage) {
      const quietFromMs = Math.max(state.awaitedFromMs, playedUntilMs());
      return quietFromMs + timeoutMs() * (1 - reservesMs[stage] / wholeMs);
    },
  };
}
