/** Every provider by name: what it can do, what it needs, and how its adapters are made from settings that are data. */
import { ProviderError, type LanguageModel, type Speaker, type Transcriber, type VoiceInfo } from "@/lib/voice/ports";
import { checkGoogleKey } from "./google/key";
import { createGoogleTranscriber } from "./google/stt";
import { createGoogleSpeaker, googleVoices } from "./google/tts";
import { createLlamaModel } from "./llama/llm";
import { createOpenAiModel } from "./openai/llm";
import { listOpenAiModels } from "./openai/models";
import { createOpenAiTranscriber } from "./openai/stt";
import { createOpenAiSpeaker, openAiVoices } from "./openai/tts";

export type ProviderKind = "llm" | "stt" | "tts";
/** As an agent or a workspace keeps them. */
export interface ProviderSettings { apiKey?: string; baseUrl?: string; model?: string }
export type ProviderNeed = "apiKey" | "baseUrl" | "model" | "install";

/** What a provider makes, one function per kind it has. */
export interface ProviderAdapters {
  llm?(settings: ProviderSettings): LanguageModel;
  stt?(settings: ProviderSettings): Transcriber;
  tts?(settings: ProviderSettings): Speaker;
}

/** What the host adds to the settings. */
export interface ProviderParts {
  /** The guarded fetch: base URLs come from users. */
  fetch?: typeof fetch;
  timeoutMs?: number;
  /** Where `models add` puts GGUF models. */
  llamaDirectory?: string;
  /** Providers that live in this process and are started once by the host. */
  resident?: Partial<Record<"local" | "knowledge" | "scripted", ProviderAdapters>>;
}

interface Entry {
  label: string;
  kinds: ProviderKind[];
  /** What must be set before it can be used; `baseUrl` in place of `apiKey` is enough where both are named. */
  needs: ProviderNeed[];
  /** Nothing leaves the machine. */
  local: boolean;
  followsPrompt: boolean;
  /** As its language model's `capabilities.tools`. */
  callsTools: boolean;
  /** What to know before choosing it, for the pages. */
  note: string;
  voices?: VoiceInfo[];
  /** Used where the settings name none. */
  models?: Partial<Record<ProviderKind, string>>;
  adapters(parts: ProviderParts): ProviderAdapters;
}

const entries = {
  local: { label: "Local speech", kinds: ["stt", "tts"], needs: [], local: true, followsPrompt: false, callsTools: false, note: "English only. The fine voice is not real-time on two cores: for previews, not for calls.", adapters: ({ resident }) => resident?.local ?? {} },
  knowledge: { label: "The agent's own knowledge", kinds: ["llm"], needs: [], local: true, followsPrompt: false, callsTools: false, note: "Answers from the agent's facts, as they are written, and says when it does not know. Follows no prompt and calls no tools.", adapters: ({ resident }) => resident?.knowledge ?? {} },
  scripted: { label: "Scripted", kinds: ["llm", "stt", "tts"], needs: [], local: true, followsPrompt: false, callsTools: true, note: "Says what it was told to say. For tests, and where the speech models could not be fetched.", adapters: ({ resident }) => resident?.scripted ?? {} },
  openai: { label: "OpenAI or compatible", kinds: ["llm", "stt", "tts"], needs: ["apiKey", "baseUrl"], local: false, followsPrompt: true, callsTools: true, note: "OpenAI with a key; Ollama, LM Studio, llama.cpp, vLLM, Groq and others with a base URL. What is said goes to that server.", voices: openAiVoices, models: { llm: "gpt-4.1-mini", stt: "gpt-4o-mini-transcribe", tts: "gpt-4o-mini-tts" }, adapters: openAiAdapters },
  google: { label: "Google Cloud speech", kinds: ["stt", "tts"], needs: ["apiKey"], local: false, followsPrompt: false, callsTools: false, note: "Many languages. What is said goes to Google. A clause is spoken once the whole of it is made.", voices: googleVoices, adapters: googleAdapters },
  llama: { label: "A GGUF model on this machine", kinds: ["llm"], needs: ["install", "model"], local: true, followsPrompt: true, callsTools: false, note: "To try a prompt offline: small models invent facts, and it calls no tools. Install it with `npm run parley -- models add smollm2`.", models: { llm: "smollm2" }, adapters: llamaAdapters },
} as const satisfies Record<string, Entry>;

export type ProviderId = keyof typeof entries;
export type ProviderDescription = Omit<Entry, "adapters" | "voices" | "models"> & { id: ProviderId; voices: VoiceInfo[]; models: Partial<Record<ProviderKind, string>> };

