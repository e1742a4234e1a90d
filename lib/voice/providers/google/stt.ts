/** Transcripts by Google Cloud Speech-to-Text, its REST call `speech:recognize`. */
import { z } from "zod";
import { heardRateHz, ProviderError, type Transcriber, type Transcript } from "@/lib/voice/ports";
import { openExchange, type UpstreamSettings } from "@/lib/voice/exchange";
import { heardAsPcm, holdsVoice } from "@/lib/voice/upstream-audio";
import { faultOfGoogle } from "./faults";

export interface GoogleTranscriberSettings extends UpstreamSettings {
  apiKey?: string;
  /** Origin instead of `https://speech.googleapis.com`. */
  baseUrl?: string;
  /** Such as `latest_short`; Google's default where it is left out. */
  model?: string;
}

const provider = "google";
const maxAnswerBytes = 1024 * 1024;
/** The synchronous call takes at most one minute. */
const maxAudioMs = 59_000;

const word = z.looseObject({ word: z.string(), startTime: z.string().nullish(), endTime: z.string().nullish() });
const alternative = z.looseObject({ transcript: z.string().nullish(), words: z.array(word).nullish() });
/** An answer without `results` means that nothing was said. */
const answer = z.looseObject({ results: z.array(z.looseObject({ alternatives: z.array(alternative).nullish(), languageCode: z.string().nullish() })).nullish() });
const failure = z.looseObject({ error: z.looseObject({ message: z.string().nullish() }) });

export function createGoogleTranscriber(settings: GoogleTranscriberSettings): Transcriber {
  return {
    id: provider,
    capabilities: { languages: "any", words: true, maxAudioMs },
    async transcribe(audio, options, signal): Promise<Transcript> {
      if (signal.aborted) throw new ProviderError(provider, "aborted");
      const durationMs = (audio.length / heardRateHz) * 1000;
      if (durationMs > maxAudioMs) throw new ProviderError(provider, "refused", { cause: new Error("the audio is too long") });
      const language = options.language ?? "en-US";
      if (!holdsVoice(audio)) return { text: "", language, durationMs };
      if (!settings.apiKey) throw new ProviderError(provider, "unauthorised", { cause: new Error("no key is set") });
      const exchange = openExchange(provider, signal, settings, maxAnswerBytes);
      let refusal: unknown;
      try {
        const response = await exchange.wait(exchange.fetch(new URL("/v1/speech:recognize", settings.baseUrl ?? "https://speech.googleapis.com"), {
          method: "POST",
          headers: { "content-type": "application/json", "x-goog-api-key": settings.apiKey },
          body: recognizeBody(audio, language, options.hint, settings.model),
        }));
        const body: unknown = await exchange.wait(response.json());
        if (!response.ok) { refusal = new Error(failure.safeParse(body).data?.error.message ?? ""); throw refusal; }
        return readAnswer(body, language, durationMs);
      } catch (error) {
        throw faultOfGoogle(provider, exchange.fault(error), refusal);
      } finally {
        exchange.end();
      }
    },
  };
}

function recognizeBody(audio: Float32Array, language: string, hint: string | undefined, model: string | undefined): string {
  return JSON.stringify({
    config: {
      encoding: "LINEAR16", sampleRateHertz: heardRateHz, languageCode: language, enableWordTimeOffsets: true, enableAutomaticPunctuation: true,
      ...(model && { model }),
      ...(hint && { speechContexts: [{ phrases: hint.split(/[,;\n]/).map((phrase) => phrase.trim()).filter((phrase) => phrase !== "").slice(0, 100) }] }),
    },
    audio: { content: Buffer.from(heardAsPcm(audio)).toString("base64") },
  });
}

function readAnswer(body: unknown, language: string, durationMs: number): Transcript {
  const results = answer.parse(body).results ?? [];
  const best = results.flatMap((result) => result.alternatives?.slice(0, 1) ?? []);
  const words = best.flatMap((each) => each.words ?? []).map((each) => ({ text: each.word, startMs: milliseconds(each.startTime), endMs: milliseconds(each.endTime) }));
  return {
    text: best.map((each) => each.transcript?.trim() ?? "").filter((text) => text !== "").join(" "),
    language: results[0]?.languageCode ?? language,
    durationMs,
    ...(words.length > 0 && { words }),
  };
}

/** Google writes durations as `1.300s`. */
const milliseconds = (duration: string | null | undefined) => Math.round(Number.parseFloat(duration ?? "0") * 1000) || 0;
