/** The agent's own voice in the microphone: recognised by its sound before it interrupts, and by its words before it becomes a turn. */
import { createResampler, floatFromPcm16, type Resampler } from "./audio";
import type { VoiceClock } from "./call";
import { likeness } from "./correlate";
import type { Microphone } from "./microphone";
import { heardRateHz, spokenRateHz } from "./ports";

export interface EchoGuard {
  /** Audio (24 kHz) that is being played to the caller from `atMs` of the clock on. */
  said(pcm: Int16Array, atMs: number): void;
  /** Words whose sound begins to be played at `atMs`. */
  worded(text: string, atMs: number): void;
  /** Whether voice in the microphone is what was played a moment ago. A caller who speaks over it is something else. */
  isEcho(microphone: Microphone, stage: "candidate" | "speech", startMs: number, endMs: number): boolean;
  /** Whether a transcript repeats what the agent said within the last seconds. */
  repeats(text: string, atMs: number): boolean;
}

/** Compared at 8 kHz: enough for voices, and little work. */
const compareRateHz = 8_000;
const perMs = compareRateHz / 1000;
/** The way out and back through buffers, network, room: played sound is looked for so far back, and so much earlier than planned. */
const longestDelayMs = 1_200;
const earliestMs = 250;
/** Sound kept to compare with. */
const keptMs = 3_500;
/** From here on it is the same sound; another voice, even at the same pitch, stays well below. Less sound needs more likeness. */
const echoLikeness = { candidate: 0.7, speech: 0.55 } as const;
/** What was an echo a moment ago is still one at less: the pauses of the agent's voice blur. */
const lingeringLikeness = 0.4;
const lingersMs = 250;
/** The agent's words are compared with for so long after they were sent. */
const rememberedMs = 12_000;

export function createEchoGuard(clock: VoiceClock): EchoGuard {
  let words: { text: string; atMs: number }[] = [];
  let played: { startSample: number; audio: Float32Array }[] = [];
  let lastEchoMs = Number.NEGATIVE_INFINITY;
  let stream: { resampler: Resampler; endsAtMs: number; nextSample: number } | null = null;
  const spokenWithin = (atMs: number) => words.filter((said) => said.atMs > atMs - rememberedMs).map((said) => said.text).join(" ");

  function reference(fromMs: number, toMs: number): Float32Array {
    const fromSample = Math.round(fromMs * perMs);
    const result = new Float32Array(Math.max(0, Math.round((toMs - fromMs) * perMs)));
    for (const piece of played) {
      const at = piece.startSample - fromSample;
      const from = Math.max(0, -at);
      const part = piece.audio.subarray(from, Math.max(from, Math.min(piece.audio.length, result.length - at)));
      if (part.length > 0) result.set(part, at + from);
    }
    return comparable(result);
  }

  return {
    said(pcm, atMs) {
      if (!stream || Math.abs(stream.endsAtMs - atMs) > 2) stream = { resampler: createResampler(spokenRateHz, compareRateHz), endsAtMs: atMs, nextSample: Math.round(atMs * perMs) };
      const audio = stream.resampler.push(floatFromPcm16(pcm));
      played = [...played.filter((piece) => piece.startSample > (atMs - keptMs) * perMs), { startSample: stream.nextSample, audio }];
      stream.nextSample += audio.length;
      stream.endsAtMs = atMs + pcm.length / (spokenRateHz / 1000);
    },
    worded(text, atMs) { words = [...words.filter((said) => said.atMs > atMs - rememberedMs), { text, atMs }].slice(-40); },
    isEcho(microphone, stage, startMs, endMs) {
      const nowMs = clock.nowMs();
      if (!played.some((piece) => piece.startSample > (nowMs - longestDelayMs - 1_000) * perMs)) return false;
      const resampler = createResampler(heardRateHz, compareRateHz);
      const heard = resampler.push(microphone.slice(startMs, endMs));
      const endedAtMs = microphone.capturedAt(endMs);
      const from = endedAtMs - (endMs - startMs) - longestDelayMs;
      const needed = endedAtMs - lastEchoMs <= lingersMs ? lingeringLikeness : echoLikeness[stage];
      const isEcho = likeness(comparable(heard), reference(from, endedAtMs + earliestMs)) >= needed;
      if (isEcho) lastEchoMs = endedAtMs;
      return isEcho;
    },
    repeats: (text, atMs) => repeatsWords(text, spokenWithin(Math.max(atMs, clock.nowMs()))),
  };
}

/** From about 300 Hz to 2 kHz: the lows of all voices are alike, and the highs differ by the fraction of a sample that no clock keeps. */
function comparable(audio: Float32Array): Float32Array {
  const result = new Float32Array(audio.length);
  for (let n = 4; n < audio.length; n += 1) {
    const now = (audio[n] ?? 0) + 2 * (audio[n - 1] ?? 0) + (audio[n - 2] ?? 0);
    const before = (audio[n - 2] ?? 0) + 2 * (audio[n - 3] ?? 0) + (audio[n - 4] ?? 0);
    result[n] = now - 0.9 * before;
  }
  return result;
}

/** Most of the words, in the agent's order, and more than a word or two: a caller who repeats a single word means it. */
export function repeatsWords(text: string, spokenText: string): boolean {
  const heard = wordsOf(text);
  const said = wordsOf(spokenText);
  if (heard.length < 3 || said.length < 3) return false;
  let best = 0;
  let previous = new Array<number>(said.length + 1).fill(0);
  for (const word of heard) {
    const row = new Array<number>(said.length + 1).fill(0);
    for (let n = 1; n <= said.length; n += 1) row[n] = said[n - 1] === word ? (previous[n - 1] ?? 0) + 1 : Math.max(previous[n] ?? 0, row[n - 1] ?? 0);
    best = row[said.length] ?? 0;
    previous = row;
  }
  return best / heard.length >= 0.8;
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().replace(/[’]/g, "'").replace(/[^\p{L}\p{N}'\s]/gu, " ").split(/\s+/).filter((word) => word !== "");
}
