import type { VoiceOption } from "@/lib/voices/schema";

export const kindLabels: Record<VoiceOption["kind"], string> = { fast: "Fast", fine: "Fine", cloud: "Cloud", scripted: "Tone" };

const kindWords: Record<VoiceOption["kind"], string> = {
  fast: "Local, clear and quick.", fine: "Local, finer, and slower to make.", cloud: "Cloud: the text leaves this machine.", scripted: "A tone in place of a voice, for tests.",
};

const secondsWords = (ms: number): string => (ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`);

/** What a voice is, and what it takes on this machine where that was measured. */
export function voiceTimeWords({ kind, realTime, firstAudioMs, realTimeFactor }: Pick<VoiceOption, "kind" | "realTime" | "firstAudioMs" | "realTimeFactor">): string {
  const begins = firstAudioMs === null ? "" : ` Measured here: begins after ${secondsWords(firstAudioMs)}`;
  const pace = realTimeFactor === null || begins === "" ? "" : `, 10 s of sound take ${secondsWords(realTimeFactor * 10_000)}`;
  const slow = realTime ? "" : " Slower to make than to hear on this machine.";
  return `${kindWords[kind]}${begins ? `${begins}${pace}.` : slow || (kind === "cloud" || kind === "scripted" ? "" : " Not measured here.")}`;
}

/** Speech is about 15 characters a second. */
export const estimateMs = (text: string, speed: number): number => Math.max(1_000, (text.length / 15 / speed) * 1_000);
