/** What every store of recordings promises, run over each of them. */
import { createHash, randomBytes } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import type { BlobStore } from "@/lib/recordings/blob-store";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";

export interface OpenedBlobs {
  blobs: BlobStore;
  /** Directories of this machine in which nothing unfinished may stay. */
  spoolDirectory: string;
  /** How many blobs the store really holds, halves included. */
  count(): number;
  stop(): Promise<void>;
}

export const newKey = (): string => randomBytes(30).toString("base64url");
export async function* piecesOf(bytes: Uint8Array, pieceBytes = 50_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
}
export const read = async (found: Awaited<ReturnType<BlobStore["get"]>>): Promise<Buffer | null> => found && Buffer.from(await new Response(found.body).arrayBuffer());
export const leftIn = (directory: string): string[] => (existsSync(directory) ? readdirSync(directory) : []);
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const inAMinute = () => new Date(Date.now() + 60_000);

export function blobContract(name: string, open: () => Promise<OpenedBlobs>): void {
  describe(`the contract of blob stores: ${name}`, () => {
    let opened: OpenedBlobs;
    const blobs = () => opened.blobs;
    beforeAll(async () => { opened = await open(); });
    afterAll(() => opened.stop());

    test("what was put is what is got, with its size and SHA-256, and the head that was known only at the end comes first", async () => {
      const body = randomBytes(700_001);
      const key = newKey();
      const kept = await blobs().put(key, piecesOf(body), { head: { bytes: 4, of: (bodyBytes) => { const head = Buffer.alloc(4); head.writeUInt32LE(bodyBytes); return head; } } });
      const whole = Buffer.concat([Buffer.from(Uint32Array.of(body.length).buffer), body]);
      expect({ sizeBytes: kept.sizeBytes, sha256: Buffer.from(kept.sha256).toString("hex") }).toEqual({ sizeBytes: whole.length, sha256: sha256(whole) });
      const found = await blobs().get(key);
      expect(found?.sizeBytes).toBe(whole.length);
      expect((await read(found))?.equals(whole)).toBe(true);
      expect(leftIn(opened.spoolDirectory).filter((file) => file !== key)).toEqual([]);
      await blobs().delete(key);
    });

    test("a body is taken piece by piece: none is asked for while the one before has not been written", async () => {
      let asked = 0;
      const key = newKey();
      const first = Promise.withResolvers<void>();
      const kept = blobs().put(key, (async function* () { for (; asked < 5; asked += 1) { if (asked === 3) await first.promise; yield Buffer.alloc(1_000, asked); } })());
      expect(await blobs().get(key)).toBeNull();
      expect(asked).toBeLessThanOrEqual(3);
      first.resolve();
      expect((await kept).sizeBytes).toBe(5_000);
      await blobs().delete(key);
    });

    test.each([[0, 0], [0, 99], [100, 50_000], [50_001, 99_999], [99_999, 99_999]])("bytes %i to %i are exactly those, and the size is that of the whole", async (from, to) => {
      const body = randomBytes(100_000);
      const key = newKey();
      await blobs().put(key, piecesOf(body));
      const found = await blobs().get(key, { from, to });
      expect(found?.sizeBytes).toBe(100_000);
      expect((await read(found))?.equals(body.subarray(from, to + 1))).toBe(true);
      await blobs().delete(key);
    });

    test("a reader that goes away in the middle harms nobody", async () => {
      const key = newKey();
      await blobs().put(key, piecesOf(randomBytes(600_000)));
      const reader = (await blobs().get(key))?.body.getReader();
      expect((await reader?.read())?.value?.length).toBeGreaterThan(0);
      await reader?.cancel();
      expect((await read(await blobs().get(key)))?.length).toBe(600_000);
      await blobs().delete(key);
    });

    test("what is deleted is gone; what was never there is null, and deleting it is false and no error", async () => {
      const key = newKey();
      await blobs().put(key, piecesOf(randomBytes(10)));
      expect(await blobs().delete(key)).toBe(true);
      expect(await blobs().get(key)).toBeNull();
      expect(await blobs().get(key, { from: 0, to: 5 })).toBeNull();
      expect(await blobs().delete(key)).toBe(false);
      expect(opened.count()).toBe(0);
    });

    test("a body that fails leaves nothing, here or there", async () => {
      const key = newKey();
      await expect(blobs().put(key, (async function* () { yield randomBytes(100_000); throw new Error("the microphone is gone"); })())).rejects.toThrow("the microphone is gone");
      expect(await blobs().get(key)).toBeNull();
      expect([opened.count(), leftIn(opened.spoolDirectory)]).toEqual([0, []]);
    });

    test("an abort ends it at once, while the body is silent, and leaves nothing", async () => {
      const key = newKey();
      const stopping = new AbortController();
      const silent = Promise.withResolvers<void>();
      const written = Promise.withResolvers<void>();
      const kept = blobs().put(key, (async function* () { yield randomBytes(1_000); written.resolve(); await silent.promise; })(), { signal: stopping.signal });
      await written.promise;
      stopping.abort(new Error("consent was taken back"));
      await expect(kept).rejects.toThrow("consent was taken back");
      expect(await blobs().get(key)).toBeNull();
      expect([opened.count(), leftIn(opened.spoolDirectory)]).toEqual([0, []]);
      silent.resolve();
    });

    test("keys last written before an instant are listed, over any number of pages, and no others", async () => {
      const keys = Array.from({ length: 7 }, newKey).sort();
      for (const key of keys) await blobs().put(key, piecesOf(randomBytes(5)));
      expect((await blobs().listOlderThan(inAMinute())).sort()).toEqual(keys);
      expect(await blobs().listOlderThan(new Date(Date.now() - 60_000))).toEqual([]);
      for (const key of keys) await blobs().delete(key);
      expect(await blobs().listOlderThan(inAMinute())).toEqual([]);
    });

    test("what is being taken in now is listed too, so that what a killed process leaves is found, and deleting removes it", async () => {
      const key = newKey();
      const written = Promise.withResolvers<void>();
      const stopping = new AbortController();
      const kept = blobs().put(key, (async function* () { yield randomBytes(1_000); written.resolve(); await new Promise(() => {}); })(), { signal: stopping.signal });
      kept.catch(() => {});
      await written.promise;
      expect(await blobs().listOlderThan(inAMinute())).toEqual([key]);
      await blobs().delete(key);
      expect(leftIn(opened.spoolDirectory)).toEqual([]);
      stopping.abort();
      await expect(kept).rejects.toThrow();
    });

    test.each(["../../etc/passwd", "short", "a/../../../../b/ccccccccccc", "recordings/aaaaaaaaaaaaaaaaaa", "'; drop table objects; --", `${"x".repeat(20)}\n`])("a name that is no key (%j) reaches no store", async (key) => {
      await expect(blobs().put(key, piecesOf(randomBytes(5)))).rejects.toThrow(RangeError);
      for (const ask of [() => blobs().get(key), () => blobs().delete(key)]) await expect(ask()).rejects.toThrow(RangeError);
    });

    test("it says that it answers", async () => { await expect(blobs().check()).resolves.toBeUndefined(); });

    test("no signed address is given where no whole second is left", async () => {
      const key = newKey();
      await blobs().put(key, piecesOf(randomBytes(5)));
      for (const ms of [-1_000, 0, 900]) expect(await blobs().signedUrl(key, new Date(Date.now() + ms))).toBeNull();
      await blobs().delete(key);
    });
  });
}
