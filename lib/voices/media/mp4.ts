/** MP4 (ISO 14496-12): boxes within boxes. Most recorders write the one that says where everything is last, where a decoder that reads from a pipe comes too late to it. */
import { BrokenFile, cutOff, startsWith, tooManyParts, viewOf } from "./bytes";

/** Of files that hold sound by MPEG-4: no pictures (heic, avif), no QuickTime, which can lead elsewhere. */
const brands = /^(M4A |M4B |mp4[12]|isom|iso[2-9]|dash)$/;
/** The way to the tables of places, and their widths. */
const wayDown = ["trak", "mdia", "minf", "stbl"];
const placeBytes: Record<string, 4 | 8> = { stco: 4, co64: 8 };

/** A recorder that writes ten fragments a second makes 30,000 in 25 minutes, of two boxes each. */
const mostBoxes = 65_536;

interface Box { name: string; at: number; contentAt: number; endsAt: number }

const nameAt = (bytes: Uint8Array, at: number): string => String.fromCharCode(...bytes.subarray(at, at + 4));

export function isMp4(bytes: Uint8Array): boolean {
  if (bytes.length < 16 || !startsWith(bytes, "ftyp", 4)) return false;
  const end = Math.min(bytes.length, viewOf(bytes).getUint32(0), 256);
  if (end < 16) return false;
  if (brands.test(nameAt(bytes, 8))) return true;
  for (let at = 16; at + 4 <= end; at += 4) if (brands.test(nameAt(bytes, at))) return !/^(heic|heix|avif|qt {2}|mif1)$/.test(nameAt(bytes, 8));
  return false;
}

/** Throws BrokenFile where a box goes beyond what it is in. */
function boxesIn(bytes: Uint8Array, from: number, to: number): Box[] {
  const view = viewOf(bytes);
  const boxes: Box[] = [];
  for (let at = from; at < to;) {
    if (at + 8 > to) throw cutOff();
    const short = view.getUint32(at);
    if (short === 1 && at + 16 > to) throw cutOff();
    const contentAt = at + (short === 1 ? 16 : 8);
    const endsAt = short === 0 ? to : at + (short === 1 ? Number(view.getBigUint64(at + 8)) : short);
    if (endsAt < contentAt) throw new BrokenFile("The file contradicts itself: one of its parts is shorter than its own head.");
    if (endsAt > to) throw cutOff();
    if (boxes.push({ name: nameAt(bytes, at + 4), at, contentAt, endsAt }) > mostBoxes) throw tooManyParts();
    at = endsAt;
  }
  return boxes;
}

/** The same file with its `moov` right behind `ftyp`, and with the places in it set right. Throws BrokenFile where it is cut off, or a place is not in the file. */
export function streamableMp4(bytes: Uint8Array): Uint8Array {
  const boxes = boxesIn(bytes, 0, bytes.length);
  const [first] = boxes;
  const moovs = boxes.filter(({ name }) => name === "moov");
  const [moov] = moovs;
  if (!first || !moov || moovs.length > 1) throw new BrokenFile("The file does not say where its audio is.");
  const sizeBytes = moov.endsAt - moov.at;
  const head = bytes.slice(moov.at, moov.endsAt);
  const moved = moov.at !== first.endsAt;
  // What lay between `ftyp` and `moov` comes later by the length of `moov`; what lay behind it stays where it is.
  movePlaces(head, moov.contentAt - moov.at, (place) => {
    if (place > bytes.length) throw cutOff();
    return moved && place >= first.endsAt && place < moov.at ? place + sizeBytes : place;
  });
  return moved ? Buffer.concat([bytes.subarray(0, first.endsAt), head, bytes.subarray(first.endsAt, moov.at), bytes.subarray(moov.endsAt)]) : bytes;
}

/** Rewrites every place in the tables of `moov`, which it is handed alone. */
function movePlaces(moov: Uint8Array, contentAt: number, movedTo: (place: number) => number): void {
  const view = viewOf(moov);
  const walk = (from: number, to: number, depth: number): void => {
    for (const box of boxesIn(moov, from, to)) {
      if (box.name === wayDown[depth]) walk(box.contentAt, box.endsAt, depth + 1);
      const width = depth === wayDown.length ? placeBytes[box.name] : undefined;
      if (!width) continue;
      if (box.contentAt + 8 > box.endsAt || view.getUint32(box.contentAt + 4) > (box.endsAt - box.contentAt - 8) / width) throw cutOff();
      const end = box.contentAt + 8 + width * view.getUint32(box.contentAt + 4);
      for (let at = box.contentAt + 8; at < end; at += width) {
        if (width === 4) view.setUint32(at, movedTo(view.getUint32(at)));
        else view.setBigUint64(at, BigInt(movedTo(Number(view.getBigUint64(at)))));
      }
    }
  };
  walk(contentAt, moov.length, 0);
}
