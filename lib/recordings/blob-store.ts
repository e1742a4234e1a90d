/** Where recordings' bytes are kept. Keys are random names that this port makes no sense of. */

export interface BlobPut {
  /** Bytes that go before the body and are known only once its size is; always `bytes` long. */
  head?: { bytes: number; of(bodyBytes: number): Uint8Array };
  signal?: AbortSignal;
}

export interface BlobStore {
  /** Takes the body as it comes, without holding it in memory. The key exists whole or not at all. Throws where there is no room. */
  put(key: string, body: AsyncIterable<Uint8Array>, options?: BlobPut): Promise<{ sizeBytes: number; sha256: Uint8Array }>;
  /** Bytes `from`…`to`, both included; null where there is no such key. */
  get(key: string, range?: { from: number; to: number }): Promise<{ sizeBytes: number; body: ReadableStream<Uint8Array> } | null>;
  /** False where there was none. */
  delete(key: string): Promise<boolean>;
  /** Keys last written before the instant, unfinished ones included. */
  listOlderThan(instant: Date): Promise<string[]>;
}
