/** Word error rate of local transcription per source: clips with texts (`--audio`), the fine voices, and the same with noise at 10 dB. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { joinSamples, floatFromPcm16, resample } from "@/lib/voice/audio";
import { readWav } from "@/lib/voice/wav";
import type { LocalSpeech } from "@/lib/voice/providers/local/local";
import { modelsDirectory } from "../bin/models.mjs";
import { report } from "./figure";

interface Clip { source: string; text: string; audio: Float32Array }

const voices = ["af_heart", "am_michael", "bf_emma", "bm_george"];
const sentences = [
  "What time do you open on Saturday?", "I would like to change my booking to next Thursday.", "Could you send the invoice to my office, please?", "My parcel has not arrived yet.",
  "How far is the hotel from the station?", "Can I bring my dog into the restaurant?", "I ordered two tickets but I only received one.", "Please put me through to the billing department.",
  "Is breakfast included in the price?", "The battery does not charge any more.",
];
const never = new AbortController().signal;
const rateHz = 16_000;
/** What a caller's line holds after the last word when transcription begins. */
const silenceAfter = new Float32Array(0.1 * rateHz);

export async function run(options: { audio?: string }): Promise<void> {
  const { startLocalSpeech } = await import("@/lib/voice/providers/local/local");
  const speech = startLocalSpeech({ modelsDir: modelsDirectory(), cacheBytes: 0, log: { info: () => undefined, warn: () => undefined } });
  try {
    await speech.ready;
    const clips = [...(options.audio ? clipsIn(join(options.audio, "utterances")) : []), ...await fineClips(speech)];
    for (const source of new Set(clips.map((clip) => clip.source))) {
      const own = clips.filter((clip) => clip.source === source);
      await measure(speech, source, own);
      await measure(speech, `${source}, noise at 10 dB`, own.map((clip) => ({ ...clip, audio: withNoise(clip.audio, 10) })));
    }
  } finally { await speech.stop(); }
}

async function measure(speech: LocalSpeech, source: string, clips: Clip[]): Promise<void> {
  let errors = 0;
  let words = 0;
  for (const clip of clips) {
    const { text } = await speech.transcriber.transcribe(joinSamples([clip.audio, silenceAfter]), { priority: "batch" }, never);
    const found = wordErrors(clip.text, text);
    errors += found.errors;
    words += found.words;
  }
  report({ id: "WER", name: source, unit: "%", values: [(100 * errors) / words], clips: clips.length, words, errors });
}

/** Clips without a text are left out: there is nothing to compare them with. */
function clipsIn(directory: string): Clip[] {
  const manifest: { file: string; text: string; src: string }[] = JSON.parse(readFileSync(join(directory, "manifest.json"), "utf8"));
  return manifest.filter(({ text }) => text !== "").map(({ file, text, src }) => {
    const { samples, sampleRateHz } = readWav(readFileSync(join(directory, file)));
    return { source: src, text, audio: resample(samples, sampleRateHz, rateHz) };
  });
}

async function fineClips(speech: LocalSpeech): Promise<Clip[]> {
  const clips: Clip[] = [];
  for (const voice of speech.kokoro ? voices : []) for (const text of sentences) {
    const chunks: Int16Array[] = [];
    for await (const chunk of speech.kokoro?.speak(text, { voice, speed: 1, priority: "batch" }, never) ?? []) chunks.push(chunk);
    const spoken = resample(joinSamples(chunks.map(floatFromPcm16)), speech.kokoro?.capabilities.sampleRateHz ?? rateHz, rateHz);
    clips.push({ source: "fine voices", text, audio: joinSamples([new Float32Array(rateHz / 5), spoken]) });
  }
  return clips;
}

/** White noise of a fixed seed, so that every run hears the same. */
function withNoise(audio: Float32Array, snrDb: number): Float32Array {
  const power = audio.reduce((sum, sample) => sum + sample * sample, 0) / audio.length;
  const scale = Math.sqrt(3 * power / 10 ** (snrDb / 10));
  let seed = 20_251_123;
  return audio.map((sample) => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return sample + scale * (seed / 2 ** 31 - 1);
  });
}

/** Substitutions, insertions and deletions between two texts, numbers and spelling variants made alike first. */
export function wordErrors(reference: string, heard: string): { errors: number; words: number } {
  const [wanted, found] = [normalised(reference), normalised(heard)];
  let row = found.map((_, at) => at + 1);
  for (const [index, word] of wanted.entries()) {
    let diagonal = index;
    let left = index + 1;
    row = row.map((above, at) => {
      left = Math.min(above + 1, left + 1, diagonal + (found[at] === word ? 0 : 1));
      diagonal = above;
      return left;
    });
  }
  return { errors: found.length === 0 ? wanted.length : row.at(-1) ?? 0, words: wanted.length };
}

const ones = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"];
const tens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const ordinals: Record<string, string> = { "1st": "first", "2nd": "second", "3rd": "third", "4th": "fourth", "5th": "fifth", "6th": "sixth", "7th": "seventh", "8th": "eighth", "9th": "ninth", "10th": "tenth" };

function normalised(text: string): string[] {
  return text.toLowerCase().replaceAll("’", "'").replace(/\bto-(day|morrow|night)\b/g, "to$1")
    .replace(/\$(\d+)/g, "$1 dollars").replace(/%/g, " percent").replace(/(\d),(\d{3})/g, "$1$2").replace(/(\d+):00/g, "$1").replace(/(\d+):(\d\d)/g, "$1 $2")
    .replace(/\b\d+(st|nd|rd|th)\b/g, (ordinal) => ordinals[ordinal] ?? ordinal)
    .replace(/\d+/g, (digits) => ` ${digits.length > 6 || digits.startsWith("0") ? [...digits].map((digit) => ones[Number(digit)]).join(" ") : spelled(Number(digits))} `)
    .replace(/\bo\.?k\.?\b|\bokay\b/g, "ok").replace(/\b([ap])\.? ?m\b\.?/g, "$1m").replace(/[^a-z' ]/g, " ").split(/\s+/).filter(Boolean);
}

function spelled(number: number): string {
  if (number < 20) return ones[number] ?? "";
  if (number < 100) return `${tens[Math.floor(number / 10)]}${number % 10 ? ` ${spelled(number % 10)}` : ""}`;
  if (number < 1_000) return `${spelled(Math.floor(number / 100))} hundred${number % 100 ? ` ${spelled(number % 100)}` : ""}`;
  return `${spelled(Math.floor(number / 1_000))} thousand${number % 1_000 ? ` ${spelled(number % 1_000)}` : ""}`;
}
