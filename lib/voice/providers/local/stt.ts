/** The port `Transcriber` on Moonshine tiny in the pool: English, whole clips, no word times. */
import { ProviderError, heardRateHz, type HeardAudio, type Transcriber } from "@/lib/voice/ports";
import type { Pool } from "./pool";
import { splitAtSilence } from "./split-at-silence";

/** The model was trained on clips of up to about half a minute. */
const longestClipMs = 30_000;
/** Work nobody waits for comes in small pieces, so that a live turn never waits long behind one. */
const longestBatchClipMs = 12_000;
const maxAudioMs = 60 * 60_000;

export function createLocalTranscriber(pool: Pool): Transcriber {
  return {
    id: "local-moonshine",
    capabilities: { languages: ["en"], words: false, maxAudioMs },
    async transcribe(audio: HeardAudio, { language, priority = "transcription" }, signal) {
      const durationMs = (audio.length / heardRateHz) * 1000;
      if (durationMs > maxAudioMs || (language && !/^en\b/i.test(language))) throw new ProviderError("local", "refused", { retryable: false });
      const longestMs = priority === "batch" ? longestBatchClipMs : longestClipMs;
      const texts: string[] = [];
      for (const clip of splitAtSilence(audio, (longestMs / 1000) * heardRateHz)) texts.push((await pool.run("transcribe", { audio: clip }, { priority, signal })).text);
      return { text: texts.filter((text) => text !== "").join(" "), language: "en", durationMs };
    },
  };
}
