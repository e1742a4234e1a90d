/** The port `Embedder` on MiniLM in the pool. */
import type { Embedder } from "@/lib/voice/ports";
import type { Pool } from "./pool";

const dimensions = 384;
/** Texts per piece of work: an agent's whole knowledge must not stand before a caller's question. */
const textsPerWork = 8;

export function createLocalEmbedder(pool: Pool): Embedder {
  return {
    id: "local-minilm",
    capabilities: { dimensions },
    async embed(texts, signal) {
      const priority = texts.length === 1 ? "transcription" : "batch";
      const vectors: Float32Array[] = [];
      for (let at = 0; at < texts.length; at += textsPerWork) vectors.push(...await pool.run("embed", { texts: texts.slice(at, at + textsPerWork) }, { priority, signal }));
      return vectors;
    },
  };
}
