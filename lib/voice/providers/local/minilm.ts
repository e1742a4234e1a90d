/** all-MiniLM-L6-v2: one unit vector of 384 numbers per text. */
import fs from "node:fs";
import path from "node:path";
import ort from "onnxruntime-node";
import { openModel } from "./onnx";
import type { ModelSettings } from "./protocol";
import { createWordPiece } from "./word-piece";

export const embeddingDimensions = 384;
/** What the model was trained on; longer texts are cut. */
const maxTokens = 256;

export type MiniLm = (text: string) => Promise<Float32Array>;

export async function loadMiniLm({ modelsDir, threads }: ModelSettings): Promise<MiniLm> {
  const tokenize = createWordPiece(JSON.parse(fs.readFileSync(path.join(modelsDir, "minilm/tokenizer.json"), "utf8")), maxTokens);
  const session = await openModel(path.join(modelsDir, "minilm/model.onnx"), threads);
  return async (text) => {
    const ids = tokenize(text);
    const row = (values: (id: number) => bigint) => new ort.Tensor("int64", BigInt64Array.from(ids, values), [1, ids.length]);
    const inputs: Record<string, ort.Tensor> = { input_ids: row(BigInt), attention_mask: row(() => 1n), token_type_ids: row(() => 0n) };
    const output = await session.run(Object.fromEntries(session.inputNames.map((name) => [name, inputs[name] ?? row(() => 0n)])));
    const [name = ""] = session.outputNames;
    return unit(meanOf(output[name]?.data as Float32Array, ids.length));
  };
}

function meanOf(states: Float32Array, tokens: number): Float32Array {
  const mean = new Float32Array(embeddingDimensions);
  for (let token = 0; token < tokens; token += 1) for (let at = 0; at < embeddingDimensions; at += 1) mean[at] = (mean[at] ?? 0) + (states[token * embeddingDimensions + at] ?? 0) / tokens;
  return mean;
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}
