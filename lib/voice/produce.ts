/** The making of one reply: clauses into sound, in order, a bounded way ahead of who presents it. Speculative until released; never rejects. */
import { createClauser } from "./clauses";
import { createPatience, type Patience } from "./patience";
import type { ToolCall } from "./ports";
import type { Withheld } from "./guard";
import { faultOf } from "./fallback";
import { replyItems, type ReplyItem, type ReplyMarks, type ReplySource } from "./reply-items";
import type { Session } from "./session";
import { createSpokenAudio } from "./spoken-audio";
import { spokenText } from "./spoken-text";
import { childController, readAhead, unlessAborted } from "./streams";

export type Piece =
  | { type: "text"; text: string }
  | { type: "audio"; pcm: Int16Array; startMs: number; durationMs: number }
  | { type: "tool-call"; call: ToolCall; executor: "server" | "client" }
  | { type: "tool-result"; callId: string; name: string; output: string; elapsedMs: number; failed: boolean }
  | { type: "effect"; effect: "end-call" | "slower" | "repeat" | "goodbye" }
  | { type: "handover"; message: string }
  | { type: "withheld"; reason: Withheld };

export interface Production {
  readonly marks: ReplyMarks;
  readonly patience: Patience;
  /** Everything written so far, heard or not. */
  readonly text: string;
  readonly fault: string | null;
  readonly ended: boolean;
  /** The piece at `index` once it is there; null where the reply ends before it. */
  piece(index: number): Promise<Piece | null>;
  /** No longer speculative: it may go beyond its first clause, run tools, apologise. */
  release(): void;
  /** Audio before this is needed no more, and so much more may be made. */
  heard(untilMs: number): void;
  /** Gives up what is being made and apologises aloud; what is said as it stands goes on. */
  fail(fault: string): void;
  /** Nothing more can be spoken: the apology, or the rest of the words, is written instead, at once. */
  giveUp(fault: string): void;
  abort(): void;
}

export type ProductionSource =
  | { type: "model"; request: ReplySource["request"]; tools: ReplySource["tools"] }
  /** Said as it stands: greeting, error, goodbye. */
  | { type: "text"; text: string; fault?: string };

/** Sound made ahead of its hearing, at most; enough to bear a stall, little enough for many calls. */
const aheadMs = 8_000;
/** Sound kept behind the ear, from which an interrupted reply goes on. */
const behindMs = 4_000;

