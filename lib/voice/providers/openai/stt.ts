/** Transcripts from any server with OpenAI's `/audio/transcriptions`. */
import { z } from "zod";
import { heardRateHz, ProviderError, type Transcriber, type Transcript } from "@/lib/voice/ports";
import { openExchange } from "@/lib/voice/exchange";
import { heardAsWav, holdsVoice } from "@/lib/voice/upstream-audio";
import { createOpenAiClient, type OpenAiSettings } from "./client";

const maxAnswerBytes = 1024 * 1024;
/** 25 MB is the usual limit of an upload; this is 19 MB. */
const maxAudioMs = 600_000;

const answer = z.looseObject({ text: z.string(), language: z.string().nullish() });

export function createOpenAiTranscriber(settings: OpenAiSettings & { model: string }): Transcriber {
  const provider = settings.provider ?? "openai";
  const client = createOpenAiClient(settings);
  return {
    id: `${provider}:${settings.model}`,
    capabilities: { languages: "any", words: false, maxAudioMs },
    async transcribe(audio, options, signal): Promise<Transcript> {
      if (signal.aborted) throw new ProviderError(provider, "aborted");
      const durationMs = (audio.length / heardRateHz) * 1000;
      if (durationMs > maxAudioMs) throw new ProviderError(provider, "refused", { cause: new Error("the audio is too long") });
      const language = options.language?.split("-")[0];
      if (!holdsVoice(audio)) return { text: "", language: language ?? "und", durationMs };
      const exchange = openExchange(provider, signal, settings, maxAnswerBytes);
      try {
        const file = new File([heardAsWav(audio)], "audio.wav", { type: "audio/wav" });
        const body = await exchange.wait(client.withOptions({ fetch: exchange.fetch }).audio.transcriptions.create(
          { file, model: settings.model, response_format: "json", ...(language && { language }), ...(options.hint && { prompt: options.hint }) },
          { signal: exchange.signal },
        ));
        const { text, language: told } = answer.parse(typeof body === "string" ? JSON.parse(body) : body);
        return { text: text.trim(), language: told ?? language ?? "und", durationMs };
      } catch (error) {
        throw exchange.fault(error);
      } finally {
        exchange.end();
      }
    },
  };
}
