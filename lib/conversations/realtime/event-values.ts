/** How much an event holds, found out without reading it: what JSON costs is its values, not its bytes. */

const quote = 0x22, backslash = 0x5c;
const separators = new Set([..."[{,:"].map((sign) => sign.charCodeAt(0)));

/** Separators of JSON text outside of its strings. Stops counting above `most`; of what is no JSON it gives any number. */
export function valuesIn(text: Buffer, most: number): number {
  let count = 0;
  for (let at = 0; at < text.length && count <= most; at += 1) {
    const sign = text[at] ?? 0;
    if (sign === quote) at = endOfString(text, at);
    else if (separators.has(sign)) count += 1;
  }
  return count;
}

function endOfString(text: Buffer, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === backslash) at += 1;
    else if (text[at] === quote) return at;
  }
  return text.length;
}
