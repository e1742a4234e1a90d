/** Where recordings' bytes are kept. Keys are random names that this port makes no sense of. Stores over the network throw `storage_unavailable` within 8 s of the last sign of life. */

export interface BlobPut {
  /** Bytes that go before the body and are known only once its size is; always `bytes` long. */
  head?: { bytes: number; of(bodyBytes: number): Uint8Array };
  /** Gives up at once, also while the body is silent; nothing of it stays. */
  signal?: AbortSignal;
}

export interface BlobStore {
  /** Takes the body as it comes, without holding it in memory. The key exists whole or not at all. Throws where there is no room, and early where the store does not answer. */
  put(key: string, body: AsyncIterable<Uint8Array>, options?: BlobPut): Promise<{ sizeBytes: number; sha256: Uint8Array }>;
  /** Bytes `from`…`to`, both included, `from` within the size; null where there is no such key. The size is that of the whole. The body ends in an error where it is cut short. */
  get(key: string, range?: { from: number; to: number }): Promise<{ sizeBytes: number; body: ReadableStream<Uint8Array> } | null>;
  /** Resolves once the bytes are gone; false where there were none. */
  delete(key: string): Promise<boolean>;
  /** Keys last written before the instant, unfinished ones included. */
  listOlderThan(instant: Date): Promise<string[]>;
  /** An address that gives the bytes to whoever holds it, and not a second after `expiresAt`. Null where the store has no such thing or no whole second is left. A secret: not for logs. */
  signedUrl(key: string, expiresAt: Date): Promise<string | null>;
  /** Throws where the store does not answer, has no such bucket or refuses our keys. */
  check(): Promise<void>;
}

const goodKey = /^[A-Za-z0-9_-]{16,80}$/;
export const isBlobKey = (name: string): boolean => goodKey.test(name);
/** Throws `RangeError` before a name of another form becomes part of a path. */
export function requireBlobKey(key: string): void { if (!isBlobKey(key)) throw new RangeError("not a key of this store"); }
