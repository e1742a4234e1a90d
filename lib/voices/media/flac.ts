/** FLAC (RFC 9639): blocks that tell of the audio, of which the first is always STREAMINFO, then frames. */
import { BrokenFile, cutOff, viewOf } from "./bytes";

/** Seconds that the file says it lasts; 0 where it does not say. Throws BrokenFile where it is cut off before its audio, or says something impossible. */
export function declaredFlacS(bytes: Uint8Array): number {
  const view = viewOf(bytes);
  if (bytes.length < 42) throw cutOff();
  if (((bytes[4] ?? 0) & 0x7f) !== 0 || (view.getUint32(4) & 0xff_ffff) !== 34) throw new BrokenFile("This FLAC file says nothing of its format.");
  let at = 4;
  for (let isLast = false; !isLast;) {
    if (at + 4 > bytes.length) throw cutOff();
    const head = view.getUint32(at);
    isLast = head >>> 31 === 1;
    at += 4 + (head & 0xff_ffff);
    if (at > bytes.length) throw cutOff();
  }
  const rateHz = view.getUint32(18) >>> 12;
  if (rateHz === 0) throw new BrokenFile("This FLAC file claims 0 samples a second.");
  return ((view.getUint8(21) & 0x0f) * 2 ** 32 + view.getUint32(22)) / rateHz;
}
