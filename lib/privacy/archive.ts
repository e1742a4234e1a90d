/** A zip that is written as it is read: one entry at a time, no faster than it is taken, and not a step further once it is given up. */
import { PassThrough, Readable } from "node:stream";
import { ZipFile } from "yazl";
import type { Row } from "@/lib/platform/subject";
import { webStreamOf } from "@/lib/platform/web-stream";

export interface ArchiveEntry { path: string; body: AsyncIterable<Uint8Array>; /** Sound as it is kept does not become smaller. */ compress: boolean }

/** Errors of an entry end the archive short of its end, which every reader of zips notices. */
export function zipOf(entries: AsyncIterable<ArchiveEntry>, at: Date, signal: AbortSignal): ReadableStream<Uint8Array> {
  const zip = new ZipFile();
  const output = new PassThrough();
  zip.outputStream.pipe(output);
  const gone = new AbortController();
  output.once("close", () => gone.abort());
  const giveUp = () => { output.destroy(new Error("given up")); };
  signal.addEventListener("abort", giveUp, { once: true });
  zip.on("error", (error) => { output.destroy(error); });
  // Whoever reads sees the error; without a reader there is nobody to tell.
  output.on("error", () => {});
  void fill(zip, entries, at, gone.signal).catch((error: unknown) => { output.destroy(error instanceof Error ? error : new Error("an entry failed")); }).finally(() => signal.removeEventListener("abort", giveUp));
  return webStreamOf(output);
}

async function fill(zip: ZipFile, entries: AsyncIterable<ArchiveEntry>, mtime: Date, gone: AbortSignal): Promise<void> {
  for await (const { path, body, compress } of entries) {
    gone.throwIfAborted();
    const source = Readable.from(body, { objectMode: false });
    const stop = () => { source.destroy(); };
    gone.addEventListener("abort", stop, { once: true });
    zip.addReadStream(source, path, { mtime, compress, mode: 0o100600 });
    await new Promise<void>((resolve, reject) => { source.once("end", resolve).once("error", reject).once("close", () => reject(new Error("given up"))); });
    gone.removeEventListener("abort", stop);
  }
  zip.end();
}

/** One object of arrays, by section; rows are written as they are read. */
export async function* jsonOf(sections: Record<string, AsyncIterable<Row>>): AsyncGenerator<Uint8Array> {
  let before = "{";
  for (const [name, rows] of Object.entries(sections)) {
    yield Buffer.from(`${before}\n${JSON.stringify(name)}: [`);
    let between = "\n";
    for await (const row of rows) { yield Buffer.from(between + JSON.stringify(row)); between = ",\n"; }
    yield Buffer.from("\n]");
    before = ",";
  }
  yield Buffer.from("\n}\n");
}
