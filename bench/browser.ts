/** P8, P17 and mouth to ear: the page as a caller has it, in Chromium, with a file for a microphone and its loudspeaker recorded. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type BrowserContext, type Page } from "@playwright/test";
import { z } from "zod";
import { startServer, type RunningServer } from "@/lib/testing/running-server";
import { writeWav } from "@/lib/voice/wav";
import { longStory, makeAgent, sayWith } from "./agent";
import { conversationClips, spokenClip, type Clip } from "./clips";
import { percentile, report } from "./figure";
import type { BenchOptions } from "./options";

const wireRateHz = 24_000;
const flags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--autoplay-policy=no-user-gesture-required", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];
/** Begins after the greeting. */
const firstAtMs = 9_000;
const turnEveryMs = 10_000;
/** Louder is heard. */
const audible = 0.01;
const silent = 0.001;

const recording = z.object({
  mic: z.array(z.number()), out: z.array(z.number()), fromSeconds: z.number(), outputLatencyMs: z.number(), sampleRate: z.number(),
  events: z.array(z.object({ type: z.string(), /** Of the audio clock, when the message came. */ atSeconds: z.number().nullable(), body: z.string().optional() })),
});
type Recording = z.infer<typeof recording>;
const metrics = z.object({ trace: z.object({ source: z.string(), mouthToEarMs: z.number().nullable(), firstAudioMs: z.number().nullable() }) });

interface Line { atMs: number; clip: Clip }

export async function run(options: BenchOptions): Promise<void> {
  const server = await startServer({ env: { CLAUSE_CACHE_MB: "0" } });
  try {
    const { key, email, password } = await server.member();
    const { utterances } = await conversationClips(options, sayWith(server, key));
    await firstLoad(server, email, password);
    await mouthToEar(server, utterances.slice(0, options.turns ?? 20));
    await stopping(server, key, utterances.filter(({ endMs, onsetMs }) => endMs - onsetMs > 600).slice(0, options.turns ?? 20));
  } finally { await server.stop(); }
}

async function mouthToEar(server: RunningServer, clips: readonly Clip[]): Promise<void> {
  const lines = clips.map((clip, index) => ({ atMs: firstAtMs + index * turnEveryMs, clip }));
  const heard = await callFrom(`${server.url}/`, "Talk to the demo", lines);
  const { onsets, offsetMs } = placed(heard, lines);
  const gaps: (number | null)[] = onsets.map((onsetMs, index) => {
    const clip = lines[index]?.clip;
    if (onsetMs === null || !clip) return null;
    const endMs = onsetMs + clip.endMs - clip.onsetMs;
    const first = heard.out.findIndex((peak, at) => at > endMs && peak > audible);
    return first >= 0 && first - endMs < 8_000 ? first - endMs + heard.outputLatencyMs : null;
  });
  const values = gaps.flatMap((gap) => gap ?? []);
  const told = heard.events.flatMap(({ type, body }) => { const parsed = type === "x.turn.metrics" && body ? metrics.safeParse(JSON.parse(body)) : null; return parsed?.success && parsed.data.trace.source === "speech" ? [parsed.data.trace] : []; });
  report({ id: "M2E", name: "mouth to ear in Chromium: last sound in the microphone to first sound of the reply, output latency included", unit: "ms", values, said: lines.length, answered: values.length, outputLatencyMs: Math.round(heard.outputLatencyMs), microphoneOffsetMs: Math.round(offsetMs) });
  const sums = told.flatMap(({ mouthToEarMs, firstAudioMs }) => mouthToEarMs ?? firstAudioMs ?? []);
  // Turn by turn only where every turn has both; else the two medians.
  const paired = sums.length === gaps.length && values.length === gaps.length;
  const differences = paired ? gaps.flatMap((gap, index) => (gap === null ? [] : Math.abs((sums[index] ?? 0) - gap))) : [Math.abs(percentile(sums, 0.5) - percentile(values, 0.5))];
  report({ id: "M2E", name: "waterfall sum against the recorded gap, absolute", unit: "ms", values: differences, paired, waterfallP50: Math.round(percentile(sums, 0.5)), withMouthToEar: told.filter(({ mouthToEarMs }) => mouthToEarMs !== null).length, traces: told.length });
}

async function stopping(server: RunningServer, key: string, clips: readonly Clip[]): Promise<void> {
  const { slug } = await makeAgent(server, key, { name: "Story in the browser", facts: [longStory], isPublic: true });
  const question = await spokenClip(sayWith(server, key), longStory.question);
  const lines = clips.flatMap((clip, index) => [{ atMs: 4_000 + index * 12_000, clip: question }, { atMs: 4_000 + index * 12_000 + question.endMs + 3_000, clip }]);
  const heard = await callFrom(`${server.url}/talk/${slug}`, "Talk", lines);
  const beganMs = heard.fromSeconds * 1_000;
  const stops = heard.events.filter(({ type }) => type === "input_audio_buffer.speech_started").flatMap(({ atSeconds }) => {
    if (atSeconds === null) return [];
    const at = Math.round(atSeconds * 1_000 - beganMs);
    const sounding = heard.out.slice(Math.max(0, at - 60), at + 5).some((peak) => peak > silent);
    // What is rendered leaves the loudspeaker after the output latency.
    return sounding ? [Math.max(0, heard.out.slice(at, at + 400).findLastIndex((peak) => peak > silent) + 1) + heard.outputLatencyMs] : [];
  });
  report({ id: "P8", name: "stop received to the last agent sample out of the loudspeaker", unit: "ms", goal: "p95 ≤ 50", values: stops, interruptions: clips.length, outputLatencyMs: Math.round(heard.outputLatencyMs) });
}

