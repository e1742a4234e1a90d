/** A turn detector of one opinion, or of one a question. */
import type { TurnDetector } from "@/lib/voice/ports";
import type { Timer } from "@/lib/voice/streams";
import { begin, faultFor, type FaultScript } from "./fault";

export interface ScriptedTurnOptions { timer: Timer; probability?: number | ((request: number) => number); fault?: FaultScript }

export function createScriptedTurnDetector(options: ScriptedTurnOptions): TurnDetector {
  let requests = 0;
  return {
    id: "scripted",
    capabilities: { maxAudioMs: 8_000 },
    async complete(_audio, signal) {
      const request = requests;
      requests += 1;
      await begin(options.timer, "scripted", faultFor(options.fault, request), signal);
      return typeof options.probability === "function" ? options.probability(request) : options.probability ?? 0.9;
    },
  };
}
