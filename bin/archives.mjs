/** Reads single members out of zip (wheel) and gzipped tar (npm) archives with nothing but Node. */
import fs from "node:fs";
import zlib from "node:zlib";

const endOfCentralDirectory = 0x06054b50;

/** The bytes of `members` of a zip file, by name. Throws where the archive is damaged or lacks one. */
export function readZipMembers(file, members) {
  const bytes = fs.readFileSync(file);
  const found = new Map();
  for (const entry of zipEntries(bytes, file)) if (members.includes(entry.name)) found.set(entry.name, inflateEntry(bytes, entry));
  return requireAll(found, members, file);
}

function* zipEntries(bytes, file) {
  let end = bytes.length - 22;
  while (end >= 0 && bytes.readUInt32LE(end) !== endOfCentralDirectory) end -= 1;
  if (end < 0) throw new Error(`${file} is not a zip archive, or was cut short`);
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const nameLength = bytes.readUInt16LE(at + 28);
    yield {
      name: bytes.toString("utf8", at + 46, at + 46 + nameLength),
      method: bytes.readUInt16LE(at + 10), packedBytes: bytes.readUInt32LE(at + 20), headerAt: bytes.readUInt32LE(at + 42),
    };
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
}

function inflateEntry(bytes, { method, packedBytes, headerAt }) {
  const start = headerAt + 30 + bytes.readUInt16LE(headerAt + 26) + bytes.readUInt16LE(headerAt + 28);
  const packed = bytes.subarray(start, start + packedBytes);
  return method === 0 ? packed : zlib.inflateRawSync(packed);
}

/** The bytes of `members` of a gzipped tar file, by name. */
export function readTarMembers(file, members) {
  const bytes = zlib.gunzipSync(fs.readFileSync(file));
  const found = new Map();
  for (let at = 0; at + 512 <= bytes.length && bytes[at] !== 0;) {
    const text = (from, length) => bytes.toString("utf8", at + from, at + from + length).replace(/\0.*$/s, "");
    const sizeBytes = parseInt(text(124, 12), 8) || 0;
    const name = text(345, 155) ? `${text(345, 155)}/${text(0, 100)}` : text(0, 100);
    if (members.includes(name)) found.set(name, bytes.subarray(at + 512, at + 512 + sizeBytes));
    at += 512 + Math.ceil(sizeBytes / 512) * 512;
  }
  return requireAll(found, members, file);
}

function requireAll(found, members, file) {
  for (const member of members) if (!found.has(member)) throw new Error(`${file} has no member ${member}`);
  return found;
}
