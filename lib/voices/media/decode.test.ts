import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { rereadEnv } from "@/lib/platform/env";
import { formatOptions, hasFfmpeg, made, streamed, tone, toneHz } from "@/lib/testing/ffmpeg";
import { wavHeader } from "@/lib/voice/encode";
import { heardFrom } from "../uploaded";
import { decodersNow } from "./decode";
import { findFfmpeg, uploadsHealth } from "./ffmpeg";
import { runLimited } from "./limited-child";
import { sniff } from "./sniff";

const directory = mkdtempSync(join(tmpdir(), "parley-media-"));
const before = process.env.FFMPEG_PATH;
const useProgram = (path: string | undefined) => { if (path === undefined) delete process.env.FFMPEG_PATH; else process.env.FFMPEG_PATH = path; rereadEnv(); };
afterEach(() => useProgram(before));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

let scripts = 0;
/** A program that says it is ffmpeg and can do all, and does this instead of decoding. */
function stub(instead: string, version = "7.1"): void {
  const path = join(directory, `ffmpeg-${scripts += 1}`);
  writeFileSync(path, `#!/bin/sh
case "$2" in
-version) echo "ffmpeg version ${version} Copyright"; exit 0;;
-demuxers) printf ' D  %s  it\\n' mp3 ogg flac matroska,webm mov,mp4,m4a; exit 0;;
-decoders) printf ' A....D %s  it\\n' mp3float opus vorbis flac aac; exit 0;;
esac
${instead}
`);
  chmodSync(path, 0o755);
  useProgram(path);
}

/** Three whole frames of MP3: enough to be told as one. */
const mp3 = Buffer.concat(Array.from({ length: 3 }, () => Buffer.concat([Buffer.from([0xff, 0xfb, 0x10, 0xc4]), Buffer.alloc(100)])));
const wav = Buffer.concat([wavHeader(16_000, 32_000), Buffer.alloc(32_000, 1)]);
const limits = { wallMs: 60_000, cpuS: 1, memoryBytes: 256 * 1_048_576 };
const codeOf = (work: Promise<unknown>) => work.then(() => "read", (error: { code?: string }) => error.code ?? "no code");
const until = async (isSo: () => boolean) => { while (!isSo()) await new Promise((resolve) => { setTimeout(resolve, 5); }); };

/** How much of the sound is the tone: 1 is all of it. */
function shareOfTone(audio: Float32Array): number {
  const inner = audio.subarray(4_000, audio.length - 4_000);
  let [sin, cos, all] = [0, 0, 0];
  for (const [n, sample] of inner.entries()) {
    const angle = (2 * Math.PI * toneHz * n) / 16_000;
    sin += sample * Math.sin(angle);
    cos += sample * Math.cos(angle);
    all += sample * sample;
  }
  return (2 * (sin ** 2 + cos ** 2)) / inner.length / all;
}

const kinds: [string, string, () => Buffer][] = [
  ...Object.entries(formatOptions).map(([name, to]): [string, string, () => Buffer] => [name, name === "vorbis" ? "ogg" : name, () => made(tone(2), to)]),
  ["44.1 kHz stereo AAC", "m4a", () => made(tone(2, 44_100), ["-ac", "2", "-c:a", "aac", "m4a"])], ["ALAC", "m4a", () => made(tone(2), ["-c:a", "alac", "m4a"])],
  ["AAC in fragments", "m4a", () => made(tone(2), ["-c:a", "aac", "-movflags", "frag_keyframe+empty_moov", "m4a"])], ["a long AAC, its places last", "m4a", () => made(tone(40), ["-c:a", "aac", "-b:a", "128k", "m4a"])],
  ["streamed WebM", "webm", () => streamed(tone(2), ["-c:a", "libopus", "-f", "webm"])], ["streamed WAV", "wav", () => streamed(tone(2), ["-f", "wav"])],
];

describe("with the machine's ffmpeg", () => {
  const real = hasFfmpeg ? test : test.skip;

  real.each(kinds)("%s is told by its bytes, and gives the sound that went in, as long as it was", async (name, format, make) => {
    const bytes = make();
    expect(sniff(bytes)).toBe(format);
    const heard = await heardFrom(bytes, { longestS: 60 });
    expect(heard.format).toBe(format);
    expect(Math.abs(heard.audio.length / 16_000 - (name.includes("long") ? 40 : 2))).toBeLessThan(0.1);
    expect(shareOfTone(heard.audio)).toBeGreaterThan(0.99);
  });

  real("the health tells its version and what it decodes", async () => {
    const health = await uploadsHealth();
    expect([health.state, health.detail]).toEqual(["ok", expect.stringMatching(/^ffmpeg \S+ decodes MP3, Ogg, WebM, FLAC, M4A\.$/)]);
  });

  real("sound that lasts longer than it may ends the decoder, however little it takes up", async () => {
    expect(await codeOf(heardFrom(made(tone(3), formatOptions.flac), { longestS: 2 }))).toBe("payload_too_large");
    expect(await codeOf(heardFrom(made(tone(2), formatOptions.flac), { longestS: 2 }))).toBe("read");
    expect(decodersNow()).toEqual({ running: 0, waiting: 0 });
  });
});

