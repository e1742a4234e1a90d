/** Providers in order of preference made into one: each has a time limit, and the next takes over before anything was heard of the first. */
import { abandoned, admits, failed, succeeded } from "./breaker";
import type { VoiceClock } from "./call";
import { isProviderError, ProviderError, type LanguageModel, type ProviderFault, type ReplyPart, type ReplyRequest, type SpeakOptions, type Speaker, type TranscribeOptions, type Transcriber, type Transcript, type HeardAudio } from "./ports";
import type { DueAt } from "./patience";
import { childController, unlessAborted } from "./streams";

export type FaultStage = "vad" | "turn" | "transcription" | "model" | "speech";
export interface FallbackContext {
  clock: VoiceClock;
  onFault(stage: FaultStage, provider: string, fault: ProviderFault, next: string | null): void;
}

/** Longest waits for a provider where another can take over. For the last one only `DueAt` counts: slow is not failed. */
export const stageLimits = { transcriptionMs: 2_200, firstTokenMs: 3_200, nextTokenMs: 3_000, firstSoundMs: 2_000, nextSoundMs: 2_000 } as const;

export function faultOf(error: unknown): ProviderFault {
  return isProviderError(error) ? error.fault : "unavailable";
}

/** When a wait ends that began at `sinceMs`: with `left` others to ask, early enough for each of them to have its share. */
function waitEndsAtMs(sinceMs: number, longestMs: number, left: number, dueAtMs: DueAt): number {
  return left === 0 ? dueAtMs() : sinceMs + Math.min(longestMs, Math.max(0, dueAtMs() - sinceMs) / (left + 1));
}

interface Attempt<P> { provider: P; id: string; key: object }

/** The first that may be asked, and after it the rest. The last is asked even where its circuit is open: better late than silent. */
function* inOrder<P>(attempts: Attempt<P>[], clock: VoiceClock): Generator<{ attempt: Attempt<P>; next: string | null; left: number }> {
  for (const [index, attempt] of attempts.entries()) {
    const left = attempts.length - 1 - index;
    if (admits(attempt.key, clock.nowMs()) || left === 0) yield { attempt, next: attempts[index + 1]?.id ?? null, left };
  }
}

function noteFault(context: FallbackContext, stage: FaultStage, attempt: Attempt<unknown>, error: unknown, next: string | null): ProviderError {
  const known = isProviderError(error) ? error : new ProviderError(attempt.id, "unavailable", { cause: error });
  failed(attempt.key, context.clock.nowMs(), known.options.retryAfterMs);
  context.onFault(stage, attempt.id, known.fault, next);
  return known;
}

/** `work` until `endsAtMs`, which may move on meanwhile; a provider that ignores its signal is left behind. */
async function within<T>(context: FallbackContext, id: string, endsAtMs: DueAt, signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const { controller, release } = childController(signal);
  let timedOut = false;
  let cancel: () => void = () => {};
  const watch = () => {
    cancel = context.clock.after(Math.max(0, endsAtMs() - context.clock.nowMs()), () => {
      if (endsAtMs() > context.clock.nowMs()) return watch();
      timedOut = true;
      controller.abort();
    });
  };
  watch();
  try {
    const result = await unlessAborted(work(controller.signal).then((value) => ({ value })), controller.signal);
    if (result) return result.value;
    throw new ProviderError(id, timedOut ? "timeout" : "aborted");
  } finally { cancel(); release(); }
}

export function createFallbackTranscriber(transcribers: Transcriber[], context: FallbackContext): { transcribe(audio: HeardAudio, options: TranscribeOptions, dueAtMs: DueAt, signal: AbortSignal): Promise<Transcript & { provider: string }> } {
  const attempts = transcribers.map((provider) => ({ provider, id: provider.id, key: provider }));
  return {
    async transcribe(audio, options, dueAtMs, signal) {
      let last = new ProviderError("none", "unavailable");
      for (const { attempt, next, left } of inOrder(attempts, context.clock)) {
        const sinceMs = context.clock.nowMs();
        try {
          const transcript = await within(context, attempt.id, () => waitEndsAtMs(sinceMs, stageLimits.transcriptionMs, left, dueAtMs), signal, (inner) => attempt.provider.transcribe(audio, options, inner));
          succeeded(attempt.key);
          return { ...transcript, provider: attempt.id };
        } catch (error) {
          if (signal.aborted) { abandoned(attempt.key); throw new ProviderError(attempt.id, "aborted"); }
          last = noteFault(context, "transcription", attempt, error, next);
        }
      }
      throw last;
    },
  };
}

