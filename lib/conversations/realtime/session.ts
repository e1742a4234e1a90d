/** The session in force: what the client asked for, as far as its rights and the agent's bounds allow, and what follows of it for the call. */
import type { Call, CallAgent, CallTool } from "@/lib/voice/call";
import { turnPolicyBounds } from "@/lib/voice/turn-policy";
import type { TurnPolicy } from "@/lib/voice/turn-policy";
import type { SessionInput } from "./client-events";
import type { TurnDetection, WireFormat, WireSession } from "./server-events";

export type CallChange = Parameters<Call["configure"]>[0];

export interface SessionGrounds {
  id: string;
  /** `agent:<slug>` with version, as it was resolved. */
  model: string;
  /** As configured so far. */
  agent: CallAgent;
  /** As its makers have it: the bounds of what a client may change. */
  own: Pick<CallAgent, "policy" | "maxTokens">;
  voice: string;
  /** Voices that this installation can speak; others are ignored. */
  voices: readonly string[];
  transcriber: string;
  expiresAtSeconds: number;
  /** The scope `agents:override`; without it the agent's instructions are not shown either. */
  mayOverride: boolean;
}

/** What a client's tool may take; longer means that it has gone. */
const clientToolTimeoutMs = 60_000;
const mostTokens = 4_096;

export function initialSession(grounds: SessionGrounds): WireSession {
  const { agent } = grounds;
  return {
    type: "realtime", object: "realtime.session", id: grounds.id, model: grounds.model, expires_at: grounds.expiresAtSeconds,
    instructions: grounds.mayOverride ? agent.instructions : "", output_modalities: ["audio"], tools: [], tool_choice: "auto",
    max_output_tokens: agent.maxTokens ?? "inf", truncation: "auto", tracing: null, prompt: null, include: null,
    audio: {
      input: { format: { type: "audio/pcm", rate: 24_000 }, transcription: { model: grounds.transcriber, language: agent.language.slice(0, 2), prompt: null }, noise_reduction: null, turn_detection: ofPolicy(agent.policy) },
      output: { format: { type: "audio/pcm", rate: 24_000 }, voice: grounds.voice, speed: agent.speed },
    },
  };
}

/** Merges `input` into a copy of `current`. `change` is what the call must be told; what is not allowed or not known leaves the session as it was. */
export function mergeSession(current: WireSession, input: SessionInput, grounds: SessionGrounds): { session: WireSession; change: CallChange } {
  const session = structuredClone(current);
  const change: CallChange = {};
  if (input.include !== undefined) session.include = input.include?.slice(0, 32) ?? null;
  if (input.output_modalities?.length) {
    const modality = input.output_modalities.includes("audio") ? "audio" : "text";
    session.output_modalities = [modality];
    change.modality = modality;
  }
  if (input.max_output_tokens != null) {
    session.max_output_tokens = tokens(input.max_output_tokens, grounds.own.maxTokens);
    change.maxTokens = session.max_output_tokens === "inf" ? null : session.max_output_tokens;
  }
  mergeAudio(session, change, input, grounds);
  if (grounds.mayOverride) mergeOverrides(session, change, input, grounds);
  return { session, change };
}

function mergeAudio(session: WireSession, change: CallChange, input: SessionInput, grounds: SessionGrounds): void {
  const heard = input.audio?.input;
  if (heard?.format != null) session.audio.input.format = formatOf(heard.format) ?? session.audio.input.format;
  if (heard?.transcription !== undefined) {
    const { language = null, prompt = null } = heard.transcription ?? {};
    session.audio.input.transcription = heard.transcription && { model: grounds.transcriber, language: shortText(language), prompt: shortText(prompt) };
  }
  if (heard?.turn_detection !== undefined) {
    session.audio.input.turn_detection = mergeTurnDetection(session.audio.input.turn_detection, heard.turn_detection, grounds.own.policy);
    change.policy = toPolicy(session.audio.input.turn_detection, grounds.own.policy);
  }
  const spoken = input.audio?.output;
  if (spoken?.format != null) session.audio.output.format = formatOf(spoken.format) ?? session.audio.output.format;
  if (spoken?.speed != null) change.speed = session.audio.output.speed = within(spoken.speed, 0.5, 2);
}

function mergeOverrides(session: WireSession, change: CallChange, input: SessionInput, grounds: SessionGrounds): void {
  if (input.instructions !== undefined) change.instructions = session.instructions = input.instructions ?? "";
  if (input.tools !== undefined) {
    change.tools = toolsOf(input.tools ?? []);
    session.tools = change.tools.map(({ name, description, parameters }) => ({ type: "function", name, description, parameters }));
  }
  if (input.tool_choice != null) {
    change.toolChoice = toolChoiceOf(input.tool_choice);
    session.tool_choice = typeof change.toolChoice === "object" ? { type: "function", name: change.toolChoice.name } : change.toolChoice ?? "auto";
  }
  const asked = input.audio?.output?.voice;
  const voice = typeof asked === "string" ? asked : asked?.id;
  if (voice && grounds.voices.includes(voice)) change.voice = session.audio.output.voice = voice;
}