test.each([["/nowhere/ffmpeg", "names nothing that can be run"], [join(directory, "is-no-file"), "names nothing that can be run"]])("without an ffmpeg (%s) WAV is read, everything else is refused in words, and the health says what to do", async (path, words) => {
  useProgram(path);
  expect((await heardFrom(wav, { longestS: 10 })).audio).toHaveLength(16_000);
  await expect(heardFrom(mp3, { longestS: 10 })).rejects.toMatchObject({ code: "audio_format_unsupported", publicMessage: expect.stringContaining("Only WAV audio can be read here") });
  expect(await uploadsHealth()).toEqual({ state: "degraded", detail: expect.stringContaining(words) });
});

test.each([
  ["is too old", "3.4.8", "", /too old/], ["fails", "7.1", "broken", /does not answer/], ["lacks decoders", "7.1", "lacking", /built without FLAC\./],
])("an ffmpeg that %s is told", async (_, version, how, words) => {
  stub("exit 1", version);
  if (how === "broken") writeFileSync(process.env.FFMPEG_PATH ?? "", "#!/bin/sh\nexit 3\n");
  if (how === "lacking") writeFileSync(process.env.FFMPEG_PATH ?? "", `#!/bin/sh\ncase "$2" in -version) echo "ffmpeg version N-1-gabc";; *) printf ' D  %s  it\\n' mp3 ogg matroska,webm mov,mp4 mp3float opus vorbis aac;; esac\n`);
  expect(await uploadsHealth()).toEqual({ state: "degraded", detail: expect.stringMatching(words) });
});

test("a decoder that works for ever is ended by its processor's limit, one that fails or says nothing is a file that cannot be read", async () => {
  for (const instead of ["while :; do :; done", "exit 1", "exit 0", "kill -SEGV $$"]) {
    stub(instead);
    expect([instead, await codeOf(heardFrom(mp3, { longestS: 10, limits }))]).toEqual([instead, "audio_unreadable"]);
  }
  expect(decodersNow()).toEqual({ running: 0, waiting: 0 });
});

test("a decoder that hangs and will not be told to end is ended by the clock, with what it started, and its place is free again", async () => {
  stub("trap '' TERM INT; sleep 1000 & wait");
  await findFfmpeg();
  let ring = () => {};
  const work = codeOf(heardFrom(mp3, { longestS: 10, limits, after: (_delayMs, task) => { ring = task; return () => {}; } }));
  await until(() => decodersNow().running === 1);
  ring();
  expect(await work).toBe("overloaded");
  expect(decodersNow()).toEqual({ running: 0, waiting: 0 });
});

test("a decoder that prints for ever is ended when the most that may be heard has come", async () => {
  stub("exec yes");
  expect(await codeOf(heardFrom(mp3, { longestS: 10, limits: { ...limits, cpuS: 20 } }))).toBe("payload_too_large");
  expect(decodersNow()).toEqual({ running: 0, waiting: 0 });
});

test("a decoder that takes memory, writes a file, or looks at the environment gets none of them", async () => {
  const place = join(directory, "written");
  const said = async (script: string) => {
    const pieces: Buffer[] = [];
    const end = await runLimited({ program: "/bin/sh", args: ["-c", script], input: Buffer.from("in"), limits: { ...limits, cpuS: 20 }, take: (piece) => pieces.push(piece) > 0 });
    return { end, text: Buffer.concat(pieces).toString() };
  };
  expect((await said("cat; pwd; env | sort")).text.split("\n").filter((line) => !/^(_|PWD|OLDPWD|SHLVL)=/.test(line))).toEqual(["in/", "NODE_ENV=production", ""]);
  expect((await said(`echo something > ${place}; wc -c < ${place}`)).text.trim()).not.toMatch(/^[1-9]/);
  if (process.platform === "linux") expect((await said("ulimit -t; ulimit -f; ulimit -d; ulimit -c")).text.trim().split("\n")).toEqual(["20", "0", "262144", "0"]);
  if (process.platform === "linux") expect((await said(`exec ${process.execPath} -e 'Buffer.alloc(600e6, 1); console.log("had it")'`)).text).not.toContain("had it");
});

test("a client that leaves ends its decoder or gives up its place in the line; one too many is refused at once and told when to come again", async () => {
  stub("sleep 1000");
  await findFfmpeg();
  const leaving = new AbortController();
  const most = Math.max(1, Math.min(4, Math.floor(availableParallelism() / 2))) + 16;
  const all = Array.from({ length: most }, () => codeOf(heardFrom(mp3, { longestS: 10, signal: leaving.signal })));
  await until(() => decodersNow().waiting === 16);
  await expect(heardFrom(mp3, { longestS: 10 })).rejects.toMatchObject({ code: "overloaded", options: { retryAfterMs: 5_000 } });
  leaving.abort();
  expect(new Set(await Promise.all(all))).toEqual(new Set(["bad_request"]));
  expect(decodersNow()).toEqual({ running: 0, waiting: 0 });
  stub("printf '0123456789'");
  expect((await heardFrom(mp3, { longestS: 10 })).audio).toHaveLength(5);
});
