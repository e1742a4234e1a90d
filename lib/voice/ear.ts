/** The listening half of a call: microphone to voice to turns. Tells its host of speech, endpoints and whole turns; survives a broken detector. */
import type { CallOptions } from "./call";
import type { EchoGuard } from "./echo";
import { createEnergyVad } from "./energy-vad";
import type { Floor, Suspended } from "./floor";
import { startHearing, type HeardTurn, type Hearing } from "./hearing";
import { listen, type ListenEvent, type ListenGate } from "./listen";
import { createMicrophone, type Microphone } from "./microphone";
import { isProviderError, ProviderError, type HeardAudio, type Vad } from "./ports";
import type { Production } from "./produce";
import type { Session } from "./session";
import { childController, until } from "./streams";

export interface EarHooks {
  floor: Floor;
  echo: EchoGuard;
  /** A reply begun in advance; null where none is wanted by itself. */
  speculate: ((text: string, awaitedFromMs: number) => Production) | null;
  onSpeech(): void;
  onTurn(turn: HeardTurn): void;
  onSuspend(suspended: Suspended): void;
  /** The open turn was forgotten at the client's word. */
  onCleared(): void;
}

export interface Ear {
  readonly microphone: Microphone;
  readonly hearing: boolean;
  hear(audio: HeardAudio): boolean;
  /** The open turn, if there is one, ends here; its id. */
  commitOpen(): string | null;
  /** Audio since the last commit or `clear`, with its place in the call; null where there is none. */
  takeUncommitted(): { audio: HeardAudio; startMs: number; endMs: number } | null;
  clear(): void;
  stop(): void;
}

/** Mean voice probability that stops the agent: speech has it at once, coughs and breaths do not. */
const interruptingMean = 0.8;
/** Where the microphone falls silent within a turn (muted, a stalled client), silence is assumed after this. */
const stalledMs = 500;
const stallStepMs = 96;
/** A detector that says nothing of waiting audio for so long hangs; longer than the pool takes to notice that itself and to start a process again. */
const deafMs = 6_000;
/** Sound compared with the agent's own, and how soon again where it was found to be that. */
const echoWindowMs = 256;
const echoAgainMs = 96;

