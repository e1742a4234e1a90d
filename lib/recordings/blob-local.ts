/** Recordings as files of this machine, readable by this user only. */
import { createHash } from "node:crypto";
import { constants, createReadStream } from "node:fs";
import { access, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { webStreamOf } from "@/lib/platform/web-stream";
import { until } from "@/lib/voice/streams";
import { isBlobKey, requireBlobKey, type BlobStore } from "./blob-store";

const unfinished = ".part";

export function createLocalBlobs(directory: string): BlobStore {
  const pathOf = (key: string): string => {
    requireBlobKey(key);
    return join(directory, key);
  };
  const makeDirectory = () => mkdir(directory, { recursive: true, mode: 0o700 });
  return {
    async put(key, body, { head, signal } = {}) {
      const path = pathOf(key);
      await makeDirectory();
      const file = await open(path + unfinished, "wx", 0o600);
      try {
        let at = head?.bytes ?? 0;
        if (head) await file.write(head.of(0), 0, head.bytes, 0);
        for await (const bytes of signal ? until(body, signal) : body) {
          await writeAll(file, bytes, at);
          at += bytes.length;
        }
        signal?.throwIfAborted();
        if (head) await writeAll(file, head.of(at - head.bytes), 0);
        await file.datasync();
        await file.close();
        await rename(path + unfinished, path);
        return { sizeBytes: at, sha256: await hashOf(path) };
      } catch (error) {
        await file.close().catch(() => {});
        await rm(path + unfinished, { force: true });
        throw error;
      }
    },
    async get(key, range) {
      const path = pathOf(key);
      const sizeBytes = await stat(path).then((found) => found.size, () => null);
      if (sizeBytes === null) return null;
      const stream = createReadStream(path, range ? { start: range.from, end: range.to } : {});
      return { sizeBytes, body: webStreamOf(stream) };
    },
    async delete(key) {
      const path = pathOf(key);
      const existed = await stat(path).then(() => true, () => false);
      await rm(path, { force: true });
      await rm(path + unfinished, { force: true });
      return existed;
    },
    async listOlderThan(instant) {
      const names = await readdir(directory).catch(() => []);
      const old = await Promise.all(names.map(async (name) => {
        const key = name.endsWith(unfinished) ? name.slice(0, -unfinished.length) : name;
        const written = await stat(join(directory, name)).then((found) => found.mtimeMs, () => null);
        return isBlobKey(key) && written !== null && written < instant.getTime() ? key : null;
      }));
      return old.filter((key) => key !== null);
    },
    /** Files have no address: the app's own door is the only way to them. */
    signedUrl: async () => null,
    async check() {
      await makeDirectory();
      await access(directory, constants.W_OK);
    },
  };
}

type File = Awaited<ReturnType<typeof open>>;

async function writeAll(file: File, bytes: Uint8Array, at: number): Promise<void> {
  for (let done = 0; done < bytes.length;) done += (await file.write(bytes, done, bytes.length - done, at + done)).bytesWritten;
}

async function hashOf(path: string): Promise<Uint8Array> {
  const hash = createHash("sha256");
  for await (const piece of createReadStream(path)) hash.update(piece);
  return hash.digest();
}
