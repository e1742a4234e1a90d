/** How long a call may be silent and how long it may last: the caller is asked once, then the call ends with a goodbye. */
import type { VoiceClock } from "./call";

export interface CallLimits {
  /** Somebody spoke, typed or was spoken to: the silence begins again, in `afterMs` at the earliest. */
  stir(afterMs?: number): void;
  /** The caller did something: the next silence is asked about anew. */
  answered(): void;
  stop(): void;
}

export interface LimitHooks {
  idleMs(): number;
  maxDurationMs: number;
  /** True while silence is not idleness: somebody speaks or a reply is being made. */
  busy(): boolean;
  ask(endsInMs: number): void;
  hangUp(reason: "idle" | "max-duration"): void;
}

export function watchLimits(clock: VoiceClock, hooks: LimitHooks): CallLimits {
  let cancelIdle: () => void = () => {};
  let asked = false;
  const cancelEnd = clock.after(hooks.maxDurationMs, () => hooks.hangUp("max-duration"));
  const limits: CallLimits = {
    stir(afterMs = 0) {
      cancelIdle();
      cancelIdle = clock.after(afterMs + hooks.idleMs(), () => {
        if (hooks.busy()) return limits.stir();
        if (asked) return hooks.hangUp("idle");
        asked = true;
        limits.stir();
        hooks.ask(hooks.idleMs());
      });
    },
    answered() { asked = false; limits.stir(); },
    stop() { cancelIdle(); cancelEnd(); },
  };
  limits.stir();
  return limits;
}
