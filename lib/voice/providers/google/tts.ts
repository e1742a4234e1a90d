/** Speech by Google Cloud Text-to-Speech through its own client in REST mode, so that it passes our guarded fetch. */
import { AsyncLocalStorage } from "node:async_hooks";
import { ProviderError, spokenRateHz, type Speaker, type SpeakOptions, type VoiceInfo } from "@/lib/voice/ports";
import { openExchange, type Exchange, type UpstreamSettings } from "@/lib/voice/exchange";
import { samplesOf } from "@/lib/voice/upstream-audio";
import { faultOfGoogle, type GoogleCredentials } from "./faults";

export interface GoogleSettings extends UpstreamSettings, GoogleCredentials {
  /** Origin instead of `https://texttospeech.googleapis.com`. */
  baseUrl?: string;
}

/** Base64 of 8 min of audio: more than the longest text takes at the slowest speed. */
const maxAnswerBytes = 32 * 1024 * 1024;
/** Google counts bytes: 5,000 of UTF-8. */
const maxCharacters = 1_600;
/** Waiting is bounded by the exchange; this only has to be longer. */
const libraryTimeoutMs = 600_000;
/** Google's client takes about 1 s to load; that is done when the adapter is made, and is not the upstream's silence. */
const libraryStartMs = 30_000;
const provider = "google";

export const googleVoices: VoiceInfo[] = (["en-US-Neural2-A", "en-US-Neural2-C", "en-US-Neural2-D", "en-US-Neural2-F", "en-GB-Neural2-A", "en-GB-Neural2-B"] as const)
  .map((id) => ({ id, name: id.replace("Neural2-", ""), language: id.slice(0, 5), kind: "cloud" }));

export function createGoogleSpeaker(settings: GoogleSettings & { voices?: VoiceInfo[] }): Speaker {
  /** Tells the one client's fetch which call it works for. */
  const current = new AsyncLocalStorage<Exchange>();
  const client = lazily(() => createClient(settings, current));
  const hasKey = Boolean(settings.apiKey) || settings.serviceAccount !== undefined;
  if (hasKey) void client().catch(() => undefined);
  return {
    id: provider,
    capabilities: { sampleRateHz: spokenRateHz, voices: settings.voices ?? googleVoices, realTime: true, maxCharacters },
    async *speak(text, options, signal) {
      if (signal.aborted) throw new ProviderError(provider, "aborted");
      if (text.trim() === "") return;
      if (text.length > maxCharacters) throw new ProviderError(provider, "refused", { cause: new Error("the text is too long") });
      if (!hasKey) throw new ProviderError(provider, "unauthorised", { cause: new Error("no key is set") });
      const exchange = openExchange(provider, signal, settings, maxAnswerBytes);
      try {
        const started = await exchange.wait(client(), libraryStartMs);
        const audio = await exchange.wait(current.run(exchange, () => synthesize(started, text, options)));
        for await (const samples of samplesOf(provider, once(audio), spokenRateHz)) {
          if (signal.aborted) throw new ProviderError(provider, "aborted");
          yield samples;
        }
      } catch (error) {
        throw faultOfGoogle(provider, exchange.fault(error), error);
      } finally {
        exchange.end();
      }
    },
  };
}

type Client = Awaited<ReturnType<typeof createClient>>;

async function synthesize(client: Client, text: string, options: SpeakOptions): Promise<Uint8Array> {
  const [{ audioContent }] = await client.synthesizeSpeech(
    {
      input: { text },
      voice: { name: options.voice, languageCode: languageOf(options) },
      audioConfig: { audioEncoding: "LINEAR16", sampleRateHertz: spokenRateHz, speakingRate: Math.min(Math.max(options.speed, 0.25), 2) },
    },
    { timeout: libraryTimeoutMs, retry: null },
  );
  if (!(audioContent instanceof Uint8Array) || audioContent.length === 0) throw new ProviderError(provider, "malformed", { cause: new Error("the answer is empty") });
  return audioContent;
}

/** A voice's name begins with its language: `en-US-Neural2-F`. */
function languageOf(options: SpeakOptions): string {
  return /^[a-z]{2,3}-[A-Z]{2}/.exec(options.voice)?.[0] ?? options.language ?? "en-US";
}

async function createClient(settings: GoogleSettings, current: AsyncLocalStorage<Exchange>) {
  const { TextToSpeechClient } = await import("@google-cloud/text-to-speech");
  const address = settings.baseUrl ? new URL(settings.baseUrl) : null;
  const send: typeof fetch = (input, init) => (current.getStore()?.fetch ?? settings.fetch ?? fetch)(input, init);
  const options = {
    fallback: true,
    // Never sent; without one the library asks the cloud's metadata address for it, for half a second.
    projectId: "unused",
    ...(address && { apiEndpoint: address.hostname, port: Number(address.port) || (address.protocol === "http:" ? 80 : 443), protocol: address.protocol.replace(":", "") }),
    ...(settings.serviceAccount ? { credentials: { client_email: settings.serviceAccount.clientEmail, private_key: settings.serviceAccount.privateKey } } : { apiKey: settings.apiKey ?? "" }),
    clientOptions: { transporterOptions: { fetchImplementation: send } },
  };
  const client = new TextToSpeechClient(options);
  await client.initialize();
  return client;
}

function lazily<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => {
    made ??= make().catch((error: unknown) => { made = null; throw error; });
    return made;
  };
}

async function* once<T>(value: T): AsyncGenerator<T> { yield value; }
