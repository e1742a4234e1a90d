/**
 * A store over the network as the port wants it. A call is written to a private file of this machine and sent when it has ended: its head is known
 * only then, a store that stumbles in the middle of a call costs nothing, an upload can be repeated, and no half of one waits at the store (an
 * unfinished multipart upload is in no listing). The file is gone whatever happens; what a killed process leaves is found by the sweep.
 */
import { systemClock, type Clock } from "@/lib/platform/clock";
import { AppError } from "@/lib/platform/errors";
import { childController, whenAborted } from "@/lib/voice/streams";
import { createLocalBlobs } from "./blob-local";
import { isBlobKey, requireBlobKey, type BlobStore } from "./blob-store";

/** A store silent for so long is given up. With `cleanUpMs` it stays below the 8 s in which a caller is told. */
const storeTimeoutMs = 5_000;
const cleanUpMs = 2_000;
const repeatAfterMs = 250;

/** What a vendor's adapter says in its own words; every method may throw what it likes and must stop at the signal. */
export interface RemoteBlobs {
  readonly name: string;
  /** The store refuses larger ones; null where no call is that long. */
  readonly mostBytes: number | null;
  check(signal: AbortSignal): Promise<void>;
  /** Overwrites, so that it can be repeated. `file` can be opened again for each try. */
  send(key: string, file: RemoteFile, signal: AbortSignal): Promise<void>;
  open(key: string, range: { from: number; to: number } | undefined, signal: AbortSignal): Promise<RemoteBody | null>;
  remove(key: string, signal: AbortSignal): Promise<boolean>;
  /** One page of what is there; those at or after `before` may be left out. `next` is handed back for the page after it. */
  listPage(next: string | null, before: Date, signal: AbortSignal): Promise<{ blobs: { key: string; writtenAt: Date }[]; next: string | null }>;
  sign(key: string, seconds: number, now: Date, signal: AbortSignal): Promise<string | null>;
  /** The fault without addresses, keys or secrets, and whether a second try may do better. */
  explain(error: unknown): { words: string; passing: boolean };
}
export interface RemoteFile { sizeBytes: number; open(): AsyncIterable<Uint8Array> }
/** `from` is the first byte that the store sends: 0 where it took no notice of the range. */
export interface RemoteBody { sizeBytes: number; from: number; body: AsyncIterable<Uint8Array> }
export interface RemoteOptions { /** Of this machine, for this store alone. */ spoolDirectory: string; timeoutMs?: number; clock?: Clock }

export function createRemoteBlobs(remote: RemoteBlobs, { spoolDirectory, timeoutMs = storeTimeoutMs, clock = systemClock }: RemoteOptions): BlobStore {
  const spool = createLocalBlobs(spoolDirectory);
  const unavailable = (words: string) => new AppError("storage_unavailable", { internal: `${remote.name}: ${words}` });
  /** Faults after which a second try may do better; silence is none of them, for there is no time left. */
  const mayPass = new WeakSet<Error>();
  const silent = () => unavailable(`nothing came for ${timeoutMs} ms`);

  /** Gives `work` up where `moved` is not called for `withinMs`; whatever it throws comes out as `storage_unavailable`, and an abort by `parent` as its reason. */
  async function call<T>(work: (signal: AbortSignal, moved: () => void) => Promise<T>, { parent, withinMs = timeoutMs }: { parent?: AbortSignal; withinMs?: number } = {}): Promise<T> {
    const { controller, release } = childController(parent ?? new AbortController().signal);
    const stopped = whenAborted(controller.signal);
    let cancel = () => {};
    let done = false;
    const moved = () => { cancel(); if (!done) cancel = clock.after(withinMs, () => controller.abort(silent())); };
    moved();
    try {
      const working = work(controller.signal, moved);
      working.catch(() => {});
      return await Promise.race([working, stopped.promise.then(() => { throw controller.signal.reason; })]);
    } catch (error) {
      if (controller.signal.aborted) throw controller.signal.reason;
      const { words, passing } = remote.explain(error);
      const fault = unavailable(words);
      if (passing) mayPass.add(fault);
      throw fault;
    } finally { done = true; cancel(); stopped.dispose(); release(); }
  }

  async function sendTwice(key: string, sizeBytes: number, parent?: AbortSignal): Promise<void> {
    const once = () => call((signal, moved) => remote.send(key, { sizeBytes, open: () => counted(spool, key, moved) }, signal), { parent });
    await once().catch(async (error: Error) => {
      if (!mayPass.has(error)) throw error;
      await clock.sleep(repeatAfterMs, parent);
      await once();
    }).catch(async (error: unknown) => {
      // It may have arrived all the same, as where only the answer was lost.
      await call((signal) => remote.remove(key, signal), { withinMs: Math.min(timeoutMs, cleanUpMs) }).catch(() => {});
      throw error;
    });
  }

  return {
    async put(key, body, { head, signal } = {}) {
      requireBlobKey(key);
      const { controller, release } = childController(signal ?? new AbortController().signal);
      try {
        const answering = call((own) => remote.check(own), { parent: signal }).catch((error: unknown) => controller.abort(error));
        const kept = await spool.put(key, bounded(body, remote.mostBytes, unavailable), { head, signal: controller.signal });
        await answering;
        controller.signal.throwIfAborted();
        await sendTwice(key, kept.sizeBytes, signal);
        return kept;
      } finally {
        release();
        await spool.delete(key);
      }
    },
    async get(key, range) {
      requireBlobKey(key);
      const lasting = new AbortController();
      const found = await call((signal) => {
        signal.addEventListener("abort", () => lasting.abort(signal.reason), { once: true });
        return remote.open(key, range, lasting.signal);
      });
      return found && { sizeBytes: found.sizeBytes, body: watched(found, range, { clock, timeoutMs, silent, unavailable, stop: (reason) => lasting.abort(reason) }) };
    },
    async delete(key) {
      requireBlobKey(key);
      const spooled = await spool.delete(key);
      return await call((signal) => remote.remove(key, signal)) || spooled;
    },
    async listOlderThan(instant) {
      const old = new Set(await spool.listOlderThan(instant));
      for (let next: string | null = null, more = true; more; more = next !== null) {
        const page = await call((signal) => remote.listPage(next, instant, signal));
        for (const { key, writtenAt } of page.blobs) if (isBlobKey(key) && writtenAt < instant) old.add(key);
        next = page.next;
      }
      return [...old];
    },
    async signedUrl(key, expiresAt) {
      requireBlobKey(key);
      const now = clock.now();
      const seconds = Math.floor((expiresAt.getTime() - now.getTime()) / 1_000);
      return seconds < 1 ? null : call((signal) => remote.sign(key, seconds, now, signal));
    },
    check: () => call((signal) => remote.check(signal)),
  };
}

