/** Speech from any server with OpenAI's `/audio/speech`, as 24 kHz PCM while it is being made. */
import { ProviderError, spokenRateHz, type Speaker, type SpeakOptions, type VoiceInfo } from "@/lib/voice/ports";
import { openExchange, type Exchange } from "@/lib/voice/exchange";
import { samplesOf } from "@/lib/voice/upstream-audio";
import { createOpenAiClient, type OpenAiSettings } from "./client";

/** 20 min of audio: more than the longest text allowed can become. */
const maxAnswerBytes = 60 * 1024 * 1024;
const maxCharacters = 4_096;

const voiceNames = ["alloy", "ash", "ballad", "coral", "echo", "fable", "nova", "onyx", "sage", "shimmer", "verse", "marin", "cedar"] as const;
export const openAiVoices: VoiceInfo[] = voiceNames.map((id) => ({ id, name: id.charAt(0).toUpperCase() + id.slice(1), language: "en", kind: "cloud" }));

export function createOpenAiSpeaker(settings: OpenAiSettings & { model: string; /** The voices of a server that has others than OpenAI's. */ voices?: VoiceInfo[] }): Speaker {
  const provider = settings.provider ?? "openai";
  const client = createOpenAiClient(settings);

  const request = (exchange: Exchange, text: string, options: SpeakOptions) => client.withOptions({ fetch: exchange.fetch }).audio.speech.create(
    { model: settings.model, voice: options.voice, input: text, response_format: "pcm", ...(options.speed !== 1 && { speed: options.speed }) },
    { signal: exchange.signal },
  ).asResponse();

  return {
    id: `${provider}:${settings.model}`,
    capabilities: { sampleRateHz: spokenRateHz, voices: settings.voices ?? openAiVoices, realTime: true, maxCharacters },
    async *speak(text, options, signal) {
      if (signal.aborted) throw new ProviderError(provider, "aborted");
      if (text.trim() === "") return;
      if (text.length > maxCharacters) throw new ProviderError(provider, "refused", { cause: new Error("the text is too long") });
      const exchange = openExchange(provider, signal, settings, maxAnswerBytes);
      try {
        const response = await exchange.wait(request(exchange, text, options));
        const type = response.headers.get("content-type") ?? "";
        if (/json|text\/|mpeg|ogg|opus|aac|flac/i.test(type)) throw new ProviderError(provider, "malformed", { cause: new Error("the answer is not PCM audio") });
        let empty = true;
        for await (const samples of samplesOf(provider, piecesOf(response, exchange), spokenRateHz)) {
          if (signal.aborted) throw new ProviderError(provider, "aborted");
          empty = false;
          yield samples;
        }
        if (empty) throw new ProviderError(provider, "malformed", { cause: new Error("the answer is empty") });
      } catch (error) {
        throw exchange.fault(error);
      } finally {
        exchange.end();
      }
    },
  };
}

async function* piecesOf(response: Response, exchange: Exchange): AsyncGenerator<Uint8Array> {
  const reader = response.body?.getReader();
  if (!reader) return;
  try {
    for (;;) {
      const { done, value } = await exchange.wait(reader.read());
      if (done) return;
      yield value;
    }
  } finally {
    void reader.cancel().catch(() => undefined);
  }
}
