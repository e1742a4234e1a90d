/** Coded audio to samples, by ffmpeg in a child that may do nothing else: no file, no network, one stream, so much time, memory and sound. */
import { availableParallelism } from "node:os";
import { AppError } from "@/lib/platform/errors";
import { singleton } from "@/lib/platform/singleton";
import { heardRateHz } from "@/lib/voice/ports";
import { BrokenFile } from "./bytes";
import { readers, type CodedFormat, type Ffmpeg } from "./ffmpeg";
import { declaredFlacS } from "./flac";
import { runLimited, type ChildLimits, type ChildRun } from "./limited-child";
import { checkMp3 } from "./mp3";
import { streamableMp4 } from "./mp4";
import { checkOgg } from "./ogg";
import { checkWebm } from "./webm";

/** 25 minutes take some seconds of a processor; the clock leaves room for a machine that is full of calls. */
const decodeLimits: ChildLimits = { wallMs: 60_000, cpuS: 20, memoryBytes: 256 * 1_048_576 };
/** One block that ffmpeg asks for. */
const mostBlockBytes = 64 * 1_048_576;
/** Beyond this many waiting the answer would come too late to be wanted. */
const mostWaiting = 16;
const mostChildren = Math.max(1, Math.min(4, Math.floor(availableParallelism() / 2)));
/** The resampler rounds to whole samples; FLAC itself counts them all. */
const roundingS = 0.02;

export interface DecodeOptions { longestS: number; signal?: AbortSignal; limits?: ChildLimits; after?: ChildRun["after"] }

/** 16 kHz mono in pieces. Throws `audio_unreadable`, `payload_too_large` where it lasts longer, `overloaded` where too many wait or the clock ran out. */
export async function decodeAudio(ffmpeg: Ffmpeg, format: CodedFormat, bytes: Uint8Array, options: DecodeOptions): Promise<Int16Array[]> {
  const { input, leastS } = prepared(format, bytes);
  const free = await takePlace(options.signal);
  try { return await decode(ffmpeg, format, input, leastS, options); } finally { free(); }
}

/** What goes to the decoder, and how long it must last at least by its own account. */
function prepared(format: CodedFormat, bytes: Uint8Array): { input: Uint8Array; leastS: number } {
  try {
    if (format === "m4a") return { input: streamableMp4(bytes), leastS: 0 };
    if (format === "flac") return { input: bytes, leastS: declaredFlacS(bytes) - roundingS };
    ({ mp3: checkMp3, ogg: checkOgg, webm: checkWebm })[format](bytes);
    return { input: bytes, leastS: 0 };
  } catch (error) { throw error instanceof BrokenFile ? unreadable(error.message) : error; }
}

const hasLeft = () => new AppError("bad_request", { internal: "the client left while its file was read" });
/** Throws where nobody waits for the answer any more. */
export function stopIfLeft(signal: AbortSignal | undefined): void { if (signal?.aborted) throw hasLeft(); }

const unreadable = (message: string) => new AppError("audio_unreadable", { public: message });

async function decode({ path }: Ffmpeg, format: CodedFormat, input: Uint8Array, leastS: number, { longestS, signal, limits = decodeLimits, after }: DecodeOptions): Promise<Int16Array[]> {
  const mostBytes = longestS * heardRateHz * 2;
  const pieces: Int16Array[] = [];
  let sizeBytes = 0;
  let odd = Buffer.alloc(0);
  const end = await runLimited({
    program: path, args: argsOf(format, longestS), input, limits, ...(signal ? { signal } : {}), ...(after ? { after } : {}),
    take(piece) {
      sizeBytes += piece.length;
      if (sizeBytes > mostBytes) return false;
      const whole = odd.length > 0 ? Buffer.concat([odd, piece]) : piece;
      odd = Buffer.from(whole.subarray(whole.length & ~1));
      // A copy of its own: it must begin at an even place, and a piece of some bytes must not hold the whole buffer that it came in.
      pieces.push(new Int16Array(new Uint8Array(whole.subarray(0, whole.length & ~1)).buffer));
      return true;
    },
  });
  if ("stopped" in end) {
    stopIfLeft(signal);
    if (end.stopped === "full") throw new AppError("payload_too_large", { public: `The audio may last ${longestS} seconds here.` });
    throw new AppError("overloaded", { retryAfterMs: 15_000, internal: `the decoder was ${end.stopped}`, public: "Reading this file took too long. Try again in a moment, or send it as WAV." });
  }
  if (end.exitCode !== 0 || sizeBytes < 2) throw unreadable("The audio could not be read: the file is damaged, is cut off, or holds no sound.");
  if (sizeBytes / 2 / heardRateHz < leastS) throw unreadable("The file is cut off: it says that it lasts longer than its sound does.");
  return pieces;
}

/** Everything that could lead elsewhere is closed by name: protocols, demuxers and decoders are lists of what is allowed. */
function argsOf(format: CodedFormat, longestS: number): string[] {
  const { demuxer, decoders } = readers[format];
  return [
    "-nostdin", "-hide_banner", "-v", "quiet", "-xerror", "-max_alloc", String(mostBlockBytes), "-filter_threads", "1",
    "-protocol_whitelist", "pipe", "-format_whitelist", demuxer, "-codec_whitelist", decoders.join(","), "-err_detect", "crccheck", "-threads", "1", "-f", demuxer, "-i", "pipe:0",
    "-map", "0:a:0", "-vn", "-sn", "-dn", "-map_metadata", "-1", "-map_chapters", "-1", "-threads", "1", "-ac", "1", "-ar", String(heardRateHz), "-t", String(longestS + 1), "-f", "s16le", "pipe:1",
  ];
}

interface Line { running: number; waiting: (() => void)[] }
const line = () => singleton<Line>("decoders", () => ({ running: 0, waiting: [] }));
/** How many decode now, and how many wait. */
export const decodersNow = () => ({ running: line().running, waiting: line().waiting.length });

/** Waits for one of the places; the answer gives it back. Throws `overloaded` at once where too many wait. */
async function takePlace(signal?: AbortSignal): Promise<() => void> {
  const { waiting } = line();
  stopIfLeft(signal);
  if (line().running < mostChildren) line().running += 1;
  else {
    if (waiting.length >= mostWaiting) throw new AppError("overloaded", { retryAfterMs: 5_000 });
    await new Promise<void>((resolve, reject) => {
      const leave = () => { waiting.splice(waiting.indexOf(go), 1); reject(hasLeft()); };
      const go = () => { signal?.removeEventListener("abort", leave); resolve(); };
      waiting.push(go);
      signal?.addEventListener("abort", leave, { once: true });
    });
  }
  return () => {
    const next = line().waiting.shift();
    if (next) next();
    else line().running -= 1;
  };
}
