/** One reply on its way to the ear: its pieces as events, its sound paced by the clock. Ends once, in one of four ways; never rejects. */
import type { ReplyKind, ReplyOutcome } from "./events";
import { createPlayback, type Playback } from "./heard";
import type { Message } from "./ports";
import type { Production } from "./produce";
import type { Session } from "./session";
import { unlessAborted, wait } from "./streams";

export interface PresentationPlan {
  production: Production;
  kind: ReplyKind;
  turnId: string | null;
  modality: "audio" | "text";
  metadata: Record<string, string> | null;
  /** False for replies that do not enter the conversation. */
  remembered: boolean;
  /** Where a resumed reply goes on. */
  from: ResumePoint | null;
  /** Until then the sound of the reply before is still being played. */
  playsFromMs: number;
  onFirstAudio(atMs: number): void;
  /** Words whose sound follows. */
  onWords(text: string): void;
  /** Audio sent, and when it begins to be played. */
  onAudio(pcm: Int16Array, atMs: number): void;
  onEffect(effect: "end-call" | "slower" | "repeat" | "goodbye"): void;
  onEnd(presentation: Presentation, outcome: ReplyOutcome): void;
}

export interface ResumePoint { audioMs: number; textLength: number; piecesDone: number }

export interface Presentation {
  readonly replyId: string;
  readonly itemId: string;
  readonly plan: PresentationPlan;
  readonly playback: Playback;
  readonly active: boolean;
  readonly outcome: ReplyOutcome | null;
  /** Resolves when the reply has ended; the last audio may still be playing. */
  readonly done: Promise<void>;
  stop(outcome: ReplyOutcome): void;
  resumePoint(): ResumePoint;
}

/** Longest piece of audio in one event. */
const chunkSamples = 24 * 100;