/** What is only shown again; longer is not in force. */
const shortText = (value: unknown): string | null => (typeof value === "string" && value.length <= 2_000 ? value : null);
const within = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));
const bounded = (name: keyof typeof turnPolicyBounds, value: number): number => { const [least, most] = turnPolicyBounds[name] ?? [value, value]; return within(value, least, most); };
/** As many as the agent's makers allow. */
export const tokens = <T extends number | "inf">(asked: T, most: number | null): number | T => (typeof asked === "number" ? Math.round(within(asked, 1, most ?? mostTokens)) : most ?? asked);

export function formatOf(asked: string | { type: string }): WireFormat | null {
  switch (typeof asked === "string" ? asked : asked.type) {
    case "audio/pcm": case "pcm16": return { type: "audio/pcm", rate: 24_000 };
    case "audio/pcmu": case "g711_ulaw": return { type: "audio/pcmu" };
    case "audio/pcma": case "g711_alaw": return { type: "audio/pcma" };
    default: return null;
  }
}

/** Function tools, which the connected client runs; entries without a name are left out. */
export function toolsOf(asked: readonly { name?: string | null; description?: string | null; parameters?: Record<string, unknown> | null }[]): CallTool[] {
  return asked.flatMap((tool) => (tool.name ? [{ name: tool.name, description: tool.description ?? "", parameters: tool.parameters ?? { type: "object", properties: {} }, run: null, timeoutMs: clientToolTimeoutMs }] : []));
}

export function toolChoiceOf(asked: string | { name?: string | null }): NonNullable<CallChange["toolChoice"]> {
  if (typeof asked === "object") return asked.name ? { name: asked.name } : "auto";
  return asked === "none" || asked === "required" ? asked : "auto";
}

type Asked = Record<string, unknown> & { type?: string | null };

/** Partial within one type; a change of type begins anew. */
function mergeTurnDetection(current: TurnDetection | null, asked: Asked | null, policy: TurnPolicy): TurnDetection | null {
  if (asked === null) return null;
  const type = asked.type === "semantic_vad" || asked.type === "server_vad" ? asked.type : current?.type ?? "server_vad";
  const flag = (name: "create_response" | "interrupt_response", allowed: boolean) => {
    const value = asked[name];
    return allowed && (typeof value === "boolean" ? value : current?.type === type ? current[name] : true);
  };
  const replies = { create_response: flag("create_response", true), interrupt_response: flag("interrupt_response", policy.interruptible) };
  if (type === "semantic_vad") {
    const eagerness = asked.eagerness === "low" || asked.eagerness === "medium" || asked.eagerness === "high" || asked.eagerness === "auto" ? asked.eagerness : current?.type === type ? current.eagerness : "auto";
    return { type, eagerness, ...replies };
  }
  const before = current?.type === type ? current : null;
  const figure = (name: string, kept: number | undefined, bounds: keyof typeof turnPolicyBounds, fallback: number) => {
    const value = asked[name];
    return bounded(bounds, typeof value === "number" && Number.isFinite(value) ? value : kept ?? fallback);
  };
  return {
    type, ...replies,
    threshold: figure("threshold", before?.threshold, "voiceThreshold", policy.voiceThreshold),
    prefix_padding_ms: Math.round(figure("prefix_padding_ms", before?.prefix_padding_ms, "prefixMs", policy.prefixMs)),
    silence_duration_ms: Math.round(figure("silence_duration_ms", before?.silence_duration_ms, "silenceMs", Math.max(500, policy.silenceMs))),
    idle_timeout_ms: typeof asked.idle_timeout_ms === "number" ? Math.round(Math.min(policy.idleMs, bounded("idleMs", asked.idle_timeout_ms))) : asked.idle_timeout_ms === null ? null : before?.idle_timeout_ms ?? null,
  };
}

const patienceOf = { low: "patient", medium: "normal", high: "eager" } as const;
const eagernessOf = { patient: "low", normal: "auto", eager: "high" } as const;

function ofPolicy(policy: TurnPolicy): TurnDetection | null {
  const replies = { create_response: policy.respondAutomatically, interrupt_response: policy.interruptible };
  if (policy.endpointing === "manual") return null;
  if (policy.endpointing === "semantic") return { type: "semantic_vad", eagerness: eagernessOf[policy.patience], ...replies };
  return { type: "server_vad", threshold: policy.voiceThreshold, prefix_padding_ms: policy.prefixMs, silence_duration_ms: policy.silenceMs, idle_timeout_ms: null, ...replies };
}

function toPolicy(asked: TurnDetection | null, own: TurnPolicy): Partial<TurnPolicy> {
  if (asked === null) return { endpointing: "manual" };
  const replies = { respondAutomatically: asked.create_response, interruptible: asked.interrupt_response };
  if (asked.type === "semantic_vad") return { endpointing: "semantic", patience: asked.eagerness === "auto" ? own.patience : patienceOf[asked.eagerness], ...replies };
  return {
    endpointing: "silence", voiceThreshold: asked.threshold, prefixMs: asked.prefix_padding_ms, silenceMs: asked.silence_duration_ms,
    idleMs: asked.idle_timeout_ms ?? own.idleMs, ...replies,
  };
}
