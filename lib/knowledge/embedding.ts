import type { Ctx } from "@/lib/platform/ctx";
import { embeddedTexts, type Embedder } from "@/lib/voice/ports";

export interface Embeddable { question: string | null; answer: string }

/** Variables stand for their names, because their values change without a new embedding. */
const textsOf = (item: Embeddable) => embeddedTexts(item).map((text) => text.replace(/\{\{\s*([a-z0-9_]+)\s*\}\}/g, (_all, name: string) => name.replaceAll("_", " ")));

/** Texts asked for at a time: small, so that a long document leaves room for calls in the models' queue. */
const batchSize = 16;

/** Embeddings as base64, or nulls where there is no embedder or it fails: the entries are kept and filled later. */
export async function embedded(ctx: Ctx, embedder: Embedder | null, items: readonly Embeddable[]): Promise<(string | null)[]> {
  if (!embedder) return items.map(() => null);
  const texts = items.map(textsOf);
  const vectors = await inBatches(embedder, texts.flat(), ctx.signal).catch((error: unknown) => {
    ctx.log.warn({ err: error, entries: items.length }, "embedding failed");
    return null;
  });
  let start = 0;
  return texts.map(({ length }) => (vectors ? toBase64(joinedVectors(vectors.slice(start, start += length))) : null));
}

async function inBatches(embedder: Embedder, texts: readonly string[], signal: AbortSignal): Promise<Float32Array[]> {
  const vectors: Float32Array[] = [];
  for (let start = 0; start < texts.length; start += batchSize) vectors.push(...await embedder.embed(texts.slice(start, start + batchSize), signal));
  return vectors;
}

function joinedVectors(vectors: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(vectors.reduce((sum, vector) => sum + vector.length, 0));
  let at = 0;
  for (const vector of vectors) { all.set(vector, at); at += vector.length; }
  return all;
}

export const toBase64 = (vector: Float32Array): string => Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString("base64");

/** Copied, because a Buffer's place in memory is rarely a multiple of four. */
export function fromBase64(text: string): Float32Array | null {
  const bytes = Uint8Array.from(Buffer.from(text, "base64"));
  return bytes.byteLength > 0 && bytes.byteLength % 4 === 0 ? new Float32Array(bytes.buffer) : null;
}