async function* counted(spool: BlobStore, key: string, moved: () => void): AsyncGenerator<Uint8Array> {
  const found = await spool.get(key);
  if (!found) throw new Error("the file to be sent is gone");
  for await (const piece of found.body) { moved(); yield piece; }
}

/** Ends a recording that the store would refuse while its call still runs, so that the caller is told. */
async function* bounded(body: AsyncIterable<Uint8Array>, mostBytes: number | null, unavailable: (words: string) => AppError): AsyncGenerator<Uint8Array> {
  let sizeBytes = 0;
  for await (const piece of body) {
    sizeBytes += piece.length;
    if (mostBytes !== null && sizeBytes > mostBytes) throw unavailable(`larger than the bucket takes (${mostBytes} bytes)`);
    yield piece;
  }
}

/** From an answer's headers; a size that cannot be read is an error, for what is cut could not be told from what is whole. */
export function readExtent(contentRange: string | null | undefined, contentLength: string | number | null | undefined): { sizeBytes: number; from: number } {
  const range = /^bytes (\d+)-\d+\/(\d+)$/.exec(contentRange ?? "");
  const sizeBytes = Number(range?.[2] ?? contentLength ?? Number.NaN);
  if (!Number.isSafeInteger(sizeBytes)) throw new Error("an answer without a size");
  return { sizeBytes, from: Number(range?.[1] ?? 0) };
}

interface Watching { clock: Clock; timeoutMs: number; silent(): AppError; unavailable(words: string): AppError; stop(reason?: unknown): void }

/** Exactly the bytes that were asked for, or an error. Time in which the reader takes nothing does not count. */
function watched({ sizeBytes, from, body }: RemoteBody, range: { from: number; to: number } | undefined, { clock, timeoutMs, silent, unavailable, stop }: Watching): ReadableStream<Uint8Array> {
  const pieces = body[Symbol.asyncIterator]();
  let skipBytes = (range?.from ?? 0) - from;
  let leftBytes = Math.min(sizeBytes, (range?.to ?? sizeBytes - 1) + 1) - (range?.from ?? 0);
  const nextPiece = async (): Promise<Uint8Array> => {
    let cancel = () => {};
    const late = new Promise<never>((_resolve, reject) => { cancel = clock.after(timeoutMs, () => { reject(silent()); stop(silent()); }); });
    const next = pieces.next();
    next.catch(() => {});
    const piece = await Promise.race([next, late]).catch((error: unknown) => { throw error instanceof AppError ? error : unavailable("the answer was cut"); }).finally(cancel);
    if (piece.done === true || skipBytes < 0) throw unavailable("the answer was cut");
    return piece.value;
  };
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      while (leftBytes > 0) {
        const piece = await nextPiece();
        const wanted = piece.subarray(skipBytes, skipBytes + leftBytes);
        skipBytes -= Math.min(skipBytes, piece.length);
        leftBytes -= wanted.length;
        if (wanted.length > 0) return controller.enqueue(wanted);
      }
      stop();
      controller.close();
    },
    cancel: () => stop(),
  }, { highWaterMark: 0 });
}
