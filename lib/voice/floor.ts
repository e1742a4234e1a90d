/** Who may speak: one reply at a time. Whoever takes the floor ends the reply before, and an interrupted one can be taken up again. */
import type { ReplyKind, ReplyOutcome } from "./events";
import { present, type Presentation, type PresentationPlan, type ResumePoint } from "./present";
import type { Production } from "./produce";
import type { Session } from "./session";
import { traceOf, type TurnTiming } from "./trace-recorder";

export interface SayPlan {
  production: Production;
  kind: ReplyKind;
  turnId: string | null;
  modality: "audio" | "text";
  metadata?: Record<string, string>;
  /** False for replies out of band. */
  remembered?: boolean;
  /** Null where the reply only goes on. */
  timing: TurnTiming | null;
  /** Since when it is waited for, where that is not the end of the turn. */
  awaitedSinceMs?: number;
  /** False for the last words of a call that ends whatever the caller says. */
  interruptible?: boolean;
}

/** A reply that speech has stopped, until it is known what the speech was. */
export interface Suspended {
  readonly replyId: string;
  /** Whether the agent's last heard words were a question. */
  readonly heardText: string;
  /** It cannot go on: something else was answered meanwhile. */
  readonly discarded: boolean;
  resume(): void;
  discard(): void;
}

export interface Floor {
  say(plan: SayPlan): Presentation;
  active(): Presentation | null;
  /** The last reply, ended or not. */
  latest(): Presentation | null;
  /** The agent can be heard now. */
  audible(): boolean;
  /** Until the last sound sent has been played. */
  remainingMs(): number;
  /** Stops what is said; null where nothing was, or where it may not be interrupted. */
  interrupt(): Suspended | null;
  stop(outcome: ReplyOutcome, replyId?: string): boolean;
  byReply(replyId: string): Presentation | null;
  byItem(itemId: string): Presentation | null;
  /** The client's word on playback. */
  played(replyId: string, playedMs: number): void;
}

export interface FloorHooks {
  onEffect(effect: Parameters<PresentationPlan["onEffect"]>[0], presentation: Presentation): void;
  onEnd(presentation: Presentation, outcome: ReplyOutcome): void;
  /** Words whose sound follows. */
  onWords(text: string): void;
  /** Audio that will be played from `atMs` of the clock on. */
  onAudio(pcm: Int16Array, atMs: number): void;
}

/** Ended replies kept for `truncate`; they hold text and times, no sound. */
const mostKept = 40;

