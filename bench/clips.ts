/** Sound to say to an agent: files that somebody gives, or sentences that the server's fine voice says. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { pcm16FromFloat, resample } from "@/lib/voice/audio";
import { readWav } from "@/lib/voice/wav";
import type { BenchOptions } from "./options";

const wireRateHz = 24_000;

/** 24 kHz. `onsetMs` and `endMs` are the first and the last sound. */
export interface Clip { file: string; samples: Int16Array; onsetMs: number; endMs: number; text: string; source: string; kind: string; gapMs: number | null }

/** Speaks a text; gives a WAV file. */
export type Say = (text: string, voice: string) => Promise<Buffer>;

interface Entry { file: string; onset_s: number; eos_s: number; text?: string; src?: string; kind?: string; gap_ms?: number }

/** Clips of a directory with a `manifest.json`: `[{ file, onset_s, eos_s, text?, src?, kind?, gap_ms? }]`. */
export function readClips(directory: string): Clip[] {
  const manifest: Entry[] = JSON.parse(readFileSync(join(directory, "manifest.json"), "utf8"));
  return manifest.map((entry) => ({
    file: entry.file, samples: toWire(readFileSync(join(directory, entry.file))), onsetMs: entry.onset_s * 1_000, endMs: entry.eos_s * 1_000,
    text: entry.text ?? "", source: entry.src ?? "", kind: entry.kind ?? "", gapMs: entry.gap_ms ?? null,
  }));
}

/** A WAV file's samples at 24 kHz. */
export function toWire(wav: Buffer): Int16Array {
  const { samples, sampleRateHz } = readWav(wav);
  return pcm16FromFloat(resample(samples, sampleRateHz, wireRateHz));
}

const voices = ["af_heart", "am_michael", "bf_emma", "bm_george", "af_bella", "am_fenrir"];
const sentences = [
  "What time do you open tomorrow?", "Do you have anything without gluten?", "I would like to order a cake for Saturday.", "How much is a loaf of bread?", "Where are you?",
  "Can I pay by card?", "Is there somewhere to park nearby?", "Do you deliver to the old town?", "What is in the focaccia?", "Are you open on Mondays?",
  "Could you tell me what you have left today?", "Do you make birthday cakes?", "Yes, please.", "I think that is all for now.", "How long does an order take?",
];
const halves: [string, string][] = [
  ["I would like to order a cake for", "my daughter on Saturday."], ["Could you tell me whether the", "shop is open on Sunday?"], ["I want two loaves and", "a dozen rolls."],
  ["My number is zero seven seven", "one two three four five six."], ["I was wondering if you", "have anything for vegans."], ["Can I come by at", "half past four?"],
  ["We need bread for about", "forty people."], ["I called yesterday because my", "order was not ready."], ["Is the cheese cake with", "or without nuts?"], ["I will take the", "large one, please."],
];

/** What `--audio` holds; else sentences said by voices that are not the agent's. */
export async function conversationClips(options: BenchOptions, say: Say): Promise<{ utterances: Clip[]; pauses: Clip[] }> {
  if (options.audio) return { utterances: readClips(join(options.audio, "utterances")), pauses: readClips(join(options.audio, "pauses")) };
  const utterances: Clip[] = [];
  for (const [index, text] of sentences.slice(0, options.turns).entries()) utterances.push(await spokenClip(say, text, index));
  const pauses: Clip[] = [];
  for (const [index, [first, second]] of halves.slice(0, options.turns && Math.ceil(options.turns / 2)).entries()) {
    const [before, after] = [trimmed(await spoken(say, first, index)), trimmed(await spoken(say, second, index))];
    for (const gapMs of [500, 1_000]) pauses.push(clipOf(joined([new Int16Array(2_400), before, new Int16Array(gapMs * wireRateHz / 1_000), after]), `${first} ${second}`, gapMs));
  }
  return { utterances, pauses };
}

/** Noises are recorded sound, so they must be given. */
export function noiseClips(options: BenchOptions): Clip[] {
  return options.audio ? readClips(join(options.audio, "noise")) : [];
}

/** One sentence by a voice that is not the agent's. */
export async function spokenClip(say: Say, text: string, voice = 0): Promise<Clip> {
  return clipOf(await spoken(say, text, voice), text, null);
}

async function spoken(say: Say, text: string, index: number): Promise<Int16Array> {
  return toWire(await cached(say, text, `kokoro:${voices[index % voices.length] ?? "af_heart"}`));
}

/** The fine voice takes as long as the speech lasts: what it said is kept outside the checkout. */
async function cached(say: Say, text: string, voice: string): Promise<Buffer> {
  const directory = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "parley", "bench-clips");
  const file = join(directory, `${createHash("sha256").update(`${voice} ${text}`).digest("hex").slice(0, 24)}.wav`);
  if (existsSync(file)) return readFileSync(file);
  const wav = await say(text, voice);
  mkdirSync(directory, { recursive: true });
  writeFileSync(file, wav);
  return wav;
}

function clipOf(samples: Int16Array, text: string, gapMs: number | null): Clip {
  const { onsetMs, endMs } = soundOf(samples, wireRateHz);
  return { file: "", samples, onsetMs, endMs, text, source: "fine voice", kind: "", gapMs };
}

const windowMs = 10;
const quietDb = 36;

/** First and last 10 ms frame that is louder than the loudest less 36 dB. */
export function soundOf(samples: ArrayLike<number>, rateHz: number): { onsetMs: number; endMs: number } {
  const size = Math.round(rateHz * windowMs / 1_000);
  const loudness: number[] = [];
  for (let from = 0; from + size <= samples.length; from += size) {
    let energy = 0;
    for (let at = from; at < from + size; at += 1) energy += (samples[at] ?? 0) ** 2;
    loudness.push(Math.sqrt(energy / size));
  }
  const least = loudness.reduce((most, value) => Math.max(most, value), 0) * 10 ** (-quietDb / 20);
  return { onsetMs: Math.max(0, loudness.findIndex((value) => value > least)) * windowMs, endMs: (loudness.findLastIndex((value) => value > least) + 1) * windowMs };
}

function trimmed(samples: Int16Array): Int16Array {
  const { onsetMs, endMs } = soundOf(samples, wireRateHz);
  return samples.slice(onsetMs * wireRateHz / 1_000, endMs * wireRateHz / 1_000);
}

function joined(parts: Int16Array[]): Int16Array {
  const whole = new Int16Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) { whole.set(part, at); at += part.length; }
  return whole;
}
