/** All that a call tells its listeners. Listeners subscribe at the edge; none sits in the audio stream. */
import type { Withheld } from "./guard";
import type { ToolCall } from "./ports";
import type { TurnTrace } from "./trace";

export type ReplyOutcome = "complete" | "interrupted" | "cancelled" | "failed";
export type ReplyKind = "answer" | "greeting" | "idle" | "goodbye" | "error" | "client";
export type CallEndReason = "caller" | "agent" | "idle" | "max-duration" | "shutdown" | "failed" | "revoked";

/** `audioMs` counts from the first microphone sample of the call. */
export type VoiceEvent =
  /** Voice seen, not yet sure that it is speech: duck. `active: false` takes it back. */
  | { type: "speech-candidate"; active: boolean; audioMs: number }
  /** It is speech: every client stops its playback. */
  | { type: "speech-start"; turnId: string; audioMs: number; interrupts: string | null }
  /** The endpoint is decided. */
  | { type: "speech-end"; turnId: string; audioMs: number }
  /** What was taken for speech was none (noise, echo, backchannel): no turn came of it. */
  | { type: "speech-dismissed"; turnId: string; reason: "noise" | "echo" | "backchannel"; resumesReplyId: string | null }
  /** The caller's turn is part of the conversation. Its audio is 16 kHz. */
  | { type: "turn-committed"; turnId: string; previousItemId: string | null; source: "speech" | "text"; audio: Float32Array | null; audioStartMs: number | null; audioEndMs: number | null }
  | { type: "transcript-delta"; turnId: string; text: string }
  | { type: "transcript-final"; turnId: string; text: string; failed: boolean }
  | { type: "reply-start"; replyId: string; itemId: string; turnId: string | null; kind: ReplyKind; previousItemId: string | null; modality: "audio" | "text"; metadata: Record<string, string> | null }
  | { type: "reply-delta"; replyId: string; text: string }
  /** 24 kHz mono. `startMs` is where in the reply's own audio the chunk begins. */
  | { type: "audio-chunk"; replyId: string; pcm: Int16Array; startMs: number }
  | { type: "tool-call"; replyId: string; itemId: string; call: ToolCall; /** Run by the engine (`server`) or awaited from the client. */ executor: "server" | "client" }
  | { type: "tool-result"; callId: string; itemId: string; output: string; elapsedMs: number; failed: boolean }
  | { type: "reply-end"; replyId: string; outcome: ReplyOutcome; text: string; heardText: string; audioMs: number; heardMs: number; /** Milliseconds at which each word of `text` begins in the reply's audio. */ wordStartsMs: number[]; fault: string | null; usage: { inputTokens: number; outputTokens: number } | null }
  /** The client or the engine corrected what was heard of an ended reply. */
  | { type: "reply-heard"; replyId: string; itemId: string; heardText: string; heardMs: number }
  /** The model was about to repeat what is nobody's to know, or to use a tool that it was not offered: it was kept from it. Without a word of what. */
  | { type: "withheld"; replyId: string; reason: Withheld }
  | { type: "turn-metrics"; trace: TurnTrace }
  | { type: "handover"; message: string }
  | { type: "idle-warning"; endsInMs: number }
  | { type: "provider-fault"; stage: "vad" | "turn" | "transcription" | "model" | "speech"; provider: string; fault: string; fallback: string | null }
  | { type: "call-end"; reason: CallEndReason };
