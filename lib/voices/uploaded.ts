import { AppError } from "@/lib/platform/errors";
import { createResampler, floatFromPcm16 } from "@/lib/voice/audio";
import { heardRateHz } from "@/lib/voice/ports";
import { openWav, WavError, type WavReader } from "@/lib/voice/wav";
import { decodeAudio, stopIfLeft, type DecodeOptions } from "./media/decode";
import { findFfmpeg, readableWords } from "./media/ffmpeg";
import { sniff, type AudioFormat } from "./media/sniff";

/** Everything goes in steps, so that a long file does not hold up the calls of the same process. */
const stepSamples = 4_000;
const pause = () => new Promise<void>((resolve) => { setImmediate(resolve); });

export interface HeardFile { format: AudioFormat; /** 16 kHz mono. */ audio: Float32Array }

/**
 * The sound of a file, whatever it calls itself. Throws `audio_format_unsupported` where it is none that can be read here, `audio_unreadable` where it is broken or cut off,
 * `payload_too_large` where it lasts longer, `overloaded` where too many are read already.
 */
export async function heardFrom(bytes: Uint8Array, options: DecodeOptions): Promise<HeardFile> {
  const format = sniff(bytes) ?? (isRiff(bytes) ? "wav" : null);
  if (format === "wav") return { format, audio: await heardFromWav(bytes, options) };
  const found = await findFfmpeg();
  if (!format || "fault" in found || !found.ffmpeg.formats.includes(format)) throw new AppError("audio_format_unsupported", { public: readableWords(found) });
  const pieces = await decodeAudio(found.ffmpeg, format, bytes, options);
  return { format, audio: await joined(pieces, floatFromPcm16) };
}

/** Read here as WAV, to be told in its words what is wrong with it. */
const isRiff = (bytes: Uint8Array): boolean => Buffer.from(bytes.subarray(0, 4)).toString("latin1") === "RIFF";

async function heardFromWav(bytes: Uint8Array, { longestS, signal }: DecodeOptions): Promise<Float32Array> {
  const wav = opened(bytes);
  // Few bytes can be long audio: at 8 bits and 4 kHz, 10 MB are 43 minutes.
  if (wav.frames > longestS * wav.sampleRateHz) throw new AppError("payload_too_large", { public: `The audio may last ${longestS} seconds here.` });
  if (wav.frames === 0) throw new AppError("audio_unreadable", { public: "This WAV file holds no audio." });
  const resampler = createResampler(wav.sampleRateHz, heardRateHz);
  const pieces: Float32Array[] = [];
  for (let at = 0; at < wav.frames; at += stepSamples) {
    pieces.push(resampler.push(wav.read(at, Math.min(wav.frames, at + stepSamples))));
    await pause();
    stopIfLeft(signal);
  }
  pieces.push(resampler.flush());
  return joined(pieces, (piece) => piece);
}

function opened(bytes: Uint8Array): WavReader {
  try { return openWav(bytes); } catch (error) {
    if (error instanceof WavError) throw new AppError("audio_unreadable", { cause: error, public: error.message });
    throw error;
  }
}

async function joined<P extends { length: number }>(pieces: readonly P[], floats: (piece: P) => Float32Array): Promise<Float32Array> {
  const whole = new Float32Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const [index, piece] of pieces.entries()) {
    whole.set(floats(piece), at);
    at += piece.length;
    if (index % 16 === 15) await pause();
  }
  return whole;
}

/** A form, its bytes counted while they come. Throws `payload_too_large` and `bad_request`. */
export async function readForm(request: Request, maxBytes: number): Promise<FormData> {
  const type = request.headers.get("content-type") ?? "";
  if (!type.toLowerCase().startsWith("multipart/form-data")) throw new AppError("unsupported_media_type", { public: "Send the file as multipart/form-data." });
  const tooLarge = () => new AppError("payload_too_large", { public: `A file may have ${Math.floor(maxBytes / 1_048_576)} MB.` });
  // Boundaries and the other fields need some room of their own.
  const most = maxBytes + 65_536;
  if (Number(request.headers.get("content-length") ?? 0) > most) throw tooLarge();
  let sizeBytes = 0;
  let over = false;
  const counted = request.body?.pipeThrough(new TransformStream<Uint8Array, Uint8Array>({
    transform(piece, controller) {
      sizeBytes += piece.byteLength;
      if (sizeBytes <= most) return controller.enqueue(piece);
      over = true;
      controller.error(new Error("too large"));
    },
  }));
  try {
    return await new Response(counted ?? null, { headers: { "content-type": type } }).formData();
  } catch (error) {
    throw over ? tooLarge() : new AppError("bad_request", { cause: error, public: "The form could not be read: it is cut off or malformed." });
  }
}
