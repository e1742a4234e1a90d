import type { Speaker } from "@/lib/voice/ports";

/** What a voice took on this machine for a sentence of six words. */
export interface VoiceTime { firstAudioMs: number; /** Time to make ÷ time to hear. */ realTimeFactor: number }

const sentence = "The shop opens at nine tomorrow.";

export async function measureSpeaker(speaker: Speaker, nowMs: () => number = () => performance.now()): Promise<VoiceTime> {
  const voice = speaker.capabilities.voices[0]?.id ?? "";
  const startMs = nowMs();
  let firstAudioMs: number | null = null;
  let samples = 0;
  for await (const piece of speaker.speak(sentence, { voice, speed: 1, priority: "batch" }, AbortSignal.timeout(30_000))) {
    firstAudioMs ??= nowMs() - startMs;
    samples += piece.length;
  }
  const soundMs = (samples / speaker.capabilities.sampleRateHz) * 1_000;
  return { firstAudioMs: Math.round(firstAudioMs ?? nowMs() - startMs), realTimeFactor: soundMs > 0 ? Math.round(((nowMs() - startMs) / soundMs) * 1_000) / 1_000 : 0 };
}
