/** Ogg (RFC 3533): pages, each of which says by its lacing values how long it is. */
import { BrokenFile, cutOff, mostParts, startsWith, tooManyParts } from "./bytes";

const headBytes = 27;
const mostStreams = 8;

interface Page { begins: boolean; bodyAt: number; endsAt: number; /** The last packet goes on in the next page. */ goesOn: boolean }

/** Null where there is no page; `endsAt` may lie behind the end of the file. */
function pageAt(bytes: Uint8Array, at: number): Page | null {
  if (!startsWith(bytes, "OggS\0", at)) return null;
  const segments = bytes[at + 26] ?? 0;
  const bodyAt = at + headBytes + segments;
  let sizeBytes = 0;
  for (let n = at + headBytes; n < bodyAt && n < bytes.length; n += 1) sizeBytes += bytes[n] ?? 0;
  return { begins: ((bytes[at + 5] ?? 0) & 2) !== 0, bodyAt, endsAt: bodyAt + sizeBytes, goesOn: segments > 0 && bytes[bodyAt - 1] === 255 };
}

/** Whether one of the streams that begin the file is Opus or Vorbis. */
export function isOgg(bytes: Uint8Array): boolean {
  let page = pageAt(bytes, 0);
  for (let streams = 0; page?.begins && streams < mostStreams; streams += 1) {
    if (startsWith(bytes, "OpusHead", page.bodyAt) || startsWith(bytes, "\x01vorbis", page.bodyAt)) return true;
    page = pageAt(bytes, page.endsAt);
  }
  return false;
}

/** Throws BrokenFile where the last page or the last packet is not whole. A file that was cut between two pages looks as a stream that was recorded, and is read. */
export function checkOgg(bytes: Uint8Array): void {
  let last: Page | null = null;
  let at = 0;
  let parts = 0;
  for (let page = pageAt(bytes, 0); page; page = pageAt(bytes, at)) {
    if (page.endsAt > bytes.length) throw cutOff();
    if ((parts += 1) > mostParts) throw tooManyParts();
    last = page;
    at = page.endsAt;
  }
  const rest = bytes.length - at;
  if (last?.goesOn || (rest > 0 && rest < headBytes && startsWith(bytes, "OggS".slice(0, rest), at))) throw cutOff();
  if (!last) throw new BrokenFile("This is no Ogg file.");
}
