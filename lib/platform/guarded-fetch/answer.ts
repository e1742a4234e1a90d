/** What came over a connection as a `Response`: decoded, counted, and ended with its time. */
import type { IncomingMessage } from "node:http";
import { finished, type Readable } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { guardError } from "./fault";

const decoders = { gzip: createGunzip, "x-gzip": createGunzip, deflate: createInflate, br: createBrotliDecompress } as const;
const isCoding = (name: string): name is keyof typeof decoders => Object.hasOwn(decoders, name);

interface Reading { url: URL; maxBytes: number; signal: AbortSignal; /** Called once nothing more is read. */ ended(): void }

/** Throws `ANSWER_UNREADABLE` for a status that no `Response` can have, and for codings that are not one of the usual ones. */
export function answerOf(incoming: IncomingMessage, { url, maxBytes, signal, ended }: Reading): Response {
  incoming.on("error", () => {}); // told to whoever reads; nobody may be reading
  try {
    const coding = (incoming.headers["content-encoding"] ?? "identity").trim().toLowerCase();
    if (coding !== "identity" && !isCoding(coding)) throw new Error("a coding that is not known");
    const headers = new Headers();
    for (const [name, value] of Object.entries(incoming.headers)) if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(", ") : value);
    if (isCoding(coding)) for (const name of ["content-encoding", "content-length"]) headers.delete(name);
    const status = incoming.statusCode ?? 502;
    const isEmpty = status === 204 || status === 205 || status === 304;
    const response = new Response(isEmpty ? null : bodyOf(incoming, isCoding(coding) ? coding : null, { maxBytes, signal, ended }), { status, headers });
    if (isEmpty) { incoming.destroy(); ended(); }
    return Object.defineProperty(response, "url", { value: url.href });
  } catch (error) {
    incoming.destroy();
    throw guardError("ANSWER_UNREADABLE", "the answer cannot be read", error);
  }
}

/** Read only as fast as it is asked for. */
function bodyOf(incoming: IncomingMessage, coding: keyof typeof decoders | null, { maxBytes, signal, ended }: Omit<Reading, "url">): ReadableStream<Uint8Array> {
  const readable: Readable = coding ? incoming.pipe(decoders[coding]()) : incoming;
  if (coding) finished(incoming, (error) => { if (error) readable.destroy(error); });
  const drop = () => { incoming.destroy(); readable.destroy(); ended(); };
  const pieces: AsyncIterator<Uint8Array> = readable[Symbol.asyncIterator]();
  let sizeBytes = 0;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const next = await pieces.next();
        if (next.done) { drop(); controller.close(); return; }
        sizeBytes += next.value.byteLength;
        if (sizeBytes > maxBytes) throw guardError("ANSWER_TOO_LARGE", "the answer is larger than allowed");
        controller.enqueue(new Uint8Array(next.value));
      } catch (error) {
        drop();
        controller.error(signal.aborted ? signal.reason : error);
      }
    },
    cancel: drop,
  }, { highWaterMark: 0 });
}
