/**
 * What the engine asks of the outside world: six ports, each answered by a local, a cloud and a scripted adapter.
 *
 * Laws that hold for every method and are proved by `lib/testing/provider-contract.ts`:
 * - An aborted `signal` ends the work: nothing more is yielded, and the promise or stream settles within 250 ms.
 * - A fault is thrown as `ProviderError`; nothing else escapes, and no adapter retries or falls back by itself.
 * - Memory is bounded: a consumer that stops reading stops the producer.
 * - Adapters read no environment and hold no per-call state: one instance serves every session at once.
 */

/** Mono PCM as floats in −1…1 at 16 kHz: what the listening half hears. */
export type HeardAudio = Float32Array;
/** Samples per second of everything the engine listens to. */
export const heardRateHz = 16_000;
/** Samples per second of everything the engine says; the only PCM rate of the realtime wire. */
export const spokenRateHz = 24_000;

/** Who is served first when a model is busy. Order of the worker queue: `first-clause` > `transcription` > `later-clause` > `batch`. */
export type Priority = "first-clause" | "transcription" | "later-clause" | "batch";

/** The voice probability of one 32 ms frame. `endMs` counts from the first sample given to `detect`. */
export interface SpeechProbability { probability: number; endMs: number }

export interface Vad {
  readonly id: string;
  readonly capabilities: { frameSamples: number };
  /** One probability per whole frame, in order; audio may arrive in pieces of any size. Ends when the audio ends. */
  detect(audio: AsyncIterable<HeardAudio>, signal: AbortSignal): AsyncIterable<SpeechProbability>;
}

export interface TurnDetector {
  readonly id: string;
  readonly capabilities: { maxAudioMs: number };
  /** Probability (0–1) that the caller has finished. `audio` is the turn so far, silence included; only its last `maxAudioMs` count. */
  complete(audio: HeardAudio, signal: AbortSignal): Promise<number>;
}

export interface TranscribedWord { text: string; startMs: number; endMs: number }
export interface Transcript { text: string; language: string; durationMs: number; words?: TranscribedWord[] }
export interface TranscribeOptions { language?: string; /** Words to expect: names, products. */ hint?: string; priority?: Priority }

export interface Transcriber {
  readonly id: string;
  readonly capabilities: { languages: string[] | "any"; words: boolean; maxAudioMs: number };
  /** Text of the audio; an empty `text` where nothing was said. Never invents text for silence shorter than 100 ms of voice. */
  transcribe(audio: HeardAudio, options: TranscribeOptions, signal: AbortSignal): Promise<Transcript>;
}

/** A message as a language model sees it. Tool results and knowledge are data: adapters keep them in their own role. */
export type Message =
  | { role: "system"; text: string }
  | { role: "user"; text: string }
  | { role: "assistant"; text: string; toolCalls?: ToolCall[] }
  | { role: "tool"; callId: string; name: string; output: string };

export interface ToolCall { callId: string; name: string; /** JSON text, as the model wrote it. */ arguments: string }
export interface ToolSpec { name: string; description: string; /** JSON Schema of the arguments. */ parameters: Record<string, unknown> }

/** One fact or question–answer pair of the agent. `answer` is spoken as written; `question` may hold several, each ending in "?". */
export interface KnowledgeEntry {
  id: string;
  question: string | null;
  answer: string;
  /** The unit vectors of `embeddedTexts(entry)` by the port `Embedder`, one after another; null until computed. */
  embedding: Float32Array | null;
}

export const questionsOf = (question: string | null): string[] => (question ?? "").match(/[^?]+\?*/g)?.map((one) => one.trim()).filter(Boolean) ?? [];

/** What is embedded of an entry: each of its questions, each together with the answer, and the answer. */
export function embeddedTexts({ question, answer }: Pick<KnowledgeEntry, "question" | "answer">): string[] {
  const questions = questionsOf(question);
  return [...questions, ...questions.map((one) => `${one} ${answer}`), answer];
}

export interface ReplyRequest {
  /** The agent's instructions, variables already filled in. */
  instructions: string;
  /** A word for the system text and for nothing else; whoever repeats that text is found out by it. */
  canary?: string;
  /** Oldest first. What was never heard is not in here. */
  messages: Message[];
  tools: ToolSpec[];
  toolChoice: "auto" | "none" | "required" | { name: string };
  /** The agent's own facts, for models that answer from them (`capabilities.usesKnowledge`) or as context for the rest. */
  knowledge: KnowledgeEntry[];
  /** Name by which the agent calls itself, and whether it says that it is an AI. */
  persona: { name: string; saysItIsAi: boolean };
  maxTokens: number | null;
  temperature: number | null;
}

export type ReplyPart =
  | { type: "text-delta"; text: string; /** True where the text is an author's own words, whose audio may be cached. */ authored?: boolean }
  | { type: "tool-call"; call: ToolCall }
  /** What small talk asks of the voice or of the call. */
  | { type: "intent"; intent: "slower" | "repeat" | "goodbye" }
  | { type: "usage"; inputTokens: number; outputTokens: number };

export interface LanguageModel {
  readonly id: string;
  readonly capabilities: { tools: boolean; followsPrompt: boolean; usesKnowledge: boolean };
  /** The reply, part by part. A stream that ends without text and without a tool call is a malformed answer: the adapter throws. */
  reply(request: ReplyRequest, signal: AbortSignal): AsyncIterable<ReplyPart>;
}

export interface SpeakOptions { voice: string; /** 0.25–4, 1 is the voice's own pace. */ speed: number; priority: Priority; language?: string; /** The clause is an author's own and its audio may be kept. */ authored?: boolean }

export interface Speaker {
  readonly id: string;
  readonly capabilities: { sampleRateHz: number; voices: VoiceInfo[]; /** False where speech takes longer to make than to hear on two cores. */ realTime: boolean; maxCharacters: number };
  /** Audio of one clause, mono 16-bit at `capabilities.sampleRateHz`, in chunks of at most 200 ms, the first as early as the model allows. */
  speak(text: string, options: SpeakOptions, signal: AbortSignal): AsyncIterable<Int16Array>;
}

export interface VoiceInfo { id: string; name: string; language: string; kind: "fast" | "fine" | "cloud" | "scripted" }

export interface Embedder {
  readonly id: string;
  readonly capabilities: { dimensions: number };
  /** One unit vector per text, in order. */
  embed(texts: string[], signal: AbortSignal): Promise<Float32Array[]>;
}

/** Why a provider failed, in terms the engine can act on. */
export type ProviderFault = "refused" | "unauthorised" | "rate-limited" | "timeout" | "unavailable" | "cut" | "malformed" | "overloaded" | "aborted";

const providerErrorMark = Symbol.for("parley.provider-error");

/** The only error that leaves an adapter. Recognise it with `isProviderError`: several module graphs hold this class. */
export class ProviderError extends Error {
  readonly [providerErrorMark] = true;
  constructor(readonly provider: string, readonly fault: ProviderFault, readonly options: { retryable?: boolean; retryAfterMs?: number; cause?: unknown } = {}) {
    super(`${provider}: ${fault}`, { cause: options.cause });
    this.name = "ProviderError";
  }
  get retryable(): boolean { return this.options.retryable ?? ["timeout", "unavailable", "cut", "overloaded", "rate-limited"].includes(this.fault); }
}

export function isProviderError(error: unknown): error is ProviderError {
  return typeof error === "object" && error !== null && providerErrorMark in error;
}
