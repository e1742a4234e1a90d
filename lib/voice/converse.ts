/** A call: listens always, speaks one reply at a time, yields the floor when interrupted, and never leaves a turn unanswered. */
import { startAnswer } from "./answer";
import type { Call, CallOptions, HistoryItem, ReplyOverrides } from "./call";
import { createEar } from "./ear";
import { createEchoGuard } from "./echo";
import type { CallEndReason } from "./events";
import { createFloor, truncateHeard, type Suspended } from "./floor";
import type { HeardTurn } from "./hearing";
import { watchLimits } from "./limits";
import { commitManually } from "./manual";
import { greetingOf } from "./phrases";
import type { Presentation } from "./present";
import { produce } from "./produce";
import { createSession } from "./session";
import { childController } from "./streams";
import { typedTiming, type TurnTiming } from "./trace-recorder";
import { clampPolicy } from "./turn-policy";

/** Starts a call. It runs until `end`, until its signal aborts, or until the agent or the clock ends it. */
export function converse(options: CallOptions): Call {
  const own = childController(options.signal);
  const session = createSession(options, own.controller.signal);
  const { clock, memory, settings, phrases } = session;
  const echo = createEchoGuard(clock);
  const state = { ended: false, endAfter: null as CallEndReason | null, suspended: null as Suspended | null, waiting: null as TurnTiming | null, owed: null as HeardTurn | null, held: null as { timing: TurnTiming; heard: Promise<void> } | null, pending: Promise.resolve() };
  let settle: () => void = () => {};
  const ended = new Promise<void>((resolve) => { settle = resolve; });

  const floor = createFloor(session, {
    onAudio: (pcm, atMs) => echo.said(pcm, atMs),
    onWords: (text) => { if (settings.modality === "audio") echo.worded(text, clock.nowMs()); },
    onEffect(effect, presentation) {
      if (effect === "slower") settings.speed = Math.max(0.5, settings.speed * 0.85);
      if (effect === "end-call" || (effect === "goodbye" && session.agent.builtInTools.endCall)) endAfter(presentation, "agent");
    },
    onEnd(presentation) { limits.stir(presentation.playback.remainingMs(clock.nowMs())); },
  });
  const limits = watchLimits(clock, {
    idleMs: () => settings.policy.idleMs,
    maxDurationMs: settings.policy.maxDurationMs,
    busy: () => ear.hearing || floor.active() !== null || floor.audible(),
    ask(endsInMs) {
      session.emit({ type: "idle-warning", endsInMs });
      say(phrases.stillThere, "idle");
    },
    hangUp: (reason) => goodbye(reason, reason === "idle" ? phrases.idleGoodbye : phrases.timeGoodbye),
  });
  const ear = createEar(session, options, {
    floor, echo,
    speculate: (text, awaitedFromMs) => startAnswer(session, { spoken: text, ready: state.pending, awaitedFromMs }),
    onSpeech() { limits.answered(); cancelGoodbye(); },
    onSuspend(suspended) { state.suspended?.discard(); state.suspended = suspended; },
    onTurn: (turn) => takeTurn(turn),
    onCleared() { dropSuspended(); answerOwed(); },
  });

  function say(text: string, kind: "greeting" | "idle" | "goodbye" | "error", timing: TurnTiming | null = typedTiming(session.newId("turn"), kind === "greeting" ? "greeting" : "idle", clock.nowMs()), fault?: string, awaitedSinceMs?: number): Presentation {
    dropSuspended();
    const interruptible = kind !== "goodbye" || state.endAfter === "idle";
    return floor.say({ production: produce(session, { type: "text", text, fault }, settings.modality), kind, turnId: kind === "error" ? timing?.turnId ?? null : null, modality: settings.modality, timing, interruptible, awaitedSinceMs });
  }

  function answer(timing: TurnTiming, turnId: string | null, production = startAnswer(session, { ready: state.pending }), overrides?: ReplyOverrides, awaitedSinceMs?: number): Presentation {
    state.waiting = null;
    state.owed = null;
    dropSuspended();
    const modality = overrides?.modality ?? settings.modality;
    return floor.say({ production, kind: overrides ? "client" : "answer", turnId, modality, timing, metadata: overrides?.metadata, remembered: overrides?.conversation !== "none", awaitedSinceMs });
  }

  function takeTurn(turn: HeardTurn): void {
    if (state.ended) return;
    const { suspended } = turn;
    if (state.suspended === suspended) state.suspended = null;
    const reason = turn.failed ? null : turn.text === "" ? "noise" : turn.backchannel ? "backchannel" : echo.repeats(turn.text, turn.timing.originMs) ? "echo" : null;
    if (reason) {
      turn.production?.abort();
      const resumes = suspended !== null && !suspended.discarded && !state.owed && !ear.hearing && floor.active() === null;
      session.emit({ type: "speech-dismissed", turnId: turn.turnId, reason, resumesReplyId: resumes ? suspended.replyId : null });
      if (resumes) suspended.resume();
      else { suspended?.discard(); answerOwed(); }
      return;
    }
    suspended?.discard();
    const { previousItemId } = memory.append({ itemId: turn.turnId, message: { role: "user", text: turn.text } });
    const audio = ear.microphone.slice(turn.startMs, turn.endMs);
    session.emit({ type: "turn-committed", turnId: turn.turnId, previousItemId, source: "speech", audio, audioStartMs: Math.round(turn.startMs), audioEndMs: Math.round(turn.endMs) });
    session.emit({ type: "transcript-final", turnId: turn.turnId, text: turn.text, failed: turn.failed });
    limits.answered();
    const wanted = settings.policy.respondAutomatically && !ear.hearing && !leaving();
    if (!wanted) {
      turn.production?.abort();
      state.waiting = turn.timing;
      state.owed = settings.policy.respondAutomatically ? { ...turn, production: null } : null;
      return;
    }
    respondTo(turn);
  }

  /** What was said when this turn's words came may have been no turn: then this one is still to be answered. */
  function answerOwed(): void {
    const { owed } = state;
    if (!owed || ear.hearing || leaving() || state.ended) return;
    state.owed = null;
    respondTo(owed, clock.nowMs());
  }

  function dropSuspended(): void {
    state.suspended?.discard();
    state.suspended = null;
  }

  function respondTo(turn: HeardTurn, owedSinceMs?: number): void {
    const go = (awaitedSinceMs = owedSinceMs) => {
      if (turn.failed) say(phrases.notHeard, "error", turn.timing, "transcription", awaitedSinceMs);
      else answer(turn.timing, turn.turnId, turn.production ?? undefined, undefined, awaitedSinceMs);
    };
    const speaking = floor.active() ?? (floor.audible() ? floor.latest() : null);
    if (!speaking || settings.policy.interruptible) return go();
    // The agent may not be interrupted: it first says what it has to say.
    void speaking.done.then(() => clock.after(floor.remainingMs(), () => { if (!state.ended) go(clock.nowMs()); }));
  }

  function endAfter(presentation: Presentation, reason: CallEndReason): void {
    state.endAfter = reason;
    void presentation.done.then(() => {
      if (state.endAfter !== reason) return;
      const cutShort = presentation.outcome === "interrupted" || presentation.outcome === "cancelled";
      if (cutShort && leaving()) return finish(reason);
      if (cutShort) { state.endAfter = null; return; }
      clock.after(presentation.playback.remainingMs(clock.nowMs()), () => { if (state.endAfter === reason) finish(reason); });
    });
  }

  /** The last words are being said, and the call ends after them whatever the caller does. */
  const leaving = () => state.endAfter !== null && state.endAfter !== "idle" && state.endAfter !== "agent";

  function cancelGoodbye(): void {
    if (state.endAfter === "idle" || state.endAfter === "agent") state.endAfter = null;
  }

  function goodbye(reason: CallEndReason, text: string): void {
    if (state.ended || state.endAfter === reason) return;
    // A caller may still answer the idle goodbye; then the limits hold as before.
    if (reason !== "idle") limits.stop();
    state.endAfter = reason;
    endAfter(say(text, "goodbye"), reason);
  }

  function finish(reason: CallEndReason): void {
    if (state.ended) return;
    state.ended = true;
    limits.stop();
    ear.stop();
    floor.stop("interrupted");
    state.suspended?.discard();
    session.emit({ type: "call-end", reason });
    own.controller.abort(reason);
    own.release();
    settle();
  }

  const onAbort = () => finish(endReason(options.signal.reason));
  if (options.signal.aborted) queueMicrotask(onAbort);
  else {
    options.signal.addEventListener("abort", onAbort, { once: true });
    void ended.then(() => options.signal.removeEventListener("abort", onAbort));
    const greeting = options.greet && options.history.length === 0 ? greetingOf(session.agent) : "";
    if (greeting !== "") queueMicrotask(() => { if (!state.ended && !floor.latest()) say(greeting, "greeting"); });
  }

  return {
    ended,
    hear: (audio) => !state.ended && ear.hear(audio),
    commit() {
      if (state.ended) return null;
      const open = ear.commitOpen();
      if (open) return open;
      const manual = commitManually(session, ear);
      if (!manual) return null;
      limits.answered();
      state.waiting = manual.timing;
      state.held = { timing: manual.timing, heard: manual.transcribed };
      state.pending = Promise.allSettled([state.pending, manual.transcribed]).then(() => undefined);
      return manual.turnId;
    },
    clear() { if (!state.ended) ear.clear(); },
    type(text, typed = {}) {
      const itemId = typed.itemId ?? session.newId("item");
      if (state.ended) return itemId;
      if (!leaving()) floor.stop("interrupted");
      dropSuspended();
      state.owed = null;
      const placed = memory.insert({ itemId, message: { role: "user", text } }, typed.previousItemId) ?? memory.append({ itemId, message: { role: "user", text } });
      session.emit({ type: "turn-committed", turnId: itemId, previousItemId: placed.previousItemId, source: "text", audio: null, audioStartMs: null, audioEndMs: null });
      session.emit({ type: "transcript-final", turnId: itemId, text, failed: false });
      cancelGoodbye();
      limits.answered();
      const timing = typedTiming(itemId, "text", clock.nowMs());
      if (typed.respond && !leaving()) answer(timing, itemId);
      else state.waiting = timing;
      return itemId;
    },
    respond(overrides) {
      if (state.ended || leaving() || floor.active()) return null;
      cancelGoodbye();
      const timing = state.waiting ?? typedTiming(session.newId("turn"), "client", clock.nowMs());
      const turnId = state.waiting?.turnId ?? null;
      const heard = state.held?.timing === timing ? state.held.heard : null;
      const production = startAnswer(session, { overrides, ready: Promise.all([state.pending, heard]) });
      return answer(timing, turnId, production, overrides ?? {}, clock.nowMs()).replyId;
    },
    cancel: (replyId) => floor.stop("cancelled", replyId),
    played: (replyId, playedMs) => floor.played(replyId, playedMs),
    truncate(itemId, audioEndMs) {
      const presentation = floor.byItem(itemId);
      if (!presentation) return null;
      if (presentation.active) floor.stop("interrupted", presentation.replyId);
      return truncateHeard(session, presentation, audioEndMs);
    },
    toolResult(callId, output) {
      const call = memory.items().find((item) => item.message.role === "assistant" && item.message.toolCalls?.some((made) => made.callId === callId));
      const answered = memory.items().some((item) => item.message.role === "tool" && item.message.callId === callId);
      if (state.ended || !call || answered || call.message.role !== "assistant") return false;
      const name = call.message.toolCalls?.find((made) => made.callId === callId)?.name ?? "";
      // Nobody answers in the place of the server's own.
      if (session.serverTools.some((tool) => tool.name === name)) return false;
      const itemId = session.newId("item");
      memory.append({ itemId, message: { role: "tool", callId, name, output } });
      session.emit({ type: "tool-result", callId, itemId, output, elapsedMs: 0, failed: false });
      return true;
    },
    history: () => memory.items(),
    insert: (item: HistoryItem, previousItemId) => state.ended ? null : memory.insert(item, previousItemId),
    remove: (itemId) => memory.remove(itemId),
    configure(change) {
      const { policy, ...rest } = change;
      Object.assign(settings, Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)));
      if (policy) Object.assign(settings.policy, clampPolicy({ ...settings.policy, ...policy }));
      limits.stir();
    },
    activeReplyId: () => floor.active()?.replyId ?? null,
    end(reason, text) {
      if (text !== undefined && text.trim() !== "") goodbye(reason, text);
      else finish(reason);
    },
  };
}

const endReasons: readonly CallEndReason[] = ["caller", "agent", "idle", "max-duration", "shutdown", "failed", "revoked"];
function endReason(reason: unknown): CallEndReason {
  return endReasons.find((known) => known === reason) ?? "caller";
}
