import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type { AgentDefinition } from "@/lib/agents/schema";
import lock from "@/bin/models.lock.json";
import { useEmbedder as offerEmbedder } from "@/lib/knowledge/embedder";
import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { systemClock } from "@/lib/platform/clock";
import { registerHealth } from "@/lib/platform/health";
import { rootLog } from "@/lib/platform/log";
import { singleton } from "@/lib/platform/singleton";
import type { CallProviders } from "@/lib/voice/call";
import type { Embedder, LanguageModel, Speaker, Transcriber, TurnDetector, Vad, VoiceInfo } from "@/lib/voice/ports";
import { startLocalSpeech, type LocalSpeech } from "@/lib/voice/providers/local/local";
import { detectModelServers, type ModelServer } from "@/lib/voice/providers/detect";
import { createKnowledgeModel } from "@/lib/voice/providers/knowledge/llm";
import { createScriptedModel } from "@/lib/voice/providers/scripted/llm";
import { createScriptedSpeaker } from "@/lib/voice/providers/scripted/tts";
import { createScriptedTranscriber } from "@/lib/voice/providers/scripted/stt";
import { createScriptedTurnDetector } from "@/lib/voice/providers/scripted/turn";
import { createScriptedVad } from "@/lib/voice/providers/scripted/vad";
import { createProviders, type WorkspaceProviders } from "./providers";
import { measureSpeaker, type VoiceTime } from "./voice-time";
import { noKeys, type KeySource } from "./workspace-keys";

/** One voice as an agent names it, with what says it. */
export interface RuntimeVoice extends VoiceInfo { /** `piper:joe`, `kokoro:af_heart`, or the provider's own name. */ id: string; provider: string; realTime: boolean; speaker: Speaker; speakerVoice: string }

export interface VoiceRuntime {
  /** Why the scripted voice speaks; null where the models are here. */
  readonly fault: string | null;
  readonly maxCalls: number;
  /** Settles when the models are warm, or cannot be; a call that begins before would begin with an apology. */
  readonly ready: Promise<void>;
  /** A place for one more call, or `ProviderError` overloaded. */
  admit(): { release(): void };
  /** For a call of an agent of this workspace, with the workspace's own keys. Throws `database_unavailable`. */
  providersFor(definition: AgentDefinition, workspaceId: string): Promise<CallProviders>;
  /** Voices that a call of this agent may change to. */
  voicesLike(definition: AgentDefinition, workspaceId: string): Promise<string[]>;
  /** Every voice that this workspace can use now, the default first. */
  voices(workspaceId: string): Promise<RuntimeVoice[]>;
  /** Every provider, with what it still needs in this workspace; empty where it can be used. */
  describe(workspaceId: string): Promise<ReturnType<WorkspaceProviders["describe"]>>;
  voiceTimes(): ReadonlyMap<string, VoiceTime>;
  transcriber(): Transcriber;
  vad(): Vad;
  embedder(): Embedder | null;
  modelServers(): Promise<ModelServer[]>;
  stop(): Promise<void>;
}

const defaultMaxCalls = 200;
/** A model server that was started after us is found when the page is next opened. */
const findServersEveryMs = 15_000;
const timer = { after: (delayMs: number, task: () => void) => { const handle = setTimeout(task, delayMs); return () => clearTimeout(handle); } };

/** What listens and speaks where no model is: tones for a voice, and a fixed text for what was said. */
export interface Speech { vad: Vad; turnDetector: TurnDetector | null; transcriber: Transcriber; speakers: { prefix: string; speaker: Speaker }[]; embedder: Embedder | null; /** Answers from the agent's facts; the last resort of every agent. */ knowledge: LanguageModel; scripted: LanguageModel }

interface Held { runtime: VoiceRuntime | null }
const held = (): Held => singleton("voice-runtime", () => ({ runtime: null }));

/** The process's voice runtime. Throws `models_unavailable` before it was started. */
export function voiceRuntime(): VoiceRuntime {
  const { runtime } = held();
  if (!runtime) throw new AppError("models_unavailable", { internal: "the voice runtime was not started" });
  return runtime;
}

export const runtimeIfStarted = (): VoiceRuntime | null => held().runtime;

export const modelsDirectory = (): string => env().PARLEY_MODELS_DIR ?? join(env().XDG_CACHE_HOME ?? join(homedir(), ".cache"), "parley", "models");

/** Null where every model of a call is there; else the reason in words. */
export function missingModels(directory: string): string | null {
  if (env().LOCAL_SPEECH === "off") return "LOCAL_SPEECH is off.";
  const missing = lock.files.filter((file) => file.group === "core" && !existsSync(join(directory, file.path)));
  if (missing.length === 0) return null;
  return `${missing.length} files of the speech models are missing, such as ${missing[0]?.path ?? ""}. Run \`npm run models\`, or set PARLEY_MODELS_DIR to a directory that holds them, and start again.`;
}