export function produce(session: Session, source: ProductionSource, modality: "audio" | "text", awaitedFromMs?: number): Production {
  const { clock, settings } = session;
  const outer = childController(session.signal);
  const work = childController(outer.controller.signal);
  const pieces: Piece[] = [];
  const marks: ReplyMarks = { startedAtMs: clock.nowMs(), firstTokenAtMs: null, firstClauseAtMs: null, firstAudioAtMs: null, model: "", speaker: "", inputTokens: 0, outputTokens: 0, usageKnown: false };
  const state = { text: "", audioMs: 0, heardMs: 0, clauses: 0, acted: false, pending: 0, fault: source.type === "text" ? source.fault ?? null : null, ended: false, forgotten: 0, finalText: false, apologised: false };
  const patience = createPatience(clock, () => settings.policy.replyTimeoutMs, awaitedFromMs);
  let wake: (() => void)[] = [];
  let release: () => void = () => {};
  const released = new Promise<void>((resolve) => { release = resolve; });
  const changed = () => { const sleepers = wake; wake = []; for (const rouse of sleepers) rouse(); };
  const add = (piece: Piece) => { if (!state.ended) { pieces.push(piece); changed(); } };
  const change = () => new Promise<void>((resolve) => { wake.push(resolve); });

  const addText = (text: string) => { state.text += text; state.clauses += 1; add({ type: "text", text }); };
  const addAudio = (chunks: Int16Array[]) => {
    for (const pcm of chunks) {
      const durationMs = pcm.length / 24;
      marks.firstAudioAtMs ??= clock.nowMs();
      add({ type: "audio", pcm, startMs: state.audioMs, durationMs });
      state.audioMs += durationMs;
      patience.made(state.audioMs);
    }
  };

  const room = async (signal: AbortSignal) => { while (state.audioMs - state.heardMs > aheadMs && !signal.aborted) await unlessAborted(change(), signal); };

  async function sayClause(text: string, authored: boolean, signal: AbortSignal): Promise<void> {
    const isFirst = state.clauses === 0;
    addText(text);
    if (modality === "text") { marks.firstAudioAtMs ??= clock.nowMs(); return; }
    if (!isFirst) await unlessAborted(released, signal);
    await room(signal);
    const spoken = spokenText(text, { language: session.agent.language, pronunciations: session.agent.pronunciations });
    if (signal.aborted || !/[\p{L}\p{N}]/u.test(spoken)) return;
    const audio = createSpokenAudio();
    const options = { speed: settings.speed, priority: isFirst ? "first-clause" as const : "later-clause" as const, language: session.agent.language, authored };
    // An apology that stalls is not waited for as long again as what it apologises for.
    const apologyDueMs = patience.dueAtMs("apology");
    const dueAtMs = () => source.type === "text" ? patience.dueAtMs("apology") : state.fault ? Math.max(apologyDueMs, patience.dueAtMs("apologyRest")) : patience.dueAtMs("speech");
    for await (const chunk of session.speaker.speak(spoken, options, settings.voice, dueAtMs, signal)) {
      if (signal.aborted) return;
      marks.speaker = chunk.provider;
      addAudio(audio.push(chunk.pcm, chunk.sampleRateHz));
      await room(signal);
    }
    addAudio(audio.end());
  }

  async function take(item: ReplyItem, signal: AbortSignal): Promise<void> {
    if (item.type === "clause") { await sayClause(item.text, item.authored, signal); state.pending -= 1; return; }
    state.acted ||= item.type === "tool-call";
    add(item);
  }

  async function* counted(source: AsyncIterable<ReplyItem>): AsyncGenerator<ReplyItem, void, undefined> {
    for await (const item of source) { if (item.type === "clause") state.pending += 1; yield item; }
  }

  async function* items(signal: AbortSignal): AsyncGenerator<ReplyItem, void, undefined> {
    if (source.type === "text") { yield* phrase(source.text); return; }
    const quietFromMs = () => (state.pending > 0 ? null : patience.quietFromMs());
    yield* counted(replyItems({ session, request: source.request, tools: source.tools, released, marks, dueAtMs: () => patience.dueAtMs("model"), quietFromMs }, signal));
  }

  const apology = () => `${state.text !== "" && !/\s$/.test(state.text) ? " " : ""}${state.audioMs > 0 ? session.phrases.brokeOff : session.phrases.cannotAnswer}`;
  /** The words of the source that were not reached, or the apology where it was not yet begun. */
  function writeRest(): void {
    if (source.type === "text") { if (source.text.startsWith(state.text) && source.text !== state.text) addText(source.text.slice(state.text.length)); } else if (!state.apologised) addText(apology());
  }

  async function apologise(fault: string): Promise<void> {
    await unlessAborted(released, outer.controller.signal);
    const speaking = childController(outer.controller.signal);
    apologyController = speaking.controller;
    const text = apology();
    const before = state.text;
    state.apologised = true;
    try {
      state.clauses = 0;
      await sayClause(text, true, speaking.controller.signal);
    } catch (error) {
      session.log("error", "an apology could not be spoken", { fault: faultOf(error), after: fault });
      if (state.text === before) addText(text);
    }
    speaking.release();
  }
  let apologyController: AbortController | null = null;

  async function run(): Promise<void> {
    const signal = work.controller.signal;
    try {
      for await (const item of readAhead(items(signal), 32, signal)) await take(item, signal);
      if (!signal.aborted && state.text.trim() === "" && !state.acted) state.fault ??= "malformed";
    } catch (error) { state.fault ??= faultOf(error); }
    if (state.fault && !outer.controller.signal.aborted && source.type === "model" && !state.finalText) await apologise(state.fault);
    else if (state.fault && source.type === "text" && !state.finalText && !outer.controller.signal.aborted) writeRest();
    finish();
  }
  const finish = () => { state.ended = true; outer.release(); work.release(); changed(); };

  void run();
  return {
    marks, patience,
    get text() { return state.text; },
    get fault() { return state.fault; },
    get ended() { return state.ended; },
    async piece(index) {
      for (;;) {
        const piece = pieces[index];
        if (piece) return piece;
        if (state.ended || outer.controller.signal.aborted) return null;
        await unlessAborted(change(), outer.controller.signal);
      }
    },
    release: () => { release(); },
    heard(untilMs) {
      state.heardMs = Math.max(state.heardMs, untilMs);
      for (; state.forgotten < pieces.length; state.forgotten += 1) {
        const piece = pieces[state.forgotten];
        if (piece?.type !== "audio") continue;
        if (piece.startMs + piece.durationMs > untilMs - behindMs) break;
        piece.pcm = emptyPcm;
      }
      changed();
    },
    fail(fault) {
      if (state.fault || state.ended || source.type === "text") return;
      state.fault = fault;
      work.controller.abort();
    },
    giveUp(fault) {
      if (state.ended) return;
      state.fault ??= fault;
      state.finalText = true;
      writeRest();
      finish();
      outer.controller.abort();
      apologyController?.abort();
    },
    abort() {
      outer.controller.abort();
      finish();
      for (const piece of pieces) if (piece.type === "audio") piece.pcm = emptyPcm;
    },
  };
}

const emptyPcm = new Int16Array(0);

function* phrase(text: string): Generator<ReplyItem> {
  const clauser = createClauser();
  for (const clause of [...clauser.push(text), ...clauser.end()]) yield { type: "clause", text: clause, authored: true };
}
