/** Moonshine tiny (English): greedy decoding of a whole clip with a key–value cache, on our own loop. */
import fs from "node:fs";
import path from "node:path";
import ort from "onnxruntime-node";
import { openModel } from "./onnx";
import type { ModelSettings } from "./protocol";

const layers = 6;
const heads = 8;
const headSize = 36;
const beginToken = 1;
const endToken = 2;
/** The decoder strides its encoder mask by this factor: it wants one mask entry per audio sample, not per encoder frame. A shorter mask yields empty text above 9.3 s. */
const maskStride = 384;
/** People do not say more; a decoder in a loop does. */
const tokensPerSecond = 6.5;
const sampleRateHz = 16_000;
/** The encoder's three convolutions need more than this. */
const leastSamples = 1_600;

/** `score` is the mean natural logarithm of the probabilities of the words' pieces: 0 is certain. */
export interface Hypothesis { text: string; score: number }

/** Text of up to 30 s of audio; `cancelled` is asked between tokens. */
export type Moonshine = (audio: Float32Array, cancelled: () => boolean) => Promise<Hypothesis>;

export async function loadMoonshine({ modelsDir, threads }: ModelSettings): Promise<Moonshine> {
  const file = (name: string) => path.join(modelsDir, "moonshine", name);
  const encoder = await openModel(file("encoder_model.ort"), threads);
  const decoder = await openModel(file("decoder_model_merged.ort"), threads);
  const vocabulary = readVocabulary(fs.readFileSync(file("tokenizer.bin")));

  return async (audio, cancelled) => {
    if (audio.length < leastSamples) return { text: "", score: 0 };
    const encoded = await encoder.run({ input_values: new ort.Tensor("float32", audio, [1, audio.length]), attention_mask: ones(audio.length) });
    const states = encoded["last_hidden_state"];
    if (!states) throw new Error("the encoder gave no states");
    const mask = ones((states.dims[1] ?? 0) * maskStride);
    let cache = emptyCache();
    const tokens: number[] = [];
    let score = 0;
    let steps = 0;
    const most = Math.max(4, Math.ceil((audio.length / sampleRateHz) * tokensPerSecond));
    for (let token = beginToken; tokens.length < most && !cancelled();) {
      const first = tokens.length === 0;
      const output = await decoder.run({
        encoder_attention_mask: mask, encoder_hidden_states: states, use_cache_branch: new ort.Tensor("bool", Uint8Array.of(first ? 0 : 1), [1]),
        input_ids: new ort.Tensor("int64", BigInt64Array.of(BigInt(token)), [1, 1]), ...cache,
      });
      const best = mostLikely(output["logits"]?.data as Float32Array);
      token = best.token;
      score += best.logProbability;
      steps += 1;
      if (token === endToken) break;
      cache = nextCache(cache, output, first);
      tokens.push(token);
      const loop = repeatedTail(tokens);
      if (loop > 0) { tokens.length -= loop; break; }
    }
    return { text: spell(tokens, vocabulary), score: score / Math.max(1, steps) };
  };
}

type Cache = Record<string, ort.Tensor>;

const cacheNames = Array.from({ length: layers }, (_, layer) => ["decoder", "encoder"].flatMap((side) => ["key", "value"].map((kind) => `${layer}.${side}.${kind}`))).flat();

function emptyCache(): Cache {
  return Object.fromEntries(cacheNames.map((name) => [`past_key_values.${name}`, new ort.Tensor("float32", new Float32Array(0), [1, heads, 0, headSize])]));
}

/** The encoder's keys and values are given by the first step alone. */
function nextCache(cache: Cache, output: ort.InferenceSession.OnnxValueMapType, first: boolean): Cache {
  const next = { ...cache };
  for (const name of cacheNames) {
    const value = output[`present.${name}`];
    if (value instanceof ort.Tensor && (first || name.includes("decoder"))) next[`past_key_values.${name}`] = value;
  }
  return next;
}

function ones(length: number): ort.Tensor {
  return new ort.Tensor("int64", new BigInt64Array(length).fill(1n), [1, length]);
}

function mostLikely(logits: Float32Array): { token: number; logProbability: number } {
  let token = 0;
  for (let other = 1; other < logits.length; other += 1) if ((logits[other] ?? 0) > (logits[token] ?? 0)) token = other;
  const highest = logits[token] ?? 0;
  let sum = 0;
  for (let other = 0; other < logits.length; other += 1) sum += Math.exp((logits[other] ?? 0) - highest);
  return { token, logProbability: -Math.log(sum) };
}

/** How many tokens at the end only repeat the ones before them (a decoder in a loop); 0 where somebody merely says a thing again. */
export function repeatedTail(tokens: readonly number[]): number {
  for (let period = 1; period <= 12; period += 1) {
    let same = 0;
    while (same + period < tokens.length && tokens[tokens.length - 1 - same] === tokens[tokens.length - 1 - same - period]) same += 1;
    const repeats = Math.floor(same / period);
    if (repeats >= 3 && same >= 12) return repeats * period;
  }
  return 0;
}

/** Length-prefixed pieces in order of id; a length above 127 takes two bytes. */
function readVocabulary(bytes: Buffer): Buffer[] {
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    let length = bytes[at++] ?? 0;
    if (length >= 128) length = (bytes[at++] ?? 0) * 128 + (length - 128);
    pieces.push(bytes.subarray(at, at + length));
    at += length;
  }
  return pieces;
}

/** Pieces may split a character, so bytes are joined first; `<…>` are marks, not text. */
function spell(tokens: readonly number[], vocabulary: readonly Buffer[]): string {
  const pieces = tokens.map((token) => vocabulary[token] ?? Buffer.alloc(0)).filter((piece) => !(piece.at(0) === 0x3c && piece.at(-1) === 0x3e));
  return Buffer.concat(pieces).toString("utf8").replaceAll("▁", " ").trim();
}
