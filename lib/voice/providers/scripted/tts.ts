/** A voice of tones: one tone a character, so that its length is known beforehand and different words sound different. */
import { ProviderError, type Speaker } from "@/lib/voice/ports";
import type { Timer } from "@/lib/voice/streams";
import { begin, faultFor, partDue, type FaultScript } from "./fault";

export interface ScriptedSpeakerOptions {
  id?: string;
  timer: Timer;
  sampleRateHz?: number;
  /** Sound for each character at speed 1. */
  perCharacterMs?: number;
  /** Time to make a clause. */
  delayMs?: number;
  fault?: FaultScript;
}

const chunkMs = 100;
const maxCharacters = 4_096;

export function createScriptedSpeaker(options: ScriptedSpeakerOptions): Speaker {
  const id = options.id ?? "scripted";
  const sampleRateHz = options.sampleRateHz ?? 24_000;
  let requests = 0;
  return {
    id,
    capabilities: { sampleRateHz, voices: [{ id: "tone", name: "Tone", language: "en", kind: "scripted" }], realTime: true, maxCharacters },
    async *speak(text, { speed }, signal) {
      const fault = faultFor(options.fault, requests);
      requests += 1;
      if (text.length > maxCharacters) throw new ProviderError(id, "refused");
      await begin(options.timer, id, { ...fault, delayMs: (fault.delayMs ?? 0) + (options.delayMs ?? 0) }, signal);
      const perCharacter = Math.round((options.perCharacterMs ?? 60) / speed / 1000 * sampleRateHz);
      const total = perCharacter * text.trim().length;
      const chunk = Math.round(chunkMs / 1000 * sampleRateHz);
      let given = 0;
      for (let from = 0; from < total; from += chunk, given += 1) {
        await partDue(id, fault, given, signal);
        yield tones(text.trim(), from, Math.min(total, from + chunk), perCharacter, sampleRateHz);
      }
    },
  };
}

function tones(text: string, from: number, to: number, perCharacter: number, sampleRateHz: number): Int16Array {
  const pcm = new Int16Array(to - from);
  for (let n = from; n < to; n += 1) {
    const place = n % perCharacter / perCharacter;
    const code = text.charCodeAt(Math.floor(n / perCharacter));
    const fade = Math.min(1, place * 8, (1 - place) * 8);
    const isPause = code <= 32;
    pcm[n - from] = isPause ? 0 : Math.round(9_000 * fade * Math.sin(2 * Math.PI * (160 + code % 64 * 9) * n / sampleRateHz));
  }
  return pcm;
}
