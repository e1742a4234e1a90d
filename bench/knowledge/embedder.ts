import { homedir } from "node:os";
import { join } from "node:path";
import type { Embedder } from "@/lib/voice/ports";
import { loadMiniLm } from "@/lib/voice/providers/local/minilm";

export const modelsDir = process.env.PARLEY_MODELS_DIR ?? join(homedir(), ".cache/parley/models");

/** MiniLM in this process. */
export async function openEmbedder(): Promise<Embedder> {
  const embed = await loadMiniLm({ modelsDir, threads: 1 });
  return { id: "minilm", capabilities: { dimensions: 384 }, embed: async (texts) => { const all: Float32Array[] = []; for (const text of texts) all.push(await embed(text)); return all; } };
}
