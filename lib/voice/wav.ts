/** WAV files: writes 16-bit mono, reads what people have (8, 16, 24, 32-bit, float, any channels), and says plainly what is wrong with the rest. */
import { wavHeader } from "./encode";

/** A file that is not WAV audio we can read; the message is fit for the person who sent it. */
export class WavError extends Error {}

export interface WavAudio { /** Mono, −1…1. */ samples: Float32Array; sampleRateHz: number }

interface Format { encoding: number; channels: number; sampleRateHz: number; bitsPerSample: number }

const pcm = 1;
const float = 3;
const extensible = 0xfffe;

/** A file whose samples are read as they are wanted: a large one at once would hold up the thread. */
export interface WavReader { /** Samples of each channel. */ frames: number; sampleRateHz: number; /** Mono, −1…1, of the frames from `from` up to and without `to`. */ read(from: number, to: number): Float32Array }

/** Sizes that programs write which cannot go back to the head when they know the length: zero, and two or four gigabytes, more or less. */
const isOpenEnd = (sizeBytes: number): boolean => sizeBytes === 0 || sizeBytes >= 0x7fff_0000;
const mostChunks = 1_000;

/** Throws WavError, also where the file is cut off. A stream's file, which does not know its length, is read to its end. */
export function openWav(bytes: Uint8Array): WavReader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 || nameAt(view, 0) !== "RIFF" || nameAt(view, 8) !== "WAVE") throw new WavError("This is not a WAV file: it does not begin with RIFF and WAVE.");
  let format: Format | null = null;
  for (let at = 12, chunks = 0; at + 8 <= bytes.length && chunks < mostChunks; chunks += 1) {
    const name = nameAt(view, at);
    const sizeBytes = view.getUint32(at + 4, true);
    if (name === "fmt ") format = readFormat(view, at + 8, sizeBytes);
    if (name === "data") {
      if (!format) throw new WavError("This WAV file has its audio before its format.");
      const left = bytes.length - at - 8;
      if (sizeBytes > left && !isOpenEnd(sizeBytes)) throw new WavError("This WAV file is cut off: it says that more audio follows than is there.");
      return readerOf(view, at + 8, isOpenEnd(sizeBytes) ? left : sizeBytes, format);
    }
    at += 8 + sizeBytes + (sizeBytes & 1);
  }
  throw new WavError(format ? "This WAV file holds no audio." : "This WAV file says nothing of its format.");
}

/** All of it at once; throws WavError. */
export function readWav(bytes: Uint8Array): WavAudio {
  const { frames, sampleRateHz, read } = openWav(bytes);
  return { samples: read(0, frames), sampleRateHz };
}

function nameAt(view: DataView, at: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((n) => view.getUint8(at + n)));
}

function readFormat(view: DataView, at: number, sizeBytes: number): Format {
  if (sizeBytes < 16 || at + sizeBytes > view.byteLength) throw new WavError("This WAV file was cut short within its format.");
  const tag = view.getUint16(at, true);
  const encoding = tag === extensible && sizeBytes >= 26 ? view.getUint16(at + 24, true) : tag;
  const format = { encoding, channels: view.getUint16(at + 2, true), sampleRateHz: view.getUint32(at + 4, true), bitsPerSample: view.getUint16(at + 14, true) };
  const known = encoding === pcm ? [8, 16, 24, 32].includes(format.bitsPerSample) : encoding === float && [32, 64].includes(format.bitsPerSample);
  if (!known) throw new WavError(`This WAV file holds encoding ${encoding} with ${format.bitsPerSample} bits; PCM of 8–32 bits and float can be read.`);
  if (format.channels < 1 || format.channels > 32) throw new WavError(`This WAV file claims ${format.channels} channels.`);
  if (format.sampleRateHz < 4_000 || format.sampleRateHz > 384_000) throw new WavError(`This WAV file claims ${format.sampleRateHz} samples a second; 4,000–384,000 can be read.`);
  return format;
}

function readerOf(view: DataView, at: number, sizeBytes: number, { encoding, channels, bitsPerSample, sampleRateHz }: Format): WavReader {
  const stepBytes = bitsPerSample / 8;
  const sampleAt = encoding === float ? floatReader(view, bitsPerSample) : pcmReader(view, bitsPerSample);
  const meanOf = (frame: number): number => {
    let sum = 0;
    for (let channel = 0; channel < channels; channel += 1) sum += sampleAt(at + (frame * channels + channel) * stepBytes);
    const mean = sum / channels;
    return Number.isFinite(mean) ? Math.max(-1, Math.min(1, mean)) : 0;
  };
  return {
    frames: Math.floor(sizeBytes / (stepBytes * channels)), sampleRateHz,
    read(from, to) {
      const samples = new Float32Array(to - from);
      for (let n = 0; n < samples.length; n += 1) samples[n] = meanOf(from + n);
      return samples;
    },
  };
}

function floatReader(view: DataView, bits: number): (at: number) => number {
  return bits === 32 ? (at) => view.getFloat32(at, true) : (at) => view.getFloat64(at, true);
}

function pcmReader(view: DataView, bits: number): (at: number) => number {
  if (bits === 8) return (at) => (view.getUint8(at) - 128) / 128;
  if (bits === 16) return (at) => view.getInt16(at, true) / 32_768;
  if (bits === 24) return (at) => (view.getUint16(at, true) + view.getInt8(at + 2) * 65_536) / 8_388_608;
  return (at) => view.getInt32(at, true) / 2_147_483_648;
}

/** A whole 16-bit mono WAV file. */
export function writeWav(samples: Int16Array, sampleRateHz: number): Uint8Array {
  const bytes = new Uint8Array(44 + 2 * samples.length);
  bytes.set(wavHeader(sampleRateHz, 2 * samples.length));
  const view = new DataView(bytes.buffer);
  for (let n = 0; n < samples.length; n += 1) view.setInt16(44 + 2 * n, samples[n] ?? 0, true);
  return bytes;
}
