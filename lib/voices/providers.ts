import { createHmac, randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { AgentDefinition } from "@/lib/agents/schema";
import { env } from "@/lib/platform/env";
import { createGuardedFetch } from "@/lib/platform/guarded-fetch/client";
import type { CallProviders } from "@/lib/voice/call";
import type { LanguageModel, Speaker, Transcriber } from "@/lib/voice/ports";
import { isProviderError } from "@/lib/voice/ports";
import { createLanguageModel, createSpeaker, createTranscriber, describeProviders, isProviderId, missingNeeds, type ProviderDescription, type ProviderParts, type ProviderSettings } from "@/lib/voice/providers/registry";
import type { RuntimeVoice, Speech } from "./runtime";
import type { WorkspaceKey, WorkspaceKeys } from "./workspace-keys";

export interface Providers {
  /** With the workspace's own keys before the operator's. */
  of(keys: WorkspaceKeys): WorkspaceProviders;
  stop(): void;
}

export interface WorkspaceProviders {
  forCall(definition: AgentDefinition, voices: RuntimeVoice[]): Promise<CallProviders>;
  speakerOf(voice: AgentDefinition["voice"], voices: RuntimeVoice[]): { speaker: Speaker; voice: string };
  /** With what each still needs; empty where it can be used. */
  describe(): (ProviderDescription & { missing: string[] })[];
  cloudVoices(): RuntimeVoice[];
}

export interface ProvidersOptions { modelsDirectory: string; isLocal: boolean; /** Whether a model server on this machine was found there: offered on the page, so it may be asked. */ isFoundServer(baseUrl: string): boolean }

/** Adapters learn what their server takes, so they are kept; agents' settings are many, so not all of them. */
const mostKept = 200;

/** Settings of one provider for one workspace, and the way its requests go. */
interface Chosen { settings: ProviderSettings; parts: ProviderParts; guarded: boolean; /** The workspace's own key, where it is the one. */ own: WorkspaceKey | null }

/** Who listens, thinks and speaks for an agent: its own choice first, then what is on this machine, so that no call ends with a provider. */
export function createProviders(speech: Speech, { modelsDirectory, isLocal, isFoundServer }: ProvidersOptions): Providers {
  const kept = new Map<string, unknown>();
  const llamaDirectory = join(modelsDirectory, "llama");
  const trusted: ProviderParts = {
    ...(existsSync(llamaDirectory) ? { llamaDirectory } : {}),
    resident: {
      ...(isLocal ? { local: { stt: () => speech.transcriber, tts: () => speech.speakers[0]?.speaker ?? fail() } } : {}),
      scripted: { llm: () => speech.scripted, stt: () => speech.transcriber, tts: () => speech.speakers[0]?.speaker ?? fail() },
      knowledge: { llm: () => speech.knowledge },
    },
  };
  const guardedParts: ProviderParts = { ...trusted, fetch: createGuardedFetch() };
  const chosen = (settings: ProviderSettings, guarded: boolean, own: WorkspaceKey | null = null): Chosen => ({ settings, guarded, parts: guarded ? guardedParts : trusted, own });

  /** The workspace's key first, then the operator's. An address that an agent names gets neither, unless it is the very one that the key was set for. */
  const choose = (keys: WorkspaceKeys, provider: string, wanted: { baseUrl?: string | null; model?: string }): Chosen => {
    const { OPENAI_API_KEY, OPENAI_BASE_URL, GOOGLE_API_KEY } = env();
    const model = wanted.model ? { model: wanted.model } : {};
    if (provider === "google") return keys.google ? withOwn(keys.google, model) : chosen({ ...model, ...(GOOGLE_API_KEY ? { apiKey: GOOGLE_API_KEY } : {}) }, false);
    if (provider !== "openai") return chosen(model, true);
    const named = wanted.baseUrl ?? null;
    if (keys.openai && (named === null || named === keys.openai.baseUrl)) return withOwn(keys.openai, model);
    if (named !== null && named !== OPENAI_BASE_URL) return chosen({ ...model, baseUrl: named }, !isFoundServer(named));
    return chosen({ ...model, ...(OPENAI_API_KEY ? { apiKey: OPENAI_API_KEY } : {}), ...(OPENAI_BASE_URL ? { baseUrl: OPENAI_BASE_URL } : {}) }, false);
  };
  const withOwn = (own: WorkspaceKey, model: { model?: string }): Chosen => {
    if (own.apiKey === null) return chosen(model, true);
    return chosen({ ...model, apiKey: own.apiKey, ...(own.baseUrl ? { baseUrl: own.baseUrl } : {}) }, own.baseUrl !== null, own);
  };
  /** Adapters are shared by whoever has the same key, address and way out, and by nobody else. The key is in it as a hash that means nothing outside this process. */
  const salt = randomBytes(32);
  const tagOf = (kind: string, provider: string, { settings: { apiKey = "", baseUrl = "", model = "" }, guarded }: Chosen): string =>
    JSON.stringify([kind, provider, baseUrl, model, createHmac("sha256", salt).update(apiKey).digest("base64url"), guarded]);
  const keep = <T>(tag: string, make: () => T): T | null => {
    let adapter: T;
    try { adapter = kept.has(tag) ? (kept.get(tag) as T) : make(); } catch (error) { if (isProviderError(error)) return null; throw error; }
    kept.delete(tag);
    kept.set(tag, adapter);
    const [oldest] = kept.keys();
    if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
    return adapter;
  };
  const usable = (provider: string, { settings, parts }: Chosen): boolean => isProviderId(provider) && missingNeeds(provider, settings, parts).length === 0;
  const adapter = <T>(kind: string, provider: string, choice: Chosen, make: (id: string, settings: ProviderSettings, parts: ProviderParts) => T): T | null =>
    usable(provider, choice) ? keep(tagOf(kind, provider, choice), () => make(provider, choice.settings, choice.parts)) : null;

  const of = (keys: WorkspaceKeys): WorkspaceProviders => {
    const cloudSpeaker = (provider: string): Speaker | null => adapter("tts", provider, choose(keys, provider, {}), createSpeaker);
    const speakerOf = (voice: AgentDefinition["voice"], voices: RuntimeVoice[]): { speaker: Speaker; voice: string } => {
      const named = voices.find((known) => known.id === voice.voice && known.provider === voice.provider) ?? voices.find((known) => known.id === voice.voice);
      const cloud = named ? null : voice.provider === "openai" || voice.provider === "google" ? cloudSpeaker(voice.provider) : null;
      if (cloud) return { speaker: cloud, voice: voice.voice };
      const fallback = named ?? voices[0];
      return fallback ? { speaker: fallback.speaker, voice: fallback.speakerVoice } : fail();
    };
    return {
      speakerOf,
      async forCall(definition, voices) {
        const { model: { provider: thinks, model, baseUrl }, transcriber: { provider: hears, model: hearing }, voice } = definition;
        const thinking = choose(keys, thinks, { baseUrl, model });
        const listening = choose(keys, hears, { model: hearing });
        for (const own of new Set([thinking.own, listening.own, choose(keys, voice.provider, {}).own])) own?.used();
        const first = speakerOf(voice, voices);
        const fast = voices[0];
        return {
          vad: speech.vad, turnDetector: speech.turnDetector, embedder: speech.embedder,
          transcribers: distinct([adapter<Transcriber>("stt", hears, listening, createTranscriber), speech.transcriber]),
          models: distinct([adapter<LanguageModel>("llm", thinks, thinking, createLanguageModel), speech.knowledge]),
          speakers: [first, ...(fast && fast.speaker !== first.speaker ? [{ speaker: fast.speaker, voice: fast.speakerVoice }] : [])],
        };
      },
      describe: () => describeProviders().map((provider) => {
        const { settings, parts } = choose(keys, provider.id, {});
        return { ...provider, missing: provider.id === "local" && !isLocal ? ["install"] : missingNeeds(provider.id, settings, parts) };
      }),
      cloudVoices: () => (["openai", "google"] as const).flatMap((provider) => {
        const speaker = cloudSpeaker(provider);
        return speaker ? speaker.capabilities.voices.map((voice) => ({ ...voice, provider, realTime: speaker.capabilities.realTime, speaker, speakerVoice: voice.id })) : [];
      }),
    };
  };
  return { of, stop() { for (const each of kept.values()) if (hasStop(each)) each.stop(); kept.clear(); } };
}

const distinct = <T>(list: (T | null)[]): T[] => [...new Set(list.filter((entry) => entry !== null))];
const hasStop = (adapter: unknown): adapter is { stop(): void } => typeof adapter === "object" && adapter !== null && "stop" in adapter && typeof adapter.stop === "function";
const fail = (): never => { throw new Error("there is no voice at all"); };
