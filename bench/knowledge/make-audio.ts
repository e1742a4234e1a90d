/**
 * Speaks the measured questions with Kokoro voices (never the agent's own), hears them with Moonshine, and asks the demo agent:
 * `node --import tsx bench/knowledge/make-audio.ts [--faults]`. Audio and transcripts are kept in a cache outside the checkout.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { floatFromPcm16, joinSamples, resample } from "@/lib/voice/audio";
import { heardRateHz } from "@/lib/voice/ports";
import { startLocalSpeech } from "@/lib/voice/providers/local/local";
import { modelsDir } from "./embedder";
import { measure } from "./measure";

/** American and British, women and men; the question's place in the list chooses. */
const voices = ["af_heart", "am_michael", "bf_emma", "bm_george", "af_bella", "am_fenrir"];
const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "parley", "bench-knowledge");
const silence = new Float32Array(heardRateHz * 0.3);
const never = new AbortController().signal;

const speech = startLocalSpeech({ modelsDir, cacheBytes: 0, log: { info: () => undefined, warn: () => undefined } });
mkdirSync(cache, { recursive: true });

async function audioOf(question: string, voice: string): Promise<Float32Array> {
  const file = join(cache, `${createHash("sha256").update(`${voice} ${question}`).digest("hex").slice(0, 24)}.f32`);
  if (existsSync(file)) return new Float32Array(Uint8Array.from(readFileSync(file)).buffer);
  const speaker = speech.kokoro;
  if (!speaker) throw new Error("The fine voices are not among the models. Run `npm run models`.");
  const pieces: Float32Array[] = [];
  for await (const chunk of speaker.speak(question, { voice, speed: 1, priority: "batch" }, never)) pieces.push(floatFromPcm16(chunk));
  const spoken = resample(joinSamples(pieces), speaker.capabilities.sampleRateHz, heardRateHz);
  const audio = joinSamples([silence, spoken, silence]);
  writeFileSync(file, Buffer.from(audio.buffer, audio.byteOffset, audio.byteLength));
  return audio;
}

try {
  await speech.ready;
  const score = await measure(speech.embedder, async (question, index) => (await speech.transcriber.transcribe(await audioOf(question, voices[index % voices.length] ?? "af_heart"), {}, never)).text);
  console.log(`spoken: right ${score.right} of ${score.answerable}; said that it does not know ${score.declined} of ${score.unknowable}`);
  if (process.argv.includes("--faults")) console.log([...score.wrong, ...score.invented].join("\n"));
} finally { await speech.stop(); }
process.exit(0);