/** Starts the models, or the scripted voice with the reason for it, and makes it the process's runtime. Resolves before the models are warm. */
export async function startVoiceRuntime(keysOf: KeySource): Promise<VoiceRuntime> {
  const directory = modelsDirectory();
  const fault = missingModels(directory);
  const log = rootLog().child({ part: "speech" });
  const maxCalls = env().MAX_CALLS ?? defaultMaxCalls;
  const local = fault ? null : startLocalSpeech({
    modelsDir: directory, cacheBytes: env().CLAUSE_CACHE_MB * 1024 * 1024, limits: { maxCalls },
    log: { info: (fields, message) => log.info(fields, message), warn: (fields, message) => log.warn(fields, message) },
  });
  const runtime = createVoiceRuntime(local ? speechOf(local) : scriptedSpeech(), { fault, maxCalls, local, keysOf });
  held().runtime = runtime;
  offerEmbedder(() => runtime.embedder());
  registerHealth("speech", () => healthOf(fault, local));
  return runtime;
}

function healthOf(fault: string | null, local: LocalSpeech | null): { state: "ok" | "degraded" | "down"; detail: string } {
  if (!local) return { state: "degraded", detail: `The scripted voice speaks: ${fault ?? "no models"}` };
  const health = local.health();
  if (health.ready) return { state: "ok", detail: `Local speech, ${health.calls} calls, ${health.queued} pieces of work waiting.` };
  return health.reason ? { state: "degraded", detail: `Local speech cannot start: ${health.reason}` } : { state: "degraded", detail: "The models are being loaded." };
}

const speechOf = (local: LocalSpeech): Speech => ({
  vad: local.vad, turnDetector: local.turnDetector, transcriber: local.transcriber, embedder: local.embedder, knowledge: createKnowledgeModel({ embedder: local.embedder }), scripted: scriptedModel(),
  speakers: [{ prefix: "piper:", speaker: local.piper }, ...(local.kokoro ? [{ prefix: "kokoro:", speaker: local.kokoro }] : [])],
});

const scriptedModel = () => createScriptedModel({ timer });
export const scriptedSpeech = (): Speech => ({
  vad: createScriptedVad(), turnDetector: createScriptedTurnDetector({ timer }), transcriber: createScriptedTranscriber({ timer }), embedder: null, knowledge: createKnowledgeModel({ embedder: null }), scripted: scriptedModel(),
  speakers: [{ prefix: "", speaker: createScriptedSpeaker({ timer }) }],
});

export interface RuntimeParts { fault: string | null; maxCalls: number; local: LocalSpeech | null; /** Left out: no workspace has keys of its own. */ keysOf?: KeySource }

export function createVoiceRuntime(speech: Speech, { fault, maxCalls, local, keysOf = noKeys }: RuntimeParts): VoiceRuntime {
  const found = { servers: [] as ModelServer[], looking: Promise.resolve([] as ModelServer[]), atMs: Number.NEGATIVE_INFINITY };
  const findServers = (): Promise<ModelServer[]> => {
    if (systemClock.nowMs() - found.atMs < findServersEveryMs) return found.looking;
    found.atMs = systemClock.nowMs();
    found.looking = detectModelServers({ ownPort: env().PARLEY_PORT }).then((servers) => (found.servers = servers));
    return found.looking;
  };
  void findServers();
  const providers = createProviders(speech, { modelsDirectory: modelsDirectory(), isLocal: local !== null, isFoundServer: (baseUrl) => found.servers.some((server) => server.baseUrl === baseUrl) });
  const times = new Map<string, VoiceTime>();
  const providersOf = async (workspaceId: string): Promise<WorkspaceProviders> => providers.of(await keysOf(workspaceId));
  const voicesOf = (own: WorkspaceProviders): RuntimeVoice[] => [
    ...speech.speakers.flatMap(({ prefix, speaker }) => speaker.capabilities.voices.map((voice) =>
      ({ ...voice, id: `${prefix}${voice.id}`, provider: local ? "local" : "scripted", realTime: speaker.capabilities.realTime, speaker, speakerVoice: voice.id }))),
    ...own.cloudVoices(),
  ];
  const measure = async () => {
    await local?.ready;
    for (const { prefix, speaker } of speech.speakers) if (speaker.capabilities.realTime) times.set(prefix, await measureSpeaker(speaker));
  };
  if (local) void measure().catch((error: unknown) => rootLog().warn({ err: error }, "the voices could not be measured"));
  return {
    fault, maxCalls,
    ready: local ? local.ready.catch(() => {}) : Promise.resolve(),
    admit: () => local?.pool.admit() ?? { release: () => {} },
    async providersFor(definition, workspaceId) {
      const own = await providersOf(workspaceId);
      return own.forCall(definition, voicesOf(own));
    },
    async voicesLike(definition, workspaceId) {
      const own = await providersOf(workspaceId);
      const known = voicesOf(own);
      const { speaker } = own.speakerOf(definition.voice, known);
      return known.filter((voice) => voice.provider === definition.voice.provider && voice.speaker === speaker).map((voice) => voice.id);
    },
    voices: async (workspaceId) => voicesOf(await providersOf(workspaceId)),
    describe: async (workspaceId) => (await providersOf(workspaceId)).describe(),
    voiceTimes: () => times,
    transcriber: () => speech.transcriber, vad: () => speech.vad, embedder: () => speech.embedder,
    modelServers: findServers,
    async stop() { providers.stop(); await local?.stop(); },
  };
}
