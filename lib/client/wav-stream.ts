/** Takes a WAV apart while it arrives, and puts it together again with its true length. 16-bit mono, as our server streams it. */

const headBytes = 44;

export interface WavStream {
  /** Samples that have become whole with these bytes; none while the head is on its way. */
  push(bytes: Uint8Array): Int16Array<ArrayBuffer>;
  /** Of sound, so far. */
  lengthMs(): number;
  /** What has arrived, as a file that players can seek in. */
  file(): Blob;
}

export function createWavStream(): WavStream {
  const head = new Uint8Array(headBytes);
  let headFilled = 0;
  let odd: number | null = null;
  let samples = 0;
  const parts: Int16Array<ArrayBuffer>[] = [];
  const rateHz = () => new DataView(head.buffer).getUint32(24, true);
  return {
    push(bytes) {
      const ofHead = Math.min(headBytes - headFilled, bytes.length);
      head.set(bytes.subarray(0, ofHead), headFilled);
      headFilled += ofHead;
      const rest = bytes.subarray(ofHead);
      const whole = new Uint8Array((odd === null ? 0 : 1) + rest.length);
      if (odd !== null) whole[0] = odd;
      whole.set(rest, odd === null ? 0 : 1);
      odd = whole.length % 2 === 1 ? whole[whole.length - 1] ?? null : null;
      const piece = new Int16Array(whole.buffer.slice(0, whole.length - (whole.length % 2)));
      // A copy: whoever plays it takes its memory away.
      if (piece.length > 0) parts.push(piece.slice());
      samples += piece.length;
      return piece;
    },
    lengthMs: () => (samples === 0 ? 0 : (samples / rateHz()) * 1_000),
    file() {
      const known = head.slice();
      const view = new DataView(known.buffer);
      view.setUint32(4, samples * 2 + headBytes - 8, true);
      view.setUint32(40, samples * 2, true);
      return new Blob([known, ...parts], { type: "audio/wav" });
    },
  };
}
