import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hasFfmpeg } from "@/lib/testing/ffmpeg";
import { collect } from "@/lib/testing/provider-contract";
import { encodeMp3, encodePcm, encodeWav, wavHeader } from "./encode";

const tone = (samples: number, hertz = 440) => Int16Array.from({ length: samples }, (_, at) => Math.round(9_000 * Math.sin((at * 2 * Math.PI * hertz) / 24_000)));
async function* inPieces(audio: Int16Array, samples = 1_777) { for (let at = 0; at < audio.length; at += samples) yield audio.subarray(at, at + samples); }
async function* nothing(): AsyncGenerator<Int16Array> { /* no audio at all */ }
const whole = async (pieces: AsyncIterable<Uint8Array>) => Buffer.concat(await collect(pieces));

/** Decoded by another implementation: samples, and what it says the stream is. */
function decode(bytes: Buffer, extension: string): { probe: string; samples: Int16Array } {
  const directory = mkdtempSync(join(tmpdir(), "encode-"));
  try {
    const file = join(directory, `audio.${extension}`);
    writeFileSync(file, bytes);
    const probe = execFileSync("ffprobe", ["-v", "error", "-show_entries", "stream=codec_name,sample_rate,channels", "-of", "csv=p=0", file]).toString().trim();
    const pcm = execFileSync("ffmpeg", ["-v", "error", "-i", file, "-f", "s16le", "-"], { maxBuffer: 64 * 1024 * 1024 });
    return { probe, samples: new Int16Array(pcm.buffer.slice(pcm.byteOffset, pcm.byteOffset + pcm.length)) };
  } finally { rmSync(directory, { recursive: true }); }
}

/** Whole frames of MPEG-2 layer III by their own headers, and what is left over. */
function countFrames(bytes: Buffer): { frames: number; rest: number } {
  const bitrates = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
  let at = 0;
  let frames = 0;
  while (at + 4 <= bytes.length) {
    expect(bytes.readUInt16BE(at) & 0xfffe).toBe(0xfff2);
    expect((bytes.readUInt8(at + 2) >> 2) & 3).toBe(1);
    expect(bytes.readUInt8(at + 3) >> 6).toBe(3);
    const size = Math.floor((72_000 * (bitrates[bytes.readUInt8(at + 2) >> 4] ?? 0)) / 24_000) + ((bytes.readUInt8(at + 2) >> 1) & 1);
    if (size === 0) break;
    at += size;
    frames++;
  }
  return { frames, rest: bytes.length - at };
}

it("PCM is the samples and nothing else, whatever the pieces", async () => {
  const audio = tone(10_000);
  const bytes = await whole(encodePcm(inPieces(audio)));
  expect(bytes.equals(Buffer.from(audio.buffer))).toBe(true);
});

it("a streamed WAV says that its end is open and carries every sample once", async () => {
  const audio = tone(10_000);
  const bytes = await whole(encodeWav(inPieces(audio)));
  expect(bytes.toString("latin1", 0, 4) + bytes.toString("latin1", 8, 16) + bytes.toString("latin1", 36, 40)).toBe("RIFFWAVEfmt data");
  expect([bytes.readUInt32LE(4), bytes.readUInt32LE(40)]).toEqual([0xffffffff, 0xffffffff]);
  expect([bytes.readUInt16LE(20), bytes.readUInt16LE(22), bytes.readUInt32LE(24), bytes.readUInt32LE(28), bytes.readUInt16LE(34)]).toEqual([1, 1, 24_000, 48_000, 16]);
  expect(bytes.subarray(44).equals(Buffer.from(audio.buffer))).toBe(true);
});

it("no audio gives a WAV of no length, no PCM, and an MP3 without sound but no error", async () => {
  const wav = await whole(encodeWav(nothing()));
  expect([wav.length, wav.readUInt32LE(40)]).toEqual([44, 0]);
  expect(await whole(encodePcm(nothing()))).toHaveLength(0);
  await expect(whole(encodeMp3(nothing()))).resolves.toBeInstanceOf(Buffer);
});

it("a WAV of known length says so", () => {
  const header = Buffer.from(wavHeader(16_000, 3_200));
  expect([header.readUInt32LE(4), header.readUInt32LE(24), header.readUInt32LE(40)]).toEqual([3_236, 16_000, 3_200]);
});

it("an MP3 is whole frames of 24 kHz mono, as long as the audio", async () => {
  const { frames, rest } = countFrames(await whole(encodeMp3(inPieces(tone(48_000)))));
  expect(rest).toBe(0);
  expect((frames * 576) / 24_000).toBeGreaterThanOrEqual(2);
  expect((frames * 576) / 24_000).toBeLessThan(2.2);
});

it("MP3 comes while the audio is still being made", async () => {
  let given = 0;
  const source = (async function* () { for (const piece of await collect(inPieces(tone(48_000)))) { given++; yield piece; } })();
  const stream = encodeMp3(source);
  await stream.next();
  expect(given).toBeLessThan(10);
  await stream.return(undefined);
});

it("streams at the same time, and one given up before, do not mix", async () => {
  const given = encodeMp3(inPieces(tone(24_000, 3_000)));
  await given.next();
  await given.return(undefined);
  const alone = await whole(encodeMp3(inPieces(tone(24_000))));
  const both = await Promise.all([whole(encodeMp3(inPieces(tone(24_000)))), whole(encodeMp3(inPieces(tone(24_000, 900))))]);
  expect(both[0].equals(alone)).toBe(true);
  expect(both[1].equals(alone)).toBe(false);
});

it("a fault of the source ends the MP3 and leaves its encoder fit for use", async () => {
  const broken = (async function* () { yield tone(4_800); throw new Error("the voice failed"); })();
  await expect(whole(encodeMp3(broken))).rejects.toThrow("the voice failed");
  expect(countFrames(await whole(encodeMp3(inPieces(tone(24_000))))).rest).toBe(0);
});

(hasFfmpeg ? it : it.skip)("another decoder plays all three, with the tone that went in", async () => {
  const audio = tone(48_000);
  const crossings = (samples: Int16Array) => samples.reduce((count, sample, at) => count + (at > 0 && (samples[at - 1] ?? 0) < 0 && sample >= 0 ? 1 : 0), 0);
  const wav = decode(await whole(encodeWav(inPieces(audio))), "wav");
  expect(wav.probe).toBe("pcm_s16le,24000,1");
  expect(wav.samples).toEqual(audio);
  const mp3 = decode(await whole(encodeMp3(inPieces(audio))), "mp3");
  expect(mp3.probe).toBe("mp3,24000,1");
  expect(Math.abs(crossings(mp3.samples.subarray(6_000, 42_000)) - crossings(audio.subarray(6_000, 42_000)))).toBeLessThanOrEqual(2);
});
