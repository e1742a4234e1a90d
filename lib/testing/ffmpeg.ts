/** Sound files of every format, made by the machine's ffmpeg while the tests run. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const program = process.env.FFMPEG_PATH || "ffmpeg";
const isHere = spawnSync(program, ["-version"], { stdio: "ignore" }).status === 0 && spawnSync("ffprobe", ["-version"], { stdio: "ignore" }).status === 0;
/** On a machine of one's own a missing ffmpeg leaves these tests out, and the run says how many; in CI, as `npm test` is everywhere, they fail. */
export const hasFfmpeg = isHere || Boolean(process.env.CI);

/** A file as ffmpeg writes it; `to` are its options, the last of them the file's ending. */
export function made(input: readonly string[], to: readonly string[]): Buffer {
  const directory = mkdtempSync(join(tmpdir(), "parley-made-"));
  try {
    const file = join(directory, `made.${to.at(-1) ?? ""}`);
    execFileSync(program, ["-v", "error", "-nostdin", "-bitexact", ...input, ...to.slice(0, -1), file], { stdio: ["ignore", "ignore", "inherit"] });
    return readFileSync(file);
  } finally { rmSync(directory, { recursive: true }); }
}

/** The same over a pipe, where it cannot go back and write how long it has become. */
export const streamed = (input: readonly string[], to: readonly string[]): Buffer => execFileSync(program, ["-v", "error", "-nostdin", "-bitexact", ...input, ...to, "pipe:1"], { stdio: ["ignore", "pipe", "inherit"], maxBuffer: 64 * 1_048_576 });

export const toneHz = 440;
export const tone = (seconds: number, rateHz = 48_000): string[] => ["-f", "lavfi", "-i", `sine=frequency=${toneHz}:sample_rate=${rateHz}:duration=${seconds}`];
export const silence = (seconds: number, rateHz = 48_000): string[] => ["-f", "lavfi", "-i", `anullsrc=r=${rateHz}:cl=mono`, "-t", String(seconds)];

/** Options that make each format. */
export const formatOptions = {
  wav: ["-ac", "1", "wav"], mp3: ["-c:a", "libmp3lame", "mp3"], ogg: ["-c:a", "libopus", "-f", "ogg", "ogg"], vorbis: ["-c:a", "libvorbis", "-f", "ogg", "ogg"],
  webm: ["-c:a", "libopus", "webm"], flac: ["flac"], m4a: ["-c:a", "aac", "m4a"],
} as const;
