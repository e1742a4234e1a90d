/** MPEG audio layer III (ISO 11172-3, 13818-3): a chain of frames, each of which says by its own header how long it is. */
import { BrokenFile, cutOff, isAnyAt, startsWith, viewOf } from "./bytes";

const kbps = [[0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320], [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160]] as const;
const ratesHz = [44_100, 48_000, 32_000] as const;
/** Four bytes are a frame's header by chance; as many in a row, each where the last one ends, are not. */
const leastFrames = 3;
const afterFrames = ["TAG", "APETAGEX", "LYRICSBEGIN", "ID3"];
const mostTags = 4;
const mostPaddingBytes = 4_096;

interface Frame { sizeBytes: number; /** Of the first frame: where a Xing header lies within it. */ sideBytes: number }

function frameAt(bytes: Uint8Array, at: number): Frame | null {
  const [first = 0, second = 0, third = 0, fourth = 0] = bytes.subarray(at, at + 4);
  const version = (second >> 3) & 3; // 3: MPEG-1, 2: MPEG-2, 0: MPEG-2.5
  if (first !== 0xff || (second & 0xe0) !== 0xe0 || version === 1 || ((second >> 1) & 3) !== 1) return null;
  const isFirst = version === 3;
  const bitrate = kbps[isFirst ? 0 : 1][third >> 4];
  const rateHz = ratesHz[(third >> 2) & 3];
  if (!bitrate || !rateHz) return null;
  const sizeBytes = Math.floor(((isFirst ? 144_000 : 72_000) * bitrate) / (rateHz / (isFirst ? 1 : version === 2 ? 2 : 4))) + ((third >> 1) & 1);
  const isMono = fourth >> 6 === 3;
  return { sizeBytes, sideBytes: 4 + (isFirst ? (isMono ? 17 : 32) : isMono ? 9 : 17) };
}

/** Where the tags before the audio end; past the end of a file that is cut within one. Null where a tag is not as it should be. */
function afterTags(bytes: Uint8Array): number | null {
  let at = 0;
  for (let tags = 0; startsWith(bytes, "ID3", at); tags += 1) {
    const head = bytes.subarray(at + 3, at + 10);
    const size = [...head.subarray(3, 7)];
    const [version = 0, , flags = 0] = head;
    if (tags === mostTags || head.length < 7 || version < 2 || version > 4 || (flags & 0x0f) !== 0 || size.some((byte) => byte > 0x7f)) return null;
    at += 10 + size.reduce((sum, byte) => sum * 128 + byte, 0) + (flags & 0x10 ? 10 : 0);
  }
  if (at === 0) return 0;
  for (let padding = 0; bytes[at] === 0 && padding < mostPaddingBytes; padding += 1) at += 1;
  return at;
}

/** Where the frames begin, and whether a tag before them takes up all there is; null where it is no MP3. */
export function mp3Frames(bytes: Uint8Array): { at: number; isCut: boolean } | null {
  const at = afterTags(bytes);
  if (at === null) return null;
  if (at >= bytes.length) return at > 0 ? { at, isCut: true } : null;
  let next = at;
  let frames = 0;
  for (; frames < leastFrames; frames += 1) {
    const frame = frameAt(bytes, next);
    if (!frame) break;
    next += frame.sizeBytes;
    if (next >= bytes.length) { frames += 1; break; }
  }
  return frames === leastFrames || (frames > 0 && (next >= bytes.length || isAnyAt(bytes, next, afterFrames))) ? { at, isCut: false } : null;
}

/** Throws BrokenFile where the last frame is not whole, or fewer are there than the first one says. What lies between frames and is none is left to the decoder. */
export function checkMp3(bytes: Uint8Array): void {
  const found = mp3Frames(bytes);
  if (!found) throw new BrokenFile("This is no MP3 file.");
  if (found.isCut) throw cutOff();
  const declared = declaredFrames(bytes, found.at);
  let { at } = found;
  let frames = 0;
  for (let frame = frameAt(bytes, at); frame; frame = frameAt(bytes, at)) {
    at += frame.sizeBytes;
    frames += 1;
    if (at > bytes.length) throw cutOff();
  }
  const left = bytes.length - at;
  if (left > 0 && left < 4 && bytes[at] === 0xff) throw cutOff();
  // One less: writers disagree whether the frame that says it counts itself.
  if (declared !== null && frames < declared && (left === 0 || isAnyAt(bytes, at, afterFrames))) throw cutOff();
}

function declaredFrames(bytes: Uint8Array, at: number): number | null {
  const first = frameAt(bytes, at);
  const place = at + (first?.sideBytes ?? 0);
  if (!first || place + 12 > bytes.length || !isAnyAt(bytes, place, ["Xing", "Info"])) return null;
  const view = viewOf(bytes);
  return view.getUint32(place + 4) & 1 ? view.getUint32(place + 8) : null;
}
