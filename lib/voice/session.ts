/** What the parts of one call share: its settings as they stand now, its memory, its providers with their fallbacks, its way out. */
import type { CallAgent, CallOptions, CallTool, ReplyOverrides, VoiceClock } from "./call";
import type { VoiceEvent } from "./events";
import { createFallbackModel, createFallbackSpeaker, createFallbackTranscriber, type FallbackContext, type FaultStage } from "./fallback";
import { createGuard, type Guard } from "./guard";
import { createMemory, type Memory } from "./memory";
import { isOwnOutput } from "./own-outputs";
import { greetingOf, phrasesFor, type Phrases } from "./phrases";
import type { TurnDetector } from "./ports";
import { clampPolicy, type TurnPolicy } from "./turn-policy";

/** What `configure` changes. */
export interface Settings {
  policy: TurnPolicy;
  instructions: string;
  tools: CallTool[];
  toolChoice: NonNullable<ReplyOverrides["toolChoice"]>;
  voice: string | null;
  speed: number;
  modality: "audio" | "text";
  maxTokens: number | null;
}

export interface Fallback { from: string; to: string; fault: string }

export interface Session {
  readonly agent: CallAgent;
  readonly settings: Settings;
  /** The agent's own that the server runs. */
  readonly serverTools: readonly CallTool[];
  readonly clock: VoiceClock;
  readonly signal: AbortSignal;
  readonly memory: Memory;
  readonly phrases: Phrases;
  readonly guard: Guard;
  readonly turnDetector: TurnDetector | null;
  readonly transcriber: ReturnType<typeof createFallbackTranscriber>;
  readonly model: ReturnType<typeof createFallbackModel>;
  readonly speaker: ReturnType<typeof createFallbackSpeaker>;
  newId: CallOptions["newId"];
  log: CallOptions["log"];
  emit(event: VoiceEvent): void;
  fault(stage: FaultStage, provider: string, fault: string, next: string | null): void;
  /** Fallbacks since they were last taken, for the trace of the turn. */
  takeFallbacks(): Fallback[];
}

export function createSession(options: CallOptions, signal: AbortSignal): Session {
  const { agent, providers, clock } = options;
  let fallbacks: Fallback[] = [];
  let ended = false;
  const emit = (event: VoiceEvent) => {
    if (ended) return;
    ended = event.type === "call-end";
    try { options.emit(event); } catch (error) { options.log("error", "a listener threw", { error: error instanceof Error ? error.name : "unknown", event: event.type }); }
  };
  const fault: Session["fault"] = (stage, provider, kind, next) => {
    if (next !== null && fallbacks.length < 20) fallbacks.push({ from: provider, to: next, fault: kind });
    emit({ type: "provider-fault", stage, provider, fault: kind, fallback: next });
  };
  const context: FallbackContext = { clock, onFault: fault };
  return {
    agent, clock, signal, emit, fault, serverTools: agent.tools.filter(({ run }) => run !== null),
    settings: {
      policy: clampPolicy(agent.policy), instructions: agent.instructions, tools: agent.tools, toolChoice: "auto",
      voice: null, speed: agent.speed, modality: options.modality, maxTokens: agent.maxTokens,
    },
    memory: createMemory(options.history),
    phrases: phrasesFor(agent.language),
    guard: options.guard ?? createGuard({ randomBytes: options.randomBytes, isOwnOutput, free: () => [greetingOf(agent), ...agent.knowledge.map(({ answer }) => answer)].join("\n") }),
    turnDetector: providers.turnDetector,
    transcriber: createFallbackTranscriber(providers.transcribers, context),
    model: createFallbackModel(providers.models, context),
    speaker: createFallbackSpeaker(providers.speakers, context),
    newId: (prefix) => options.newId(prefix),
    log: (level, message, fields) => options.log(level, message, fields),
    takeFallbacks() { const taken = fallbacks; fallbacks = []; return taken; },
  };
}
