/**
 * One monotonic trace per turn: the single source of what the database keeps, the metrics count and the page draws.
 * Instants are milliseconds since the caller's last voiced sample (`0` = end of speech), so speculative work may be done
 * long before the endpoint. For a typed turn or a greeting `0` is when the text arrived or the call opened.
 */

export type StageName = "endpoint" | "transcription" | "first_token" | "first_clause" | "first_audio" | "release";

export interface TraceStage {
  name: StageName;
  startMs: number;
  endMs: number;
  /** Done before the endpoint was decided, in the hope that the caller had finished. */
  speculative: boolean;
}

export interface TurnTrace {
  turnId: string;
  replyId: string | null;
  /** How the turn began. */
  source: "speech" | "text" | "greeting" | "idle" | "client";
  stages: TraceStage[];
  /** End of speech → first audio sent; null where nothing was said. */
  firstAudioMs: number | null;
  /** Where the client reports playback: end of speech → first sample out of its loudspeaker. */
  mouthToEarMs: number | null;
  /** Speculative replies discarded before this one, and the stage work they cost. */
  discarded: number;
  discardedWorkMs: number;
  /** Why the endpoint took what it took, for the page: `complete`, `held: sounded unfinished`, `held: reads unfinished`, `committed`. */
  endpointReason: string;
  providers: { transcriber: string; model: string; speaker: string };
  /** Set where a provider failed and another answered. */
  fallbacks: { from: string; to: string; fault: string }[];
  interrupted: boolean;
}
