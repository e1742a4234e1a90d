/** A file that ends before it says it does, or contradicts itself; the message is fit for the person who sent it. */
export class BrokenFile extends Error {}

export const cutOff = () => new BrokenFile("The file is cut off: it says that more follows than is there.");
/** More parts than any honest file of this size has would hold up the calls of the same process. */
export const mostParts = 200_000;
export const tooManyParts = () => new BrokenFile("The file consists of more parts than can be read.");

export const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

export function startsWith(bytes: Uint8Array, text: string, at = 0): boolean {
  if (at + text.length > bytes.length) return false;
  for (let n = 0; n < text.length; n += 1) if (bytes[at + n] !== text.charCodeAt(n)) return false;
  return true;
}

/** Whether one of the texts is at this place. */
export const isAnyAt = (bytes: Uint8Array, at: number, texts: readonly string[]): boolean => texts.some((text) => startsWith(bytes, text, at));
