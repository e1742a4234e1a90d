import { expect, it } from "@jest/globals";
import { openWav, readWav, WavError, writeWav } from "./wav";

const samples = Int16Array.from({ length: 480 }, (_, n) => Math.round(12_000 * Math.sin(n / 7)));
const changed = (change: (view: DataView) => void) => {
  const bytes = writeWav(samples, 24_000);
  change(new DataView(bytes.buffer, bytes.byteOffset));
  return bytes;
};

/** A file with any format and any chunks before its audio. */
function wavOf(format: number[], data: Uint8Array, chunks: [string, Uint8Array][] = []): Uint8Array {
  const [encoding = 1, channels = 1, rateHz = 16_000, bits = 16] = format;
  const fmt = new DataView(new ArrayBuffer(16));
  fmt.setUint16(0, encoding, true); fmt.setUint16(2, channels, true); fmt.setUint32(4, rateHz, true); fmt.setUint16(14, bits, true);
  const parts = [...chunks, ["fmt ", new Uint8Array(fmt.buffer)], ["data", data]] as [string, Uint8Array][];
  const body = parts.flatMap(([name, bytes]) => [...Buffer.from(name), ...new Uint8Array(Uint32Array.of(bytes.length).buffer), ...bytes, ...(bytes.length % 2 ? [0] : [])]);
  return Uint8Array.from([...Buffer.from("RIFF"), 0, 0, 0, 0, ...Buffer.from("WAVE"), ...body]);
}

it("reads what it writes", () => {
  const { samples: read, sampleRateHz } = readWav(writeWav(samples, 24_000));
  expect(sampleRateHz).toBe(24_000);
  expect(Int16Array.from(read, (sample) => sample * 32_768)).toEqual(samples);
});

it("reads 8, 24 and 32 bits, float, and several channels as their mean", () => {
  expect([...readWav(wavOf([1, 1, 8_000, 8], Uint8Array.of(0, 128, 192))).samples]).toEqual([-1, 0, 0.5]);
  expect([...readWav(wavOf([1, 1, 8_000, 24], Uint8Array.of(0, 0, 0x40, 0, 0, 0xc0))).samples]).toEqual([0.5, -0.5]);
  expect([...readWav(wavOf([1, 1, 8_000, 32], new Uint8Array(Int32Array.of(1 << 30).buffer))).samples]).toEqual([0.5]);
  expect([...readWav(wavOf([3, 2, 8_000, 32], new Uint8Array(Float32Array.of(0.5, 0, Number.NaN, 0).buffer))).samples]).toEqual([0.25, 0]);
});

it("passes over chunks it does not know, of odd length too", () => {
  expect(readWav(wavOf([], new Uint8Array(4), [["LIST", Uint8Array.of(1, 2, 3)]])).samples).toHaveLength(2);
});

it.each([0, 0x7fff_f000, 0x8000_0000, 0xffff_ffff])("reads a stream's file to its end, which says %i of its length", (sizeBytes) => {
  expect(readWav(changed((view) => view.setUint32(40, sizeBytes, true))).samples).toHaveLength(480);
});

it("passes over what follows the audio, and reads it in parts as it does at once", () => {
  const bytes = Buffer.concat([writeWav(samples, 24_000), Buffer.from("LIST\x04\0\0\0abcd", "latin1")]);
  const { frames, read } = openWav(bytes);
  expect(frames).toBe(480);
  expect([...read(0, 200), ...read(200, 480)]).toEqual([...readWav(bytes).samples]);
});

it.each<[string, Uint8Array, RegExp]>([
  ["nothing", new Uint8Array(0), /not a WAV file/],
  ["an MP3", Uint8Array.from(Buffer.from("ID3 and the rest of it")), /not a WAV file/],
  ["a header alone", writeWav(samples, 24_000).subarray(0, 36), /no audio/],
  ["a cut format", writeWav(samples, 24_000).subarray(0, 30), /cut short/],
  ["a cut upload", writeWav(samples, 24_000).subarray(0, 44 + 958), /cut off/],
  ["chunks without end", Buffer.concat([writeWav(samples, 24_000).subarray(0, 36), Buffer.alloc(8_000_000)]), /no audio/],
  ["no format", wavOf([], new Uint8Array(2)).map((byte, at) => (at >= 12 && at < 16 ? 0x20 : byte)), /before its format/],
  ["an unknown encoding", changed((view) => view.setUint16(20, 2, true)), /encoding 2/],
  ["no channels", changed((view) => view.setUint16(22, 0, true)), /0 channels/],
  ["an absurd rate", changed((view) => view.setUint32(24, 4_000_000_000, true)), /samples a second/],
])("says what is wrong with %s", (_, bytes, message) => {
  expect(() => readWav(bytes)).toThrow(WavError);
  expect(() => readWav(bytes)).toThrow(message);
});
