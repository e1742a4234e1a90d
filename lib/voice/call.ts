/** The two sides of one call: what `converse` is given, and what its host may do while it runs. */
import type { VoiceEvent } from "./events";
import type { Guard } from "./guard";
import type { Embedder, HeardAudio, KnowledgeEntry, LanguageModel, Message, Speaker, ToolCall, ToolSpec, Transcriber, TurnDetector, Vad } from "./ports";
import type { TurnPolicy } from "./turn-policy";

/** Monotonic milliseconds and timers; injected so that tests need no sleep. */
export interface VoiceClock {
  nowMs(): number;
  /** Runs `task` once after `delayMs`; the answer cancels it. */
  after(delayMs: number, task: () => void): () => void;
}

/** The providers of one call. Where several are given, the next takes over when one fails (`fallback.ts`). */
export interface CallProviders {
  vad: Vad;
  turnDetector: TurnDetector | null;
  transcribers: Transcriber[];
  models: LanguageModel[];
  speakers: { speaker: Speaker; voice: string }[];
  embedder: Embedder | null;
}

/** The agent as the engine knows it: plain data, no identifiers of people or workspaces. */
export interface CallAgent {
  name: string;
  /** Spoken as soon as the call opens; empty lets the caller begin. */
  greeting: string;
  instructions: string;
  saysItIsAi: boolean;
  language: string;
  speed: number;
  knowledge: KnowledgeEntry[];
  /** Written form → how it is said. */
  pronunciations: { written: string; spoken: string }[];
  /** Which of the engine's own tools the agent may use. */
  builtInTools: { endCall: boolean; handOver: boolean };
  /** Those that the server runs stay in force, whatever a client configures; its tools of the same name are left out. */
  tools: CallTool[];
  temperature: number | null;
  maxTokens: number | null;
  policy: TurnPolicy;
}

export interface ToolAnswer { output: string; failed: boolean }

/** A tool run by the server (`run`) or, where `run` is null, by the connected client. `run` is never called for a discarded reply. */
export interface CallTool extends ToolSpec {
  run: ((call: ToolCall, signal: AbortSignal) => Promise<string | ToolAnswer>) | null;
  timeoutMs: number;
  /** Said once in a reply when a server tool lets the caller wait in silence; absent: the engine's own words, empty: nothing. */
  filler?: string | undefined;
  /** Silence while it runs, before the filler; absent: a second. */
  fillerAfterMs?: number | undefined;
}

export interface CallOptions {
  agent: CallAgent;
  providers: CallProviders;
  clock: VoiceClock;
  newId(prefix: "turn" | "reply" | "item" | "call"): string;
  /** Unguessable bytes, of which the call's own mark in the instructions is made. */
  randomBytes(count: number): Uint8Array;
  /** In place of the engine's own, for tests that must see what happens without one. */
  guard?: Guard;
  /** Must not throw; called synchronously in order. */
  emit(event: VoiceEvent): void;
  /** Called for internal faults; the message is a constant, `fields` hold no words of anybody. */
  log(level: "debug" | "info" | "warn" | "error", message: string, fields?: Record<string, unknown>): void;
  signal: AbortSignal;
  /** Text output instead of speech, until changed by `configure`. */
  modality: "audio" | "text";
  /** A resumed call: what was said before, and no greeting. */
  history: HistoryItem[];
  /** False where the client greets or asks by itself (plain realtime clients with their own instructions still get the agent's greeting when true). */
  greet: boolean;
}

/** One entry of the conversation as the agent remembers it. For replies `text` is what was heard. */
export interface HistoryItem {
  itemId: string;
  message: Message;
  /** The whole of what was generated, where less was heard. */
  generatedText?: string;
  interrupted?: boolean;
}

/** What one response may change for itself; a door checks the right to do so. */
export interface ReplyOverrides {
  instructions?: string;
  tools?: CallTool[];
  toolChoice?: "auto" | "none" | "required" | { name: string };
  modality?: "audio" | "text";
  maxTokens?: number | null;
  metadata?: Record<string, string>;
  /** Messages used instead of the conversation. */
  input?: Message[];
  /** `none`: the reply does not enter the conversation. */
  conversation?: "auto" | "none";
}

/** A running call. No method throws for what a client may do wrong at a bad moment; each says in its answer whether it did anything. */
export interface Call {
  /** Microphone audio, 16 kHz. Bounded: more than 30 s not yet listened to is refused with false. */
  hear(audio: HeardAudio): boolean;
  /** Push to talk: what was heard since the last commit becomes the caller's turn. Null where there was no audio. Starts no reply. */
  commit(): string | null;
  /** Forgets the audio not yet committed. */
  clear(): void;
  /** A typed turn. Interrupts what is being said and, with `respond`, is answered. Gives the item's id. */
  type(text: string, options?: { itemId?: string; previousItemId?: string | null; respond?: boolean }): string;
  /** Starts a reply; null where one is active. */
  respond(overrides?: ReplyOverrides): string | null;
  /** Stops the reply (or the active one); false where none was active. */
  cancel(replyId?: string): boolean;
  /** Playback as the client reports it: so much of the reply has come out of its loudspeaker. */
  played(replyId: string, playedMs: number): void;
  /** What of the item's audio was heard; clamped. Gives the heard words, or null for an unknown item. */
  truncate(itemId: string, audioEndMs: number): { heardText: string; audioEndMs: number } | null;
  toolResult(callId: string, output: string): boolean;
  history(): readonly HistoryItem[];
  insert(item: HistoryItem, previousItemId: string | null | undefined): { previousItemId: string | null } | null;
  remove(itemId: string): boolean;
  configure(change: { policy?: Partial<TurnPolicy>; instructions?: string; tools?: CallTool[]; toolChoice?: ReplyOverrides["toolChoice"]; voice?: string; speed?: number; modality?: "audio" | "text"; maxTokens?: number | null }): void;
  activeReplyId(): string | null;
  /** Says goodbye where `goodbye` is given, then ends. */
  end(reason: "caller" | "agent" | "shutdown" | "failed" | "revoked", goodbye?: string): void;
  /** Settles, never rejects, after `call-end` was emitted. */
  readonly ended: Promise<void>;
}
