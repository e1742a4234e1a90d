/** Spoken audio as a file, piece by piece: 24 kHz mono as PCM, WAV or MP3. */
import { bytesFromPcm16, floatFromPcm16 } from "./audio";
import { spokenRateHz } from "./ports";

/** Sizes of a WAV whose end is not known yet: players take it as "until the stream ends". */
const unknownSize = 0xffffffff;
/** Transparent for speech at 24 kHz mono, at a sixth of the PCM's size. */
export const mp3BitrateKbps = 64;
/** MP3 is encoded in steps of this many samples, so that no step holds up the event loop for more than about 1 ms. */
const mp3StepSamples = 2_400;
/** Encoders kept for the next stream; each holds about 1 MB. */
const idleEncoders = 4;

/** 44 bytes for 16-bit mono PCM. Without `sizeBytes` the length stays open, for streams. */
export function wavHeader(sampleRateHz: number, sizeBytes?: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(44));
  const ascii = (at: number, text: string) => [...text].forEach((letter, index) => view.setUint8(at + index, letter.charCodeAt(0)));
  ascii(0, "RIFF");
  view.setUint32(4, sizeBytes === undefined ? unknownSize : sizeBytes + 36, true);
  ascii(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, sampleRateHz, true);
  view.setUint32(28, sampleRateHz * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  ascii(36, "data");
  view.setUint32(40, sizeBytes ?? unknownSize, true);
  return new Uint8Array(view.buffer);
}

/** 16-bit little-endian samples without a header. */
export async function* encodePcm(audio: AsyncIterable<Int16Array>): AsyncGenerator<Uint8Array> {
  for await (const samples of audio) if (samples.length > 0) yield bytesFromPcm16(samples);
}

/** A WAV that can be played while it is still being made; its header comes with the first audio. */
export async function* encodeWav(audio: AsyncIterable<Int16Array>): AsyncGenerator<Uint8Array> {
  let begun = false;
  for await (const bytes of encodePcm(audio)) {
    if (!begun) yield wavHeader(spokenRateHz);
    begun = true;
    yield bytes;
  }
  if (!begun) yield wavHeader(spokenRateHz, 0);
}

/** MPEG-2 layer III, 64 kbit/s constant, by LAME compiled to WebAssembly. */
export async function* encodeMp3(audio: AsyncIterable<Int16Array>): AsyncGenerator<Uint8Array> {
  const encoder = await takeEncoder();
  try {
    encoder.configure({ sampleRate: spokenRateHz, channels: 1, bitrate: mp3BitrateKbps });
    for await (const samples of audio) {
      for (let at = 0; at < samples.length; at += mp3StepSamples) {
        const bytes = encoder.encode([floatFromPcm16(samples.subarray(at, at + mp3StepSamples))]);
        if (bytes.length > 0) yield bytes.slice();
      }
    }
    const last = encoder.finalize();
    if (last.length > 0) yield last.slice();
  } finally {
    if (freeEncoders.length < idleEncoders) freeEncoders.push(encoder);
  }
}

type Mp3Encoder = Awaited<ReturnType<typeof makeEncoder>>;
const freeEncoders: Mp3Encoder[] = [];

/** Loaded at the first MP3, because compiling takes about 80 ms. `configure` begins anew, so an encoder whose stream was given up can be used again. */
async function makeEncoder() {
  const { createMp3Encoder } = await import("wasm-media-encoders");
  return createMp3Encoder();
}

const takeEncoder = async (): Promise<Mp3Encoder> => freeEncoders.pop() ?? makeEncoder();
