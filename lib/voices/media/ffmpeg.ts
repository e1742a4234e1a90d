/** The machine's ffmpeg: found and asked once what it can do. Without one, WAV alone is read. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { env } from "@/lib/platform/env";
import type { PartHealth } from "@/lib/platform/health";
import { singleton } from "@/lib/platform/singleton";
import { runLimited } from "./limited-child";
import type { AudioFormat } from "./sniff";

export type CodedFormat = Exclude<AudioFormat, "wav">;
export interface Ffmpeg { path: string; version: string; formats: readonly CodedFormat[] }
/** `fault`: for the operator, in words. */
export type FoundFfmpeg = { ffmpeg: Ffmpeg } | { fault: string };

/** By format: what takes the file apart, and the only decoders that may be opened for what is in it. */
export const readers: Record<CodedFormat, { label: string; demuxer: string; decoders: readonly string[] }> = {
  mp3: { label: "MP3", demuxer: "mp3", decoders: ["mp3float", "mp3"] },
  ogg: { label: "Ogg", demuxer: "ogg", decoders: ["opus", "vorbis"] },
  webm: { label: "WebM", demuxer: "matroska", decoders: ["opus", "vorbis"] },
  flac: { label: "FLAC", demuxer: "flac", decoders: ["flac"] },
  m4a: { label: "M4A", demuxer: "mov", decoders: ["aac", "alac"] },
};
const coded: readonly CodedFormat[] = ["mp3", "ogg", "webm", "flac", "m4a"];

/** The oldest that is still kept safe by a distribution with long support. */
const leastMajor = 4;
const askLimits = { wallMs: 5_000, cpuS: 5, memoryBytes: 256 * 1_048_576 };
const mostAnswerBytes = 262_144;

interface Held { of: string | undefined; found: Promise<FoundFfmpeg> }

/** Looks for it at the first use in a process, and again where `FFMPEG_PATH` has changed. */
export function findFfmpeg(): Promise<FoundFfmpeg> {
  const held = singleton<{ last: Held | null }>("ffmpeg", () => ({ last: null }));
  const of = env().FFMPEG_PATH;
  if (held.last?.of !== of || !held.last) held.last = { of, found: look(of) };
  return held.last.found;
}

async function look(named: string | undefined): Promise<FoundFfmpeg> {
  const advice = "install ffmpeg or set FFMPEG_PATH";
  if (process.platform === "win32") return { fault: "WAV files only: on Windows no other program can be held to limits." };
  const path = await whereIs(named ?? "ffmpeg");
  if (!path) return { fault: named === undefined ? `WAV files only: ${advice}.` : "WAV files only: FFMPEG_PATH names nothing that can be run. Give its whole path." };
  const [version, demuxers, decoders] = await Promise.all(["-version", "-demuxers", "-decoders"].map((what) => said(path, ["-hide_banner", what])));
  if (!version || !demuxers || !decoders) return { fault: "WAV files only: the ffmpeg that was found does not answer within its limits of time and memory." };
  // Builds of a day have no number; they are judged by what they can do.
  const number = /^ffmpeg version (\S{1,40})/.exec(version)?.[1] ?? "of unknown version";
  const major = /^n?(\d+)\./.exec(number)?.[1];
  if (major && Number(major) < leastMajor) return { fault: `WAV files only: ffmpeg ${number} is too old; ${leastMajor}.0 or newer is needed.` };
  const has = (list: string, name: string) => new RegExp(`^ *[A-Z.]+ +(?:\\S+,)?${name}(?:,\\S+)? `, "m").test(list);
  const formats = coded.filter((format) => has(demuxers, readers[format].demuxer) && readers[format].decoders.some((decoder) => has(decoders, decoder)));
  return formats.length === 0 ? { fault: `WAV files only: ffmpeg ${number} was built without every decoder that is needed here.` } : { ffmpeg: { path, version: number, formats } };
}

/** The shell looks along the PATH, as it would for a person. Null where nothing of this name can be run. */
async function whereIs(name: string): Promise<string | null> {
  const asked = await promisify(execFile)("/bin/sh", ["-c", 'command -v "$0"', name], { timeout: askLimits.wallMs }).catch(() => null);
  const path = asked?.stdout.trim();
  return path?.startsWith("/") ? path : null;
}

/** What it prints; null where it fails, or says more or takes longer than it may. */
async function said(program: string, args: readonly string[]): Promise<string | null> {
  const pieces: Buffer[] = [];
  let sizeBytes = 0;
  const end = await runLimited({ program, args, input: new Uint8Array(0), limits: askLimits, take: (piece) => { pieces.push(piece); sizeBytes += piece.length; return sizeBytes <= mostAnswerBytes; } });
  return "exitCode" in end && end.exitCode === 0 ? Buffer.concat(pieces).toString("utf8") : null;
}

const labels = (formats: readonly CodedFormat[]): string => formats.map((format) => readers[format].label).join(", ");

/** What can be read here, for whoever sent something else. */
export function readableWords(found: FoundFfmpeg): string {
  if ("fault" in found) return "Only WAV audio can be read here. Convert the file to 16-bit PCM WAV.";
  return `This is not audio that can be read here. Send WAV, ${labels(found.ffmpeg.formats)}.`;
}

export async function uploadsHealth(): Promise<PartHealth> {
  const found = await findFfmpeg();
  if ("fault" in found) return { state: "degraded", detail: found.fault };
  const { version, formats } = found.ffmpeg;
  const missing = coded.filter((format) => !formats.includes(format));
  if (missing.length > 0) return { state: "degraded", detail: `ffmpeg ${version} decodes ${labels(formats)}, and was built without ${labels(missing)}.` };
  return { state: "ok", detail: `ffmpeg ${version} decodes ${labels(formats)}.` };
}
