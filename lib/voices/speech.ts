import type { Ctx } from "@/lib/platform/ctx";
import { AppError } from "@/lib/platform/errors";
import { createClauser, defaultClauseLimits, type ClauseLimits } from "@/lib/voice/clauses";
import { encodeMp3, encodePcm, encodeWav } from "@/lib/voice/encode";
import { isProviderError } from "@/lib/voice/ports";
import { createSpokenAudio } from "@/lib/voice/spoken-audio";
import { spokenText } from "@/lib/voice/spoken-text";
import { openAiVoices } from "@/lib/voice/providers/openai/tts";
import { voiceRuntime, type RuntimeVoice } from "./runtime";
import { resultIdHeader, type SpeechInput } from "./schema";

const formats = {
  mp3: { contentType: "audio/mpeg", encode: encodeMp3 }, wav: { contentType: "audio/wav", encode: encodeWav }, pcm: { contentType: "audio/pcm", encode: encodePcm },
} as const;
/** What OpenAI's clients send when nobody chose a voice. */
const openAiNames = new Set(openAiVoices.map((voice) => voice.id));

/** Keeps what is made while it is sent, under the id that it answers; `through` passes every piece on as it came. */
export type KeepSpeech = (made: { text: string; voice: string; speed: number; language: string; format: keyof typeof formats }) => Promise<{ id: string; through(audio: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> }>;

/** Streams speech from its first clause on; the work stops when the client leaves. `keep`: where the client asks for it. */
export async function createSpeech(ctx: Ctx, input: SpeechInput, keep: KeepSpeech | null = null, runtime = voiceRuntime()): Promise<Response> {
  if (!Object.hasOwn(formats, input.response_format)) throw new AppError("response_format_unsupported");
  const name = input.response_format === "wav" ? "wav" : input.response_format === "pcm" ? "pcm" : "mp3";
  const format = formats[name];
  const voice = voiceNamed(typeof input.voice === "string" ? input.voice : input.voice.id, await runtime.voices(ctx.actor.workspaceId));
  const leaving = new AbortController();
  const signal = AbortSignal.any([ctx.signal, leaving.signal]);
  const kept = input.keep && keep ? await keep({ text: input.input, voice: voice.id, speed: input.speed, language: voice.language, format: name }) : null;
  const audio = format.encode(speak(input.input, voice, input.speed, signal));
  const bytes = kept ? kept.through(audio) : audio;
  // Until the first byte is there, a fault is a status and not a broken stream.
  const first = await bytes.next().catch((error: unknown) => { throw asAppError(error); });
  const sse = input.stream_format === "sse";
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await bytes.next();
        if (!done) return controller.enqueue(sse ? deltaOf(value) : value);
        if (sse) controller.enqueue(line({ type: "speech.audio.done", usage: { input_tokens: 0, output_tokens: 0, total_tokens: 0 } }));
        controller.close();
      } catch (error) {
        if (!signal.aborted) ctx.log.error({ err: error }, "speech broke off");
        controller.error(error);
      }
    },
    start(controller) { if (!first.done) controller.enqueue(sse ? deltaOf(first.value) : first.value); },
    async cancel() { leaving.abort(); await bytes.return(undefined); },
  }, { highWaterMark: 2 });
  return new Response(body, { headers: { "content-type": sse ? "text/event-stream; charset=utf-8" : format.contentType, "cache-control": "private, no-store", "x-accel-buffering": "no", ...(kept ? { [resultIdHeader]: kept.id } : {}) } });
}

/** Our own names, with or without the model's; OpenAI's names mean the default. Throws `voice_unknown`. */
export function voiceNamed(name: string, voices: readonly RuntimeVoice[]): RuntimeVoice {
  const found = openAiNames.has(name) ? voices[0] : voices.find((voice) => voice.id === name) ?? voices.find((voice) => voice.speakerVoice === name);
  if (!found) throw new AppError("voice_unknown");
  return found;
}

/** 24 kHz. Live calls go first: only the first clause waits with theirs. */
async function* speak(text: string, voice: RuntimeVoice, speed: number, signal: AbortSignal): AsyncGenerator<Int16Array> {
  const { speaker, speakerVoice } = voice;
  let first = true;
  for (const clause of clausesOf(text)) {
    const spoken = spokenText(clause, { language: voice.language, pronunciations: [] });
    if (!/[\p{L}\p{N}]/u.test(spoken)) continue;
    const audio = createSpokenAudio();
    for await (const pcm of speaker.speak(spoken, { voice: speakerVoice, speed, priority: first ? "later-clause" : "batch", language: voice.language }, signal)) yield* audio.push(pcm, speaker.capabilities.sampleRateHz);
    yield* audio.end();
    first = false;
  }
}

/** Soon for the first two, so that playback begins and does not run dry; then whole sentences. */
const limits: ClauseLimits = { ...defaultClauseLimits, laterWords: 40, laterCommaWords: 40 };

function clausesOf(text: string): string[] {
  const clauser = createClauser(limits);
  return [...clauser.push(text), ...clauser.end()];
}

export function asAppError(error: unknown): unknown {
  if (!isProviderError(error)) return error;
  const { retryAfterMs } = error.options;
  if (error.fault === "overloaded" || error.fault === "rate-limited") return new AppError("overloaded", { cause: error, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) });
  return new AppError(error.fault === "timeout" ? "provider_timeout" : "provider_failed", { cause: error });
}

const line = (event: Record<string, unknown>): Uint8Array => new TextEncoder().encode(`data: ${JSON.stringify(event)}\n\n`);
const deltaOf = (bytes: Uint8Array): Uint8Array => line({ type: "speech.audio.delta", audio: Buffer.from(bytes).toString("base64") });