/** Where each line begins in the recording, by its sound; null where it cannot be told. */
function placed(heard: Recording, lines: readonly Line[]): { onsets: (number | null)[]; offsetMs: number } {
  const loudness = heard.mic.map((_, at) => Math.sqrt(heard.mic.slice(at, at + 10).reduce((sum, value) => sum + value, 0) / 10));
  const rough = loudness.findIndex((value) => value > 0.01);
  const firstOnset = (lines[0]?.atMs ?? 0) + (lines[0]?.clip.onsetMs ?? 0);
  const offsetMs = rough - firstOnset;
  const onsets = lines.map(({ atMs, clip }) => {
    const expected = Math.round(atMs + clip.onsetMs + offsetMs);
    const from = Math.max(0, expected - 400), near = loudness.slice(from, expected + Math.round(clip.endMs - clip.onsetMs) + 400);
    const least = near.reduce((most, value) => Math.max(most, value), 0) * 10 ** (-36 / 20);
    const onset = near.findIndex((value) => value > least);
    return near.length === 0 || onset < 0 ? null : from + onset;
  });
  return { onsets, offsetMs };
}

async function callFrom(address: string, button: string, lines: readonly Line[]): Promise<Recording> {
  const directory = mkdtempSync(join(tmpdir(), "parley-browser-"));
  const last = lines.at(-1);
  const lengthMs = (last ? last.atMs + last.clip.endMs : 0) + turnEveryMs;
  const track = new Int16Array(Math.ceil(lengthMs / 1_000 * wireRateHz));
  for (const { atMs, clip } of lines) track.set(clip.samples, Math.round(atMs / 1_000 * wireRateHz));
  const file = join(directory, "microphone.wav");
  writeFileSync(file, writeWav(track, wireRateHz));
  try {
    return await withBrowser([`--use-file-for-fake-audio-capture=${file}%noloop`], async (context) => {
      await context.addInitScript({ content: readFileSync("bench/page-recorder.js", "utf8") });
      const page = await context.newPage();
      await page.goto(address);
      await page.getByRole("button", { name: button, exact: button === "Talk" }).first().click();
      await page.waitForTimeout(lengthMs);
      return recording.parse(await page.evaluate("window.benchRecord()"));
    });
  } finally { rmSync(directory, { recursive: true, force: true }); }
}

async function withBrowser<T>(more: string[], work: (context: BrowserContext) => Promise<T>): Promise<T> {
  const profile = mkdtempSync(join(tmpdir(), "parley-chromium-"));
  const context = await chromium.launchPersistentContext(profile, { executablePath: process.env.CHROMIUM_PATH ?? "/usr/bin/chromium", args: [...flags, ...more], bypassCSP: true, viewport: { width: 1_280, height: 900 } });
  try { return await work(context); } finally { await context.close(); rmSync(profile, { recursive: true, force: true }); }
}

/** Scripts as they come over the wire into an empty cache, until the network is quiet. */
async function firstLoad(server: RunningServer, email: string, password: string): Promise<void> {
  await withBrowser([], async (context) => {
    const page = context.pages()[0] ?? await context.newPage();
    for (const [path, goalKb] of [["/", 130], ["/talk/demo", 130]] as const) await weigh(page, server.url, path, goalKb);
    await page.goto(`${server.url}/sign-in`);
    await page.getByLabel("E-mail address").fill(email);
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
    for (const path of ["/agents", "/conversations", "/settings"]) await weigh(page, server.url, path, 200);
  });
}

async function weigh(page: Page, origin: string, path: string, goalKb: number): Promise<void> {
  await page.goto("about:blank");
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.clearBrowserCache");
  const scripts = new Map<string, boolean>();
  let bytes = 0, unpacked = 0;
  session.on("Network.responseReceived", ({ requestId, type, response }) => { if (type === "Script" || /javascript/.test(response.mimeType)) scripts.set(requestId, Object.keys(response.headers).some((name) => name.toLowerCase() === "content-encoding")); });
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => { if (scripts.has(requestId)) { bytes += encodedDataLength; if (scripts.get(requestId) === false) unpacked += 1; } });
  await page.goto(`${origin}${path}`, { waitUntil: "networkidle" });
  report({ id: "P17", name: `first-load JavaScript over the wire, ${path}`, unit: "kB", goal: `≤ ${goalKb}`, values: [bytes / 1_000], scripts: scripts.size, notCompressed: unpacked, landedOn: new URL(page.url()).pathname });
  await session.detach();
}
