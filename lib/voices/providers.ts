import { existsSync } from "node:fs";
import { join } from "node:path";
import type { AgentDefinition } from "@/lib/agents/schema";
import { env } from "@/lib/platform/env";
import type { CallProviders } from "@/lib/voice/call";
import type { LanguageModel, Speaker, Transcriber } from "@/lib/voice/ports";
import { isProviderError } from "@/lib/voice/ports";
import { createLanguageModel, createSpeaker, createTranscriber, describeProviders, isProviderId, missingNeeds, type ProviderDescription, type ProviderParts, type ProviderSettings } from "@/lib/voice/providers/registry";
import { createGuardedFetch } from "./guarded-upstream";
import type { RuntimeVoice, Speech } from "./runtime";

export interface Providers {
  forCall(definition: AgentDefinition, voices: RuntimeVoice[]): Promise<CallProviders>;
  speakerOf(voice: AgentDefinition["voice"], voices: RuntimeVoice[]): { speaker: Speaker; voice: string };
  /** With what each still needs; empty where it can be used. */
  describe(): (ProviderDescription & { missing: string[] })[];
  cloudVoices(): RuntimeVoice[];
  stop(): void;
}

export interface ProvidersOptions { modelsDirectory: string; isLocal: boolean; /** Whether a model server on this machine was found there: offered on the page, so it may be asked. */ isFoundServer(baseUrl: string): boolean }

/** Adapters learn what their server takes, so they are kept; agents' settings are many, so not all of them. */
const mostKept = 200;

/** Who listens, thinks and speaks for an agent: its own choice first, then what is on this machine, so that no call ends with a provider. */
export function createProviders(speech: Speech, { modelsDirectory, isLocal, isFoundServer }: ProvidersOptions): Providers {
  const kept = new Map<string, unknown>();
  const llamaDirectory = join(modelsDirectory, "llama");
  const parts: ProviderParts = {
    fetch: createGuardedFetch({ allowedHosts: env().ALLOWED_PRIVATE_HOSTS }),
    ...(existsSync(llamaDirectory) ? { llamaDirectory } : {}),
    resident: {
      ...(isLocal ? { local: { stt: () => speech.transcriber, tts: () => speech.speakers[0]?.speaker ?? fail() } } : {}),
      scripted: { llm: () => speech.scripted, stt: () => speech.transcriber, tts: () => speech.speakers[0]?.speaker ?? fail() },
      knowledge: { llm: () => speech.knowledge },
    },
  };
  /** The operator's own address needs no guard; an agent's address never gets the operator's key. */
  const settingsFor = (provider: string, own: { baseUrl?: string | null; model?: string }): { settings: ProviderSettings; parts: ProviderParts } => {
    const { OPENAI_API_KEY, OPENAI_BASE_URL, GOOGLE_API_KEY } = env();
    const model = own.model ? { model: own.model } : {};
    if (provider === "google") return { settings: { ...model, ...(GOOGLE_API_KEY ? { apiKey: GOOGLE_API_KEY } : {}) }, parts };
    if (provider !== "openai") return { settings: model, parts };
    const foreign = own.baseUrl && own.baseUrl !== OPENAI_BASE_URL;
    const { fetch: _guarded, ...trusted } = parts;
    if (foreign) return { settings: { ...model, baseUrl: own.baseUrl ?? "" }, parts: isFoundServer(own.baseUrl ?? "") ? trusted : parts };
    return { settings: { ...model, ...(OPENAI_API_KEY ? { apiKey: OPENAI_API_KEY } : {}), ...(OPENAI_BASE_URL ? { baseUrl: OPENAI_BASE_URL } : {}) }, parts: trusted };
  };
  const keep = <T>(key: string, make: () => T): T | null => {
    if (kept.has(key)) return kept.get(key) as T;
    let made: T;
    try { made = make(); } catch (error) { if (isProviderError(error)) return null; throw error; }
    kept.set(key, made);
    const [oldest] = kept.keys();
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
    return made;
  };
  const usable = (provider: string, settings: ProviderSettings): boolean => isProviderId(provider) && missingNeeds(provider, settings, parts).length === 0;
  const model = ({ provider, model: name, baseUrl }: AgentDefinition["model"]): LanguageModel | null => {
    const { settings, parts: own } = settingsFor(provider, { baseUrl, model: name });
    return usable(provider, settings) ? keep(`llm ${provider} ${settings.baseUrl ?? ""} ${name}`, () => createLanguageModel(provider, settings, own)) : null;
  };
  const transcriber = ({ provider, model: name }: AgentDefinition["transcriber"]): Transcriber | null => {
    const { settings, parts: own } = settingsFor(provider, { model: name });
    return usable(provider, settings) ? keep(`stt ${provider} ${name}`, () => createTranscriber(provider, settings, own)) : null;
  };
  const cloudSpeaker = (provider: string): Speaker | null => {
    const { settings, parts: own } = settingsFor(provider, {});
    return usable(provider, settings) ? keep(`tts ${provider}`, () => createSpeaker(provider, settings, own)) : null;
  };
  const speakerOf = (voice: AgentDefinition["voice"], voices: RuntimeVoice[]): { speaker: Speaker; voice: string } => {
    const named = voices.find((known) => known.id === voice.voice && known.provider === voice.provider) ?? voices.find((known) => known.id === voice.voice);
    const cloud = named ? null : voice.provider === "openai" || voice.provider === "google" ? cloudSpeaker(voice.provider) : null;
    if (cloud) return { speaker: cloud, voice: voice.voice };
    const chosen = named ?? voices[0];
    return chosen ? { speaker: chosen.speaker, voice: chosen.speakerVoice } : fail();
  };
  return {
    speakerOf,
    async forCall(definition, voices) {
      const first = speakerOf(definition.voice, voices);
      const fast = voices[0];
      return {
        vad: speech.vad, turnDetector: speech.turnDetector, embedder: speech.embedder,
        transcribers: distinct([transcriber(definition.transcriber), speech.transcriber]), models: distinct([model(definition.model), speech.knowledge]),
        speakers: [first, ...(fast && fast.speaker !== first.speaker ? [{ speaker: fast.speaker, voice: fast.speakerVoice }] : [])],
      };
    },
    describe: () => describeProviders().map((provider) => ({ ...provider, missing: provider.id === "local" && !isLocal ? ["install"] : missingNeeds(provider.id, settingsFor(provider.id, {}).settings, parts) })),
    cloudVoices: () => (["openai", "google"] as const).flatMap((provider) => {
      const speaker = cloudSpeaker(provider);
      return speaker ? speaker.capabilities.voices.map((voice) => ({ ...voice, provider, realTime: speaker.capabilities.realTime, speaker, speakerVoice: voice.id })) : [];
    }),
    stop() { for (const adapter of kept.values()) if (hasStop(adapter)) adapter.stop(); kept.clear(); },
  };
}

const distinct = <T>(list: (T | null)[]): T[] => [...new Set(list.filter((entry) => entry !== null))];
const hasStop = (adapter: unknown): adapter is { stop(): void } => typeof adapter === "object" && adapter !== null && "stop" in adapter && typeof adapter.stop === "function";
const fail = (): never => { throw new Error("there is no voice at all"); };
