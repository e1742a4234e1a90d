/** One turn of the caller from its first voice to its endpoint: transcribed, judged and answered in advance while the silence grows. */
import { isBackchannel } from "./backchannel";
import type { Suspended } from "./floor";
import type { ListenEvent } from "./listen";
import type { Microphone } from "./microphone";
import { createPatience } from "./patience";
import { ProviderError } from "./ports";
import type { Production } from "./produce";
import type { Session } from "./session";
import { childController, unlessAborted } from "./streams";
import type { TurnTiming } from "./trace-recorder";
import { decideTurn, type TurnDecision } from "./turn-decision";
import { askedFor, endsInQuestion } from "./unfinished";

export interface HeardTurn {
  turnId: string;
  text: string;
  /** Every transcriber failed. */
  failed: boolean;
  /** The reply begun in advance for exactly this text; null where there is none. */
  production: Production | null;
  timing: TurnTiming;
  startMs: number;
  endMs: number;
  suspended: Suspended | null;
  /** The caller only signalled that they listen. */
  backchannel: boolean;
}

export interface HearingOptions {
  turnId: string;
  /** From which audio on it is transcribed: the first voice less the lead-in. */
  startMs: number;
  endMs: number;
  voicedMs: number;
  suspended: Suspended | null;
  agentText: string;
  /** Begins a reply in advance, waited for from the end of the turn on. */
  speculate: ((text: string, awaitedFromMs: number) => Production) | null;
  onEndpoint(audioMs: number): void;
  onEnd(turn: HeardTurn): void;
}

export interface Hearing {
  readonly turnId: string;
  readonly startMs: number;
  readonly open: boolean;
  voice(event: Extract<ListenEvent, { type: "voice" }>): void;
  silence(event: Extract<ListenEvent, { type: "silence" }>): void;
  /** The client says that the turn ends here. */
  commit(): void;
  forget(): void;
}

/** A pause of the caller: what is known of the turn so far, were it the end. */
interface Pause {
  controller: AbortController;
  release(): void;
  text: string | null;
  failed: boolean;
  sound: number | null;
  soundAskedAtMs: number;
  transcribing: Promise<void>;
  transcription: { startedAtMs: number; endedAtMs: number };
  transcriber: string;
  production: Production | null;
}

/** Silences at which the sound is judged again. */
const judgeAtMs = [96, 200, 350, 500, 800];
/** A model is asked only where its answer may be wanted within this time. */
const speculateWithinMs = 700;
/** A "mhm" that stopped the agent is recognised after so much silence. */
const backchannelSilenceMs = 224;
/** Longest stretch transcribed at once; a longer turn is settled piece by piece at its pauses. */
const stretchMs = 20_000;

