import { AppError } from "@/lib/platform/errors";
import { createResampler } from "@/lib/voice/audio";
import { heardRateHz } from "@/lib/voice/ports";
import { readWav, WavError } from "@/lib/voice/wav";

/** Resampled in steps, so that a long file does not hold up the calls of the same process. */
const stepSamples = 16_000;
const pause = () => new Promise<void>((resolve) => { setImmediate(resolve); });

/** 16 kHz mono of a WAV file. Throws `audio_format_unsupported` where it is none, `audio_unreadable` where it is broken, `payload_too_large` where it lasts longer. */
export async function heardFromWav(bytes: Uint8Array, longestS: number): Promise<Float32Array> {
  if (Buffer.from(bytes.subarray(0, 4)).toString("latin1") !== "RIFF") throw new AppError("audio_format_unsupported");
  let read: ReturnType<typeof readWav>;
  try { read = readWav(bytes); } catch (error) {
    if (error instanceof WavError) throw new AppError("audio_unreadable", { cause: error, public: error.message });
    throw error;
  }
  const { samples, sampleRateHz } = read;
  // Few bytes can be long audio: at 8 bits and 4 kHz, 10 MB are 43 minutes.
  if (samples.length > longestS * sampleRateHz) throw new AppError("payload_too_large", { public: `The audio may last ${longestS} seconds here.` });
  const resampler = createResampler(sampleRateHz, heardRateHz);
  const pieces: Float32Array[] = [];
  for (let at = 0; at < samples.length; at += stepSamples) {
    pieces.push(resampler.push(samples.subarray(at, at + stepSamples)));
    await pause();
  }
  pieces.push(resampler.flush());
  const whole = new Float32Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) { whole.set(piece, at); at += piece.length; }
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
