import { singleton } from "@/lib/platform/singleton";
import type { Embedder } from "@/lib/voice/ports";

interface Source { current: () => Embedder | null }

const source = singleton<Source>("knowledge-embedder", () => ({ current: () => null }));

/** Says where the embedder of this process is to be had: called once by whoever starts the models, and by tests. */
export function useEmbedder(current: () => Embedder | null): void { source.current = current; }

/** The process's embedder; null while the models are not here. */
export const currentEmbedder = (): Embedder | null => source.current();