const ids: readonly ProviderId[] = ["local", "knowledge", "scripted", "openai", "google", "llama"];

export const isProviderId = (name: string): name is ProviderId => Object.hasOwn(entries, name);

/** For the pages, in the order in which they are offered. */
export function describeProviders(): ProviderDescription[] {
  return ids.map((id) => {
    const { adapters: _, voices = [], models = {}, ...entry }: Entry = entries[id];
    return { id, ...entry, voices, models };
  });
}

/** What of its needs is not met by the settings; empty where the provider can be used. */
export function missingNeeds(id: ProviderId, settings: ProviderSettings, parts: ProviderParts = {}): ProviderNeed[] {
  if (id === "openai") return settings.apiKey || settings.baseUrl ? [] : ["apiKey"];
  if (id === "google") return settings.apiKey ? [] : ["apiKey"];
  if (id === "llama") return parts.llamaDirectory ? [] : ["install"];
  return [];
}

/** The adapter of one kind. Throws `ProviderError("refused")` where the provider is unknown, lacks the kind or is not running here. */
export function createLanguageModel(id: string, settings: ProviderSettings, parts: ProviderParts): LanguageModel {
  return adaptersOf(id, parts).llm?.(settings) ?? refuse(id);
}

export function createTranscriber(id: string, settings: ProviderSettings, parts: ProviderParts): Transcriber {
  return adaptersOf(id, parts).stt?.(settings) ?? refuse(id);
}

export function createSpeaker(id: string, settings: ProviderSettings, parts: ProviderParts): Speaker {
  return adaptersOf(id, parts).tts?.(settings) ?? refuse(id);
}

/** Names of the models that the provider's server offers now; empty where a provider has no list. Throws `ProviderError`. */
export async function listModels(id: ProviderId, settings: ProviderSettings, parts: ProviderParts, signal: AbortSignal): Promise<string[]> {
  if (id !== "openai") return [];
  const { data } = await listOpenAiModels({ ...settings, ...upstream(parts) }, signal);
  return (data ?? []).map((model) => model.id).sort();
}

/** Resolves where the provider takes the key, asked by what costs nothing. Throws `ProviderError`, `unauthorised` where it is refused. */
export async function checkKey(id: "openai" | "google", settings: ProviderSettings, parts: ProviderParts, signal: AbortSignal): Promise<void> {
  if (id === "google") await checkGoogleKey({ ...settings, ...upstream(parts) }, signal);
  else await listOpenAiModels({ ...settings, ...upstream(parts) }, signal);
}

function adaptersOf(id: string, parts: ProviderParts): ProviderAdapters {
  return isProviderId(id) ? entries[id].adapters(parts) : {};
}

function openAiAdapters(parts: ProviderParts): ProviderAdapters {
  const full = (settings: ProviderSettings, kind: ProviderKind) => ({ ...settings, ...upstream(parts), model: settings.model || entries.openai.models[kind] });
  return { llm: (settings) => createOpenAiModel(full(settings, "llm")), stt: (settings) => createOpenAiTranscriber(full(settings, "stt")), tts: (settings) => createOpenAiSpeaker(full(settings, "tts")) };
}

function googleAdapters(parts: ProviderParts): ProviderAdapters {
  return { stt: (settings) => createGoogleTranscriber({ ...settings, ...upstream(parts) }), tts: (settings) => createGoogleSpeaker({ ...settings, ...upstream(parts) }) };
}

/** A model is a process of 300 MB and more: one for all sessions. */
const llamaModels = new Map<string, LanguageModel>();

function llamaAdapters({ llamaDirectory, timeoutMs }: ProviderParts): ProviderAdapters {
  if (!llamaDirectory) return {};
  return {
    llm: (settings) => {
      const model = settings.model || entries.llama.models.llm;
      const key = `${llamaDirectory}/${model}`;
      const kept = llamaModels.get(key) ?? createLlamaModel({ directory: llamaDirectory, model, ...(timeoutMs !== undefined && { timeoutMs }) });
      llamaModels.set(key, kept);
      return kept;
    },
  };
}

function upstream({ fetch: send, timeoutMs }: ProviderParts) {
  return { ...(send && { fetch: send }), ...(timeoutMs !== undefined && { timeoutMs }) };
}

function refuse(id: string): never {
  throw new ProviderError(isProviderId(id) ? id : "unknown", "refused", { cause: new Error("the provider is not available here") });
}