export function startHearing(session: Session, microphone: Microphone, options: HearingOptions): Hearing {
  const { clock, settings } = session;
  const state = { open: true, voicedMs: options.voicedMs, lastVoiceMs: options.endMs, silenceMs: 0, stretchStartMs: options.startMs, settledText: "", discarded: 0, discardedWorkMs: 0 };
  let pause: Pause | null = null;
  microphone.keepFrom(options.startMs);

  function discardPause(): void {
    if (!pause) return;
    if (pause.production) {
      state.discarded += 1;
      state.discardedWorkMs += clock.nowMs() - pause.production.marks.startedAtMs;
      pause.production.abort();
    }
    pause.controller.abort();
    pause.release();
    pause = null;
  }

  async function transcribe(into: Pause): Promise<void> {
    const audio = microphone.slice(state.stretchStartMs, state.lastVoiceMs + state.silenceMs);
    const patience = createPatience(clock, () => settings.policy.replyTimeoutMs, microphone.capturedAt(state.lastVoiceMs));
    try {
      const transcript = await session.transcriber.transcribe(audio, { language: session.agent.language, priority: "transcription" }, () => patience.dueAtMs("transcription"), into.controller.signal);
      into.text = `${state.settledText} ${transcript.text}`.trim();
      into.transcriber = transcript.provider;
    } catch (error) {
      if (into.controller.signal.aborted) return;
      session.log("warn", "a turn could not be transcribed", { fault: error instanceof ProviderError ? error.fault : "unknown" });
      into.failed = true;
      into.text = state.settledText;
    }
    into.transcription.endedAtMs = clock.nowMs();
    consider();
  }

  async function judge(into: Pause): Promise<void> {
    const detector = session.turnDetector;
    if (!detector || settings.policy.endpointing !== "semantic") return;
    into.soundAskedAtMs = state.silenceMs;
    const endMs = state.lastVoiceMs + state.silenceMs;
    const audio = microphone.slice(Math.max(state.stretchStartMs, endMs - detector.capabilities.maxAudioMs), endMs);
    const child = childController(into.controller.signal);
    const cancel = clock.after(400, () => child.controller.abort());
    try {
      const probability = await unlessAborted(detector.complete(audio, child.controller.signal), child.controller.signal);
      if (probability !== undefined) into.sound = probability;
    } catch (error) {
      if (!child.controller.signal.aborted) session.fault("turn", detector.id, error instanceof ProviderError ? error.fault : "unavailable", null);
    } finally { cancel(); child.release(); }
    consider();
  }

  function openPause(): Pause {
    const child = childController(session.signal);
    const nowMs = clock.nowMs();
    const opened: Pause = {
      controller: child.controller, release: child.release, text: null, failed: false, sound: null, soundAskedAtMs: -1,
      transcribing: Promise.resolve(), transcription: { startedAtMs: nowMs, endedAtMs: nowMs }, transcriber: "", production: null,
    };
    pause = opened;
    opened.transcribing = transcribe(opened);
    return opened;
  }

  function decide(current: Pause): TurnDecision {
    const text = current.text;
    if (text !== null && options.suspended && text !== "" && isAside(text)) return { answer: state.silenceMs >= backchannelSilenceMs, neededMs: backchannelSilenceMs, reason: "complete" };
    return decideTurn({
      soundProbability: current.sound, text, silenceMs: state.silenceMs, voicedMs: state.voicedMs, agentAskedFor: askedFor(options.agentText),
      policy: settings.policy, soundExpected: session.turnDetector !== null && state.silenceMs < 400,
    });
  }
  const isAside = (text: string) => isBackchannel(text, endsInQuestion(options.suspended?.heardText ?? ""));

  function consider(): void {
    if (!state.open || !pause) return;
    const decision = decide(pause);
    const { text } = pause;
    const worthwhile = options.speculate !== null && text !== null && text !== "" && !pause.failed && !(options.suspended && isAside(text));
    if (worthwhile && !pause.production && (decision.answer || decision.neededMs - state.silenceMs <= speculateWithinMs)) pause.production = options.speculate?.(text, microphone.capturedAt(state.lastVoiceMs)) ?? null;
    if (decision.answer) endTurn(pause, decision.reason);
  }

  function endTurn(current: Pause, reason: string): void {
    state.open = false;
    const endpointAtMs = clock.nowMs();
    const endMs = state.lastVoiceMs;
    options.onEndpoint(endMs);
    void current.transcribing.then(() => {
      const text = current.text ?? "";
      options.onEnd({
        turnId: options.turnId, text, failed: current.failed && text === "", production: current.production, startMs: options.startMs, endMs, suspended: options.suspended,
        backchannel: options.suspended !== null && text !== "" && isAside(text),
        timing: {
          turnId: options.turnId, source: "speech", originMs: microphone.capturedAt(endMs), endpointAtMs, endpointReason: reason,
          transcription: current.transcription, transcriber: current.transcriber, discarded: state.discarded, discardedWorkMs: state.discardedWorkMs,
        },
      });
      current.release();
    });
  }

  /** A long turn: what was understood at a pause stays, and only the rest is transcribed from then on. */
  function settleStretch(): void {
    if (!pause || pause.text === null || pause.failed || state.lastVoiceMs - state.stretchStartMs < stretchMs) return;
    state.settledText = pause.text;
    state.stretchStartMs = state.lastVoiceMs + Math.min(state.silenceMs, 100) / 2;
  }

  return {
    turnId: options.turnId,
    startMs: options.startMs,
    get open() { return state.open; },
    voice(event) {
      if (!state.open) return;
      if (event.resumed) { settleStretch(); discardPause(); }
      state.silenceMs = 0;
      state.voicedMs += event.frameMs;
      state.lastVoiceMs = event.endMs;
    },
    silence(event) {
      if (!state.open) return;
      state.silenceMs = event.silenceMs;
      if (event.silenceMs < settings.policy.speculateAfterMs) return;
      const current = pause ?? openPause();
      if (judgeAtMs.some((atMs) => atMs <= state.silenceMs && atMs > current.soundAskedAtMs)) void judge(current);
      consider();
    },
    commit() { if (state.open) endTurn(pause ?? openPause(), "committed"); },
    forget() { state.open = false; discardPause(); },
  };
}