export function createFloor(session: Session, hooks: FloorHooks): Floor {
  const { clock } = session;
  let kept: Presentation[] = [];
  const plans = new WeakMap<Presentation, SayPlan>();
  const mouthToEar = new WeakMap<Presentation, number>();
  const latest = () => kept.at(-1) ?? null;
  const active = () => { const last = latest(); return last?.active ? last : null; };
  const find = (matches: (presentation: Presentation) => boolean) => kept.find(matches) ?? null;

  function start(plan: SayPlan, from: ResumePoint | null): Presentation {
    stop("interrupted");
    const before = latest();
    const playsFromMs = clock.nowMs() + (before?.playback.remainingMs(clock.nowMs()) ?? 0);
    if (before && before.plan.production !== plan.production) before.plan.production.abort(); // it is over; its sound is let go
    let firstSentAtMs: number | null = null;
    plan.production.patience.awaitFrom(plan.awaitedSinceMs ?? plan.timing?.originMs ?? clock.nowMs());
    const cancelWatch = watch(plan.production);
    let started: Presentation | null = null;
    const presentation = present(session, {
      production: plan.production, kind: plan.kind, turnId: plan.turnId, modality: plan.modality, metadata: plan.metadata ?? null, remembered: plan.remembered ?? true, from, playsFromMs,
      onFirstAudio(atMs) { firstSentAtMs ??= atMs; },
      onAudio: hooks.onAudio,
      onWords: hooks.onWords,
      onEffect: (effect) => { if (started) hooks.onEffect(effect, started); },
      onEnd(ended, outcome) {
        cancelWatch();
        if (outcome === "cancelled") plan.production.abort();
        if (plan.timing) session.emit({ type: "turn-metrics", trace: traceOf(plan.timing, plan.production.marks, { replyId: ended.replyId, firstSentAtMs, mouthToEarMs: mouthToEar.get(ended) ?? null, interrupted: outcome === "interrupted", fallbacks: session.takeFallbacks() }) });
        hooks.onEnd(ended, outcome);
      },
    });
    started = presentation;
    plans.set(presentation, plan);
    kept = [...kept.slice(1 - mostKept), presentation];
    return presentation;
  }

  /** No dead air, at the beginning or later: an apology in time, a written one at the last moment. */
  function watch(production: Production): () => void {
    const whenDue = (stage: "stopped" | "silence", task: () => void): (() => void) => {
      let cancel: () => void = () => {};
      const again = () => {
        cancel = clock.after(Math.max(0, production.patience.dueAtMs(stage) - clock.nowMs()), () => {
          if (production.ended) return;
          if (production.patience.dueAtMs(stage) > clock.nowMs()) again();
          else task();
        });
      };
      again();
      return () => cancel();
    };
    const cancelFail = whenDue("stopped", () => production.fail("timeout"));
    const cancelGiveUp = whenDue("silence", () => production.giveUp("timeout"));
    return () => { cancelFail(); cancelGiveUp(); };
  }

  function stop(outcome: ReplyOutcome, replyId?: string): boolean {
    const current = active();
    if (!current || (replyId !== undefined && current.replyId !== replyId)) return false;
    current.stop(outcome);
    current.plan.production.abort();
    return true;
  }

  function suspend(presentation: Presentation): Suspended {
    const point = presentation.resumePoint();
    const heardMs = presentation.playback.heardMs(clock.nowMs());
    if (presentation.active) presentation.stop("interrupted");
    else correct(presentation, heardMs);
    const plan = plans.get(presentation);
    let discarded = false;
    return {
      get discarded() { return discarded; },
      replyId: presentation.replyId,
      heardText: presentation.playback.heardText(heardMs),
      resume() { if (plan && !discarded) start({ ...plan, timing: null, awaitedSinceMs: clock.nowMs() }, point); },
      discard() { discarded = true; presentation.plan.production.abort(); },
    };
  }

  /** An ended reply was not heard to its end. */
  function correct(presentation: Presentation, heardMs: number): { heardText: string; heardMs: number } {
    presentation.playback.settle(heardMs);
    const heardText = presentation.playback.heardText(heardMs);
    const settledMs = Math.round(presentation.playback.heardMs(clock.nowMs()));
    if (presentation.plan.remembered) session.memory.replace(presentation.itemId, { message: { role: "assistant", text: heardText }, generatedText: presentation.playback.text.trim(), interrupted: true });
    session.emit({ type: "reply-heard", replyId: presentation.replyId, itemId: presentation.itemId, heardText, heardMs: settledMs });
    return { heardText, heardMs: settledMs };
  }

  return {
    say: (plan) => start(plan, null),
    active, latest, stop,
    audible: () => (latest()?.playback.remainingMs(clock.nowMs()) ?? 0) > 0,
    remainingMs: () => latest()?.playback.remainingMs(clock.nowMs()) ?? 0,
    interrupt() {
      const last = latest();
      const heardNow = last !== null && (last.active || last.playback.remainingMs(clock.nowMs()) > 0);
      if (!last || !heardNow || plans.get(last)?.interruptible === false) return null;
      return suspend(last);
    },
    byReply: (replyId) => find((presentation) => presentation.replyId === replyId),
    byItem: (itemId) => find((presentation) => presentation.itemId === itemId),
    played(replyId, playedMs) {
      const presentation = find((candidate) => candidate.replyId === replyId);
      if (!presentation || !Number.isFinite(playedMs)) return;
      presentation.playback.report(playedMs, clock.nowMs());
      const timing = plans.get(presentation)?.timing;
      if (timing && playedMs > 0 && !mouthToEar.has(presentation)) mouthToEar.set(presentation, clock.nowMs() - playedMs - timing.originMs);
    },
  };
}

/** What `truncate` says of a reply: clamped to what was sent, corrected in the memory. */
export function truncateHeard(session: Session, presentation: Presentation, audioEndMs: number): { heardText: string; audioEndMs: number } {
  const { playback } = presentation;
  const heardMs = Math.max(0, Math.min(Math.round(playback.audioMs), Number.isFinite(audioEndMs) ? Math.round(audioEndMs) : 0));
  playback.settle(heardMs);
  const heardText = playback.heardText(heardMs);
  const whole = heardMs >= Math.round(playback.audioMs);
  if (presentation.plan.remembered) session.memory.replace(presentation.itemId, { message: { role: "assistant", text: heardText }, ...!whole && { generatedText: presentation.plan.production.text.trim(), interrupted: true } });
  session.emit({ type: "reply-heard", replyId: presentation.replyId, itemId: presentation.itemId, heardText, heardMs });
  return { heardText, audioEndMs: heardMs };
}