export function present(session: Session, plan: PresentationPlan): Presentation {
  const { clock, memory } = session;
  const replyId = session.newId("reply");
  const itemId = session.newId("item");
  const playback = createPlayback();
  const { production } = plan;
  const baseMs = plan.from?.audioMs ?? 0;
  const stopped = new AbortController();
  const state = { outcome: null as ReplyOutcome | null, index: 0, playbackEndsAtMs: plan.playsFromMs, skipped: 0, began: false };
  let finished: () => void = () => {};
  const done = new Promise<void>((resolve) => { finished = resolve; });

  const wholeText = () => production.text.slice(plan.from?.textLength ?? 0);

  function end(outcome: ReplyOutcome): void {
    if (state.outcome) return;
    state.outcome = outcome;
    stopped.abort();
    const nowMs = clock.nowMs();
    const whole = outcome === "complete" || outcome === "failed";
    const heardMs = Math.round(whole ? playback.audioMs : playback.heardMs(nowMs));
    if (!whole) playback.settle(heardMs);
    const text = wholeText().trim();
    const heardText = plan.modality === "text" ? playback.text.trim() : playback.audioMs === 0 && whole ? text : playback.heardText(heardMs);
    if (plan.remembered) memory.replace(itemId, { message: { role: "assistant", text: heardText }, ...heardText !== text && { generatedText: text, interrupted: !whole } });
    const { marks } = production;
    session.emit({
      type: "reply-end", replyId, outcome, text, heardText, audioMs: Math.round(playback.audioMs), heardMs, wordStartsMs: playback.wordStartsMs(), fault: outcome === "failed" ? production.fault ?? "unavailable" : null,
      usage: marks.usageKnown ? { inputTokens: marks.inputTokens, outputTokens: marks.outputTokens } : null,
    });
    plan.onEnd(presentation, outcome);
    finished();
  }

  async function send(pcm: Int16Array): Promise<void> {
    for (let from = 0; from < pcm.length && !state.outcome; from += chunkSamples) {
      const chunk = pcm.subarray(from, from + chunkSamples);
      const aheadMs = state.playbackEndsAtMs + chunk.length / 24 - clock.nowMs() - session.settings.policy.sendAheadMs;
      if (aheadMs > 0) await wait(clock, aheadMs, stopped.signal);
      if (state.outcome) return;
      const nowMs = clock.nowMs();
      const startMs = playback.audioMs;
      const playsAtMs = Math.max(state.playbackEndsAtMs, nowMs);
      playback.sent(chunk.length / 24, playsAtMs);
      state.playbackEndsAtMs = playsAtMs + chunk.length / 24;
      production.patience.plays(baseMs + playback.audioMs, state.playbackEndsAtMs);
      plan.onAudio(chunk, playsAtMs);
      if (startMs === 0) plan.onFirstAudio(nowMs);
      session.emit({ type: "audio-chunk", replyId, pcm: chunk, startMs: Math.round(startMs) });
      production.heard(baseMs + playback.heardMs(nowMs));
    }
  }

  function sendText(text: string): void {
    const from = Math.max(0, Math.min(text.length, (plan.from?.textLength ?? 0) - state.skipped));
    state.skipped += text.length;
    const rest = text.slice(from);
    if (rest === "") return;
    playback.clause(rest);
    plan.onWords(rest);
    session.emit({ type: "reply-delta", replyId, text: rest });
    if (plan.modality !== "text") return;
    production.patience.plays(0, clock.nowMs());
    plan.onFirstAudio(clock.nowMs());
  }

  function remember(message: Message): string {
    const toolItemId = session.newId("item");
    if (plan.remembered) memory.append({ itemId: toolItemId, message });
    return toolItemId;
  }

  async function run(): Promise<void> {
    for (;;) {
      const piece = await unlessAborted(production.piece(state.index), stopped.signal);
      if (state.outcome) return;
      if (!piece) break;
      const isNew = state.index >= (plan.from?.piecesDone ?? 0);
      state.index += 1;
      if (piece.type === "text") sendText(piece.text);
      else if (piece.type === "audio") await send(piece.pcm.subarray(Math.max(0, Math.round((baseMs - piece.startMs) * 24))));
      else if (!isNew) continue;
      else if (piece.type === "tool-call") session.emit({ type: "tool-call", replyId, itemId: remember({ role: "assistant", text: "", toolCalls: [piece.call] }), call: piece.call, executor: piece.executor });
      else if (piece.type === "tool-result") session.emit({ type: "tool-result", callId: piece.callId, itemId: remember({ role: "tool", callId: piece.callId, name: piece.name, output: piece.output }), output: piece.output, elapsedMs: piece.elapsedMs, failed: piece.failed });
      else if (piece.type === "withheld") session.emit({ type: "withheld", replyId, reason: piece.reason });
      else if (piece.type === "handover") session.emit({ type: "handover", message: piece.message });
      else plan.onEffect(piece.effect);
    }
    end(production.fault ? "failed" : "complete");
  }

  const presentation: Presentation = {
    replyId, itemId, plan, playback, done,
    get active() { return state.outcome === null; },
    get outcome() { return state.outcome; },
    stop: end,
    resumePoint() {
      const point = playback.resumePoint(playback.heardMs(clock.nowMs()));
      return { audioMs: baseMs + point.atMs, textLength: (plan.from?.textLength ?? 0) + point.textLength, piecesDone: Math.max(state.index, plan.from?.piecesDone ?? 0) };
    },
  };
  const previousItemId = plan.remembered ? memory.append({ itemId, message: { role: "assistant", text: "" } }).previousItemId : memory.lastItemId();
  session.emit({ type: "reply-start", replyId, itemId, turnId: plan.turnId, kind: plan.kind, previousItemId, modality: plan.modality, metadata: plan.metadata });
  production.release();
  void run().catch((error: unknown) => {
    session.log("error", "a reply broke off", { error: error instanceof Error ? error.name : "unknown" });
    end("failed");
  });
  return presentation;
}