export function createEar(session: Session, options: CallOptions, hooks: EarHooks): Ear {
  const { clock, settings } = session;
  const microphone = createMicrophone(() => clock.nowMs());
  let hearing: Hearing | null = null;
  let candidate = false;
  let cancelStall: () => void = () => {};
  let ignoreBeforeMs = 0;
  let echoUntilMs = 0;
  let uncommittedFromMs = 0;
  let heardAtMs = clock.nowMs();
  let judged = { endMs: 0, atMs: clock.nowMs() };
  let giveUpDetector: () => void = () => {};

  const gate: ListenGate = {
    rules() {
      const { policy } = settings;
      const over = hooks.floor.audible();
      return { voiceThreshold: policy.voiceThreshold, candidateMs: policy.candidateMs, neededMs: over ? policy.interruptMs : policy.speechMs, neededMean: over ? interruptingMean : 0, unbroken: over, turnOpen: hearing?.open ?? false };
    },
    admits(stage, startMs, endMs) {
      if (settings.policy.endpointing === "manual" || endMs < ignoreBeforeMs) return false;
      if (endMs < echoUntilMs) return false;
      const isEcho = hooks.echo.isEcho(microphone, stage, Math.max(startMs, endMs - echoWindowMs), endMs);
      if (isEcho) echoUntilMs = endMs + echoAgainMs;
      return !isEcho;
    },
  };

  function setCandidate(active: boolean, audioMs: number): void {
    if (candidate === active) return;
    candidate = active;
    session.emit({ type: "speech-candidate", active, audioMs: Math.round(audioMs) });
  }

  function begin(event: Extract<ListenEvent, { type: "speech" }>): void {
    hooks.onSpeech();
    const turnId = session.newId("turn");
    const suspended = settings.policy.interruptible ? hooks.floor.interrupt() : null;
    if (suspended) hooks.onSuspend(suspended);
    session.emit({ type: "speech-start", turnId, audioMs: Math.round(event.startMs), interrupts: suspended?.replyId ?? null });
    hearing = startHearing(session, microphone, {
      turnId, startMs: Math.max(ignoreBeforeMs, event.startMs - settings.policy.prefixMs), endMs: event.endMs, voicedMs: event.voicedMs, suspended,
      agentText: lastAgentText(session), speculate: settings.policy.respondAutomatically ? hooks.speculate : null,
      onEndpoint(audioMs) { cancelStall(); uncommittedFromMs = audioMs; session.emit({ type: "speech-end", turnId, audioMs: Math.round(audioMs) }); },
      onEnd: hooks.onTurn,
    });
    watchStall();
  }

  /** Silence instead of missing audio, so that a muted caller's turn still ends. */
  function watchStall(): void {
    cancelStall();
    if (!hearing?.open) return;
    cancelStall = clock.after(stallStepMs, () => {
      if (clock.nowMs() - heardAtMs >= stalledMs) microphone.push(new Float32Array(stallStepMs * 16));
      watchStall();
    });
  }

  function take(event: ListenEvent): void {
    if (event.type === "candidate") setCandidate(event.active, event.audioMs);
    else if (event.type === "speech") begin(event);
    else if (event.type === "voice") hearing?.voice(event);
    else { setCandidate(false, event.endMs); hearing?.silence(event); }
    if (!hearing?.open && event.type !== "candidate") microphone.keepFrom(null);
  }

  async function run(): Promise<void> {
    let vad: Vad = options.providers.vad;
    while (!session.signal.aborted) {
      const attempt = childController(session.signal);
      let hangs = false;
      giveUpDetector = () => { hangs = true; attempt.controller.abort(); };
      try {
        const offsetMs = microphone.listenedMs;
        judged = { endMs: offsetMs, atMs: clock.nowMs() };
        for await (const event of listen(shifted(vad, offsetMs, attempt.controller.signal), gate, offsetMs)) take(event);
        if (session.signal.aborted) return;
        throw new ProviderError(vad.id, hangs ? "timeout" : "cut");
      } catch (error) {
        attempt.release();
        attempt.controller.abort();
        if (session.signal.aborted) return;
        const next: Vad = createEnergyVad();
        session.fault("vad", vad.id, isProviderError(error) ? error.fault : "unavailable", vad.id === next.id ? null : next.id);
        if (vad.id === next.id) return;
        vad = next;
      }
    }
  }
  async function* shifted(vad: Vad, offsetMs: number, signal: AbortSignal) {
    for await (const frame of until(vad.detect(until(microphone.stream, signal), signal), signal)) {
      judged = { endMs: frame.endMs + offsetMs, atMs: clock.nowMs() };
      yield { probability: frame.probability, endMs: judged.endMs };
    }
  }

  void run().catch(() => session.log("error", "listening broke off"));
  return {
    microphone,
    get hearing() { return hearing?.open ?? false; },
    hear(audio) {
      heardAtMs = clock.nowMs();
      if (settings.policy.endpointing === "manual") microphone.keepFrom(uncommittedFromMs);
      if (microphone.totalMs - judged.endMs < stalledMs) judged.atMs = heardAtMs;
      else if (heardAtMs - judged.atMs >= deafMs) giveUpDetector();
      return microphone.push(audio);
    },
    commitOpen() {
      if (!hearing?.open) return null;
      hearing.commit();
      setCandidate(false, microphone.totalMs);
      return hearing.turnId;
    },
    takeUncommitted() {
      const endMs = microphone.totalMs;
      const audio = microphone.slice(uncommittedFromMs, endMs);
      uncommittedFromMs = endMs;
      microphone.keepFrom(settings.policy.endpointing === "manual" ? endMs : null);
      return audio.length > 0 ? { audio, startMs: endMs - audio.length / 16, endMs } : null;
    },
    clear() {
      setCandidate(false, microphone.totalMs);
      if (hearing?.open) {
        hearing.forget();
        session.emit({ type: "speech-dismissed", turnId: hearing.turnId, reason: "noise", resumesReplyId: null });
        hooks.onCleared();
      }
      ignoreBeforeMs = microphone.totalMs;
      uncommittedFromMs = microphone.totalMs;
      if (settings.policy.endpointing === "manual") microphone.keepFrom(uncommittedFromMs);
    },
    stop() { cancelStall(); hearing?.forget(); microphone.close(); },
  };
}

function lastAgentText(session: Session): string {
  const last = session.memory.items().findLast((item) => item.message.role === "assistant" || item.message.role === "user");
  return last?.message.role === "assistant" ? last.message.text : "";
}
