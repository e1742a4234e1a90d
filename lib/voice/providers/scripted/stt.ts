/** A transcriber that hears what it is told to hear. */
import type { HeardAudio, Transcriber } from "@/lib/voice/ports";
import type { Timer } from "@/lib/voice/streams";
import { holdsVoice } from "@/lib/voice/upstream-audio";
import { begin, faultFor, type FaultScript } from "./fault";

export interface ScriptedTranscriberOptions {
  id?: string;
  timer: Timer;
  /** What each request is answered with, in order, the last again and again; or by the audio itself. */
  texts?: string[] | ((audio: HeardAudio, request: number) => string);
  fault?: FaultScript;
}

export function createScriptedTranscriber(options: ScriptedTranscriberOptions): Transcriber {
  const id = options.id ?? "scripted";
  let requests = 0;
  return {
    id,
    capabilities: { languages: "any", words: false, maxAudioMs: 60_000 },
    async transcribe(audio, { language }, signal) {
      const request = requests;
      requests += 1;
      await begin(options.timer, id, faultFor(options.fault, request), signal);
      const { texts } = options;
      const text = typeof texts === "function" ? texts(audio, request) : texts ? texts[Math.min(request, texts.length - 1)] ?? "" : isQuiet(audio) ? "" : "Hello there.";
      return { text, language: language ?? "en", durationMs: audio.length / 16 };
    },
  };
}

function isQuiet(audio: HeardAudio): boolean {
  return audio.every((sample) => Math.abs(sample) < 0.01) || !holdsVoice(audio);
}
