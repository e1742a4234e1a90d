/** The port `TurnDetector` on Smart Turn v3.2 in the pool. */
import type { TurnDetector } from "@/lib/voice/ports";
import type { Pool } from "./pool";

const maxAudioMs = 8_000;
const samplesPerMs = 16;

export function createLocalTurnDetector(pool: Pool): TurnDetector {
  return {
    id: "local-smart-turn",
    capabilities: { maxAudioMs },
    complete: (audio, signal) => pool.run("turn", { audio: audio.subarray(Math.max(0, audio.length - maxAudioMs * samplesPerMs)) }, { priority: "transcription", signal }),
  };
}
