/** A stream of Node's as one of the web's. */
import type { Readable } from "node:stream";

/** Without the copy of every piece that `Readable.toWeb` makes, and with nothing read ahead of its reader. */
export function webStreamOf(source: Readable): ReadableStream<Uint8Array> {
  // One that fails before it is read has nobody to tell yet; its reader is told then.
  source.on("error", () => {});
  const pieces: AsyncIterator<Uint8Array> = source[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done) controller.close(); else controller.enqueue(value);
    },
    cancel() { source.destroy(); },
  }, { highWaterMark: 0 });
}
