/**
 * When the caller has finished, when the agent must yield, and how long anything may take: one typed object per agent.
 * Every figure is in milliseconds; defaults are the ones all published measurements are taken with.
 */

/** How long a caller's pause is borne before the agent answers. */
export type Patience = "eager" | "normal" | "patient";

export interface TurnPolicy {
  /** VAD probability above which a frame is voice. */
  voiceThreshold: number;
  /** Voice needed before the client may duck the agent (`x.speech.candidate`). */
  candidateMs: number;
  /** Voice needed before it counts as speech while nobody else speaks. */
  speechMs: number;
  /** Voice needed before speech over the agent's voice stops it. */
  interruptMs: number;
  /** Audio kept from before the first voiced frame. */
  prefixMs: number;
  /** Silence after which transcription, the model and the first clause begin speculatively. */
  speculateAfterMs: number;
  /** Silence after which an utterance that sounds and reads complete is answered. */
  silenceMs: number;
  /** Longest silence that a verdict "unfinished" may add up to; bounds what a wrong one costs. At most 1,200. */
  maxHoldMs: number;
  patience: Patience;
  /** `semantic`: sound, words and silence decide. `silence`: `silenceMs` alone does. `manual`: push to talk. */
  endpointing: "semantic" | "silence" | "manual";
  /** Whether speech stops the agent, and whether the end of a turn starts a reply by itself. */
  interruptible: boolean;
  respondAutomatically: boolean;
  /** Audio sent ahead of its playback, at most. */
  sendAheadMs: number;
  /** Nothing audible for this long, after the end of a turn or in the middle of a reply, is an error that is said aloud. At most 8,000. */
  replyTimeoutMs: number;
  /** Silence of both sides after which the caller is asked once, and after the same again the call ends. */
  idleMs: number;
  maxDurationMs: number;
}

export const defaultTurnPolicy = {
  voiceThreshold: 0.5, candidateMs: 64, speechMs: 96, interruptMs: 192, prefixMs: 300, speculateAfterMs: 96,
  silenceMs: 350, maxHoldMs: 1_200, patience: "normal", endpointing: "semantic", interruptible: true, respondAutomatically: true,
  sendAheadMs: 500, replyTimeoutMs: 8_000, idleMs: 20_000, maxDurationMs: 30 * 60_000,
} as const satisfies TurnPolicy;

/** The policy with every figure brought within its bounds. */
export function clampPolicy(policy: TurnPolicy): TurnPolicy {
  const clamped = { ...policy };
  for (const name of clampedNames) {
    const [least, most] = turnPolicyBounds[name];
    clamped[name] = Number.isFinite(policy[name]) ? Math.min(most, Math.max(least, policy[name])) : defaultTurnPolicy[name];
  }
  return clamped;
}
const clampedNames = ["voiceThreshold", "candidateMs", "speechMs", "interruptMs", "prefixMs", "speculateAfterMs", "silenceMs", "maxHoldMs", "sendAheadMs", "replyTimeoutMs", "idleMs", "maxDurationMs"] as const;

/** What an agent or a client may set, and within which bounds. */
export const turnPolicyBounds = {
  voiceThreshold: [0.1, 0.95], candidateMs: [32, 500], speechMs: [32, 1_000], interruptMs: [64, 2_000], prefixMs: [0, 1_000],
  speculateAfterMs: [32, 1_000], silenceMs: [200, 3_000], maxHoldMs: [400, 1_200], sendAheadMs: [100, 5_000],
  replyTimeoutMs: [1_000, 8_000], idleMs: [5_000, 300_000], maxDurationMs: [10_000, 4 * 3_600_000],
} as const satisfies { [K in keyof TurnPolicy]?: readonly [number, number] };
