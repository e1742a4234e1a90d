/** WebM: EBML elements (RFC 8794), each an identifier, a size and a content; a recorder that streams leaves the size of what it has not ended yet unknown. */
import { cutOff, mostParts, startsWith, tooManyParts } from "./bytes";

const ids = { ebml: 0x1a45dfa3, docType: 0x4282, segment: 0x18538067, cluster: 0x1f43b675 } as const;

interface Element { id: number; contentAt: number; /** Null: unknown. */ sizeBytes: number | null }

/** A number of 1–8 bytes whose first bits say how many; null where it is cut off or none. With `keepsMarker` as identifiers are written. */
function numberAt(bytes: Uint8Array, at: number, keepsMarker: boolean): { value: number; length: number; isUnknown: boolean } | null {
  const first = bytes[at] ?? 0;
  const length = Math.clz32(first) - 23;
  if (first === 0 || at + length > bytes.length) return null;
  let value = keepsMarker ? first : first & (0xff >> length);
  let ones = (first & (0xff >> length)) === 0xff >> length;
  for (let n = 1; n < length; n += 1) {
    const byte = bytes[at + n] ?? 0;
    value = value * 256 + byte;
    ones &&= byte === 0xff;
  }
  return { value, length, isUnknown: ones };
}

function elementAt(bytes: Uint8Array, at: number): Element | null {
  const id = numberAt(bytes, at, true);
  const size = id && numberAt(bytes, at + id.length, false);
  return id && size ? { id: id.value, contentAt: at + id.length + size.length, sizeBytes: size.isUnknown ? null : size.value } : null;
}

/** Whether the first element is EBML's head and names WebM. */
export function isWebm(bytes: Uint8Array): boolean {
  const head = elementAt(bytes, 0);
  if (head?.id !== ids.ebml || head.sizeBytes === null) return false;
  const end = Math.min(bytes.length, head.contentAt + Math.min(head.sizeBytes, 256));
  for (let at = head.contentAt; at < end;) {
    const element = elementAt(bytes, at);
    if (!element || element.sizeBytes === null) return false;
    if (element.id === ids.docType) return startsWith(bytes, "webm", element.contentAt) && bytes.subarray(element.contentAt + 4, element.contentAt + element.sizeBytes).every((byte) => byte === 0);
    at = element.contentAt + element.sizeBytes;
  }
  return false;
}

/** Throws BrokenFile where an element's content goes beyond the end. Segments and clusters are walked into, all others passed over. */
export function checkWebm(bytes: Uint8Array): void {
  let parts = 0;
  for (let at = 0; at < bytes.length;) {
    const element = elementAt(bytes, at);
    if (!element) throw cutOff();
    if ((parts += 1) > mostParts) throw tooManyParts();
    const isEntered = element.id === ids.segment || element.id === ids.cluster;
    if (element.sizeBytes === null && !isEntered) throw cutOff();
    const end = element.contentAt + (element.sizeBytes ?? 0);
    if (end > bytes.length) throw cutOff();
    at = isEntered ? element.contentAt : end;
  }
}
