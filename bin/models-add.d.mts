/** Adds `smollm2` or a GGUF file; see `models-add.mjs`. */
export class ModelAddError extends Error { readonly badInput: boolean }
export function llamaDirectory(models?: string): string;
export function addedModels(directory?: string): string[];
export function addModel(what: string, options?: {
  directory?: string;
  onProgress?(words: string): void;
  install?(directory: string): Promise<void>;
  fetch?(pin: { name: string; version: string; sha256: string }, directory: string): Promise<string>;
}): Promise<{ model: string; directory: string }>;
