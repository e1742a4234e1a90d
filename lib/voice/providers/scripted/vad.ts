/** Voice by loudness: deterministic, needs no model. */
import { createEnergyVad } from "@/lib/voice/energy-vad";
import type { Vad } from "@/lib/voice/ports";

export function createScriptedVad(): Vad {
  return createEnergyVad("scripted");
}
