/** Whether Google takes a key, by its list of voices, which costs nothing. */
import { z } from "zod";
import { openExchange, type UpstreamSettings } from "@/lib/voice/exchange";
import { faultOfGoogle } from "./faults";

const provider = "google";
const maxAnswerBytes = 4 * 1024 * 1024;
const voiceList = z.looseObject({ voices: z.array(z.looseObject({ name: z.string() })) });
const failure = z.looseObject({ error: z.looseObject({ message: z.string().nullish() }) });

export interface GoogleKeySettings extends UpstreamSettings {
  apiKey?: string;
  /** Origin instead of `https://texttospeech.googleapis.com`. */
  baseUrl?: string;
}

/** Throws `ProviderError`, `unauthorised` where the key is refused. */
export async function checkGoogleKey(settings: GoogleKeySettings, signal: AbortSignal): Promise<void> {
  const exchange = openExchange(provider, signal, settings, maxAnswerBytes);
  let refusal: unknown;
  try {
    const address = new URL("/v1/voices?languageCode=en-US", settings.baseUrl ?? "https://texttospeech.googleapis.com");
    const response = await exchange.wait(exchange.fetch(address, { headers: { "x-goog-api-key": settings.apiKey ?? "" } }));
    const body: unknown = await exchange.wait(response.json());
    if (!response.ok) { refusal = new Error(failure.safeParse(body).data?.error.message ?? ""); throw refusal; }
    voiceList.parse(body);
  } catch (error) {
    throw faultOfGoogle(provider, exchange.fault(error), refusal);
  } finally {
    exchange.end();
  }
}