/** Yields from `source`, the first item within `firstMs`, each later one within `nextMs`; where nobody is `left` to take over, until it is due. */
async function* timed<T>(context: FallbackContext, id: string, source: (signal: AbortSignal) => AsyncIterable<T>, limits: { firstMs: number; nextMs: number; left(): number; dueAtMs: DueAt }, signal: AbortSignal): AsyncGenerator<T, void, undefined> {
  const { controller, release } = childController(signal);
  const iterator = source(controller.signal)[Symbol.asyncIterator]();
  let limitMs = limits.firstMs;
  try {
    for (;;) {
      const sinceMs = context.clock.nowMs();
      const longestMs = limitMs;
      const result = await within(context, id, () => waitEndsAtMs(sinceMs, longestMs, limits.left(), limits.dueAtMs), controller.signal, () => iterator.next());
      if (result.done === true) return;
      limitMs = limits.nextMs;
      yield result.value;
    }
  } finally {
    release();
    controller.abort();
    void iterator.return?.().then(undefined, () => {});
  }
}

export function createFallbackModel(models: LanguageModel[], context: FallbackContext): { reply(request: ReplyRequest, dueAtMs: DueAt, signal: AbortSignal): AsyncGenerator<ReplyPart & { provider: string }, void, undefined> } {
  const attempts = models.map((provider) => ({ provider, id: provider.id, key: provider }));
  return {
    async *reply(request, dueAtMs, signal) {
      let last = new ProviderError("none", "unavailable");
      for (const { attempt, next, left } of inOrder(attempts, context.clock)) {
        let said = false;
        let settled = false;
        try {
          for await (const part of timed(context, attempt.id, (inner) => attempt.provider.reply(request, inner), { firstMs: stageLimits.firstTokenMs, nextMs: stageLimits.nextTokenMs, left: () => said ? 0 : left, dueAtMs }, signal)) {
            said ||= part.type === "tool-call" || (part.type === "text-delta" && part.text.trim() !== "");
            yield { ...part, provider: attempt.id };
          }
          if (!said) throw new ProviderError(attempt.id, "malformed");
          settled = true;
          succeeded(attempt.key);
          return;
        } catch (error) {
          if (signal.aborted) return;
          settled = true;
          last = noteFault(context, "model", attempt, error, said ? null : next);
          if (said) throw last;
        } finally { if (!settled) abandoned(attempt.key); }
      }
      throw last;
    },
  };
}

export interface SpokenChunk { pcm: Int16Array; sampleRateHz: number; provider: string }

export function createFallbackSpeaker(speakers: { speaker: Speaker; voice: string }[], context: FallbackContext): { speak(text: string, options: Omit<SpeakOptions, "voice">, voice: string | null, dueAtMs: DueAt, signal: AbortSignal): AsyncGenerator<SpokenChunk, void, undefined> } {
  const attempts = speakers.map((provider) => ({ provider, id: provider.speaker.id, key: provider.speaker }));
  return {
    async *speak(text, options, voice, dueAtMs, signal) {
      let last = new ProviderError("none", "unavailable");
      for (const { attempt, next, left } of inOrder(attempts, context.clock)) {
        const { speaker } = attempt.provider;
        const chosen = attempt === attempts[0] && voice !== null ? voice : attempt.provider.voice;
        let soundMs = 0;
        let settled = false;
        try {
          for await (const pcm of timed(context, attempt.id, (inner) => speaker.speak(text, { ...options, voice: chosen }, inner), { firstMs: stageLimits.firstSoundMs, nextMs: stageLimits.nextSoundMs, left: () => left, dueAtMs }, signal)) {
            if (pcm.length === 0) continue;
            soundMs += pcm.length / speaker.capabilities.sampleRateHz * 1000;
            if (soundMs * options.speed > longestSoundMs(text)) throw new ProviderError(attempt.id, "malformed");
            yield { pcm, sampleRateHz: speaker.capabilities.sampleRateHz, provider: attempt.id };
          }
          if (soundMs === 0 && /[\p{L}\p{N}]/u.test(text)) throw new ProviderError(attempt.id, "malformed");
          settled = true;
          succeeded(attempt.key);
          return;
        } catch (error) {
          if (signal.aborted) return;
          settled = true;
          last = noteFault(context, "speech", attempt, error, next);
          if (soundMs > 0) text = unspoken(text, soundMs, options.speed);
          if (text === "") return;
        } finally { if (!settled) abandoned(attempt.key); }
      }
      throw last;
    },
  };
}

/** A voice that takes longer than six times the ordinary for a text, and five seconds more, does not speak that text. */
const longestSoundMs = (text: string) => 5_000 + text.length * 6 * 65;

/** The words that a voice of ordinary pace has not reached after `soundMs`. */
function unspoken(text: string, soundMs: number, speed: number): string {
  const spokenCharacters = soundMs * speed / 65;
  const words = [...text.matchAll(/\S+/g)].find((word) => word.index >= spokenCharacters - 2);
  return words ? text.slice(words.index) : "";
}
