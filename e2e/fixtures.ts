/** A built server of its own, a Chromium whose microphone is a file, and ears for what the page plays. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, test as base, type BrowserContext, type Page } from "@playwright/test";
import { startServer, type RunningServer } from "@/lib/testing/running-server";
import { resample } from "@/lib/voice/audio";
import { readWav, writeWav } from "@/lib/voice/wav";

const microphoneRateHz = 48_000;
export const chromiumPath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
export const chromiumFlags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--autoplay-policy=no-user-gesture-required"];

/** What a caller says and when, in seconds from the moment the microphone opens. */
export interface Line { atS: number; text: string; voice?: string }

interface Fixtures {
  /** Writes the lines, spoken by a voice that is not the agent's, into a WAV file. */
  spoken(lines: Line[], lengthS: number): Promise<string>;
  /** A browser of its own, with that file for a microphone. */
  openPage(options?: { microphone?: string; viewport?: { width: number; height: number }; executablePath?: string; flags?: string[] }): Promise<Page>;
}

export const test = base.extend<Fixtures, { server: RunningServer; speechKey: string }>({
  server: [async ({}, use) => {
    const server = await startServer();
    await use(server);
    await server.stop();
  }, { scope: "worker", timeout: 120_000 }],
  speechKey: [async ({ server }, use) => { await use((await server.member()).key); }, { scope: "worker" }],
  spoken: async ({ server, speechKey }, use) => {
    const directory = mkdtempSync(join(tmpdir(), "parley-microphone-"));
    await use(async (lines, lengthS) => {
      const track = new Int16Array(lengthS * microphoneRateHz);
      for (const { atS, text, voice = "kokoro:af_bella" } of lines) track.set(await speak(server.url, speechKey, text, voice), Math.round(atS * microphoneRateHz));
      const file = join(directory, `${lines.length}-${lengthS}.wav`);
      writeFileSync(file, writeWav(track, microphoneRateHz));
      return file;
    });
    rmSync(directory, { recursive: true, force: true });
  },
  openPage: async ({}, use) => {
    const open: { context: BrowserContext; profile: string }[] = [];
    await use(async ({ microphone, viewport = { width: 1_280, height: 900 }, executablePath = chromiumPath, flags = [] } = {}) => {
      const profile = mkdtempSync(join(tmpdir(), "parley-chromium-"));
      const context = await chromium.launchPersistentContext(profile, {
        executablePath, viewport, locale: "en-GB",
        args: [...chromiumFlags, ...(microphone ? ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", `--use-file-for-fake-audio-capture=${microphone}%noloop`] : []), ...flags],
      });
      open.push({ context, profile });
      await context.addInitScript(listenToLoudspeaker);
      return context.pages()[0] ?? context.newPage();
    });
    for (const { context, profile } of open) { await context.close(); rmSync(profile, { recursive: true, force: true }); }
  },
});

export { expect } from "@playwright/test";

async function speak(url: string, key: string, input: string, voice: string): Promise<Int16Array> {
  const answer = await fetch(`${url}/v1/audio/speech`, { method: "POST", headers: { authorization: `Bearer ${key}`, "content-type": "application/json" }, body: JSON.stringify({ model: "local", voice, input, response_format: "wav" }) });
  if (!answer.ok) throw new Error(`The caller's words could not be spoken: ${answer.status} ${await answer.text()}`);
  const { samples, sampleRateHz } = readWav(new Uint8Array(await answer.arrayBuffer()));
  return Int16Array.from(resample(samples, sampleRateHz, microphoneRateHz), (value) => Math.round(value * 32_767));
}

/** Runs in the page before its own scripts: whatever is connected to the loudspeaker is also recorded, off the page's own thread. */
function listenToLoudspeaker(): void {
  const recorders: { recorder: MediaRecorder; parts: Blob[] }[] = [];
  const connect = AudioNode.prototype.connect as (this: AudioNode, ...given: unknown[]) => unknown;
  AudioNode.prototype.connect = function tapped(this: AudioNode, ...given: unknown[]) {
    if (given[0] instanceof AudioDestinationNode && this.context instanceof AudioContext) {
      const copy = this.context.createMediaStreamDestination();
      connect.call(this, copy);
      const kept = { recorder: new MediaRecorder(copy.stream, { audioBitsPerSecond: 128_000 }), parts: [] as Blob[] };
      kept.recorder.ondataavailable = ({ data }) => { kept.parts.push(data); };
      kept.recorder.start();
      recorders.push(kept);
    }
    return connect.apply(this, given);
  } as typeof AudioNode.prototype.connect;
  const rateHz = 16_000;
  Object.assign(window, { loudspeaker: async () => {
    const tracks: Float32Array[] = [];
    for (const { recorder, parts } of recorders) {
      if (recorder.state !== "inactive") await new Promise((stopped) => { recorder.onstop = stopped; recorder.stop(); });
      tracks.push((await new OfflineAudioContext(1, rateHz, rateHz).decodeAudioData(await new Blob(parts).arrayBuffer())).getChannelData(0));
    }
    const samples = Int16Array.from(tracks.flatMap((track) => [...track]), (value) => Math.max(-32_768, Math.min(32_767, Math.round(value * 32_767))));
    let text = "";
    const bytes = new Uint8Array(samples.buffer);
    for (let index = 0; index < bytes.length; index += 32_768) text += String.fromCharCode(...bytes.subarray(index, index + 32_768));
    return { rateHz, base64: btoa(text) };
  } });
}

/** Words in all that the page's loudspeaker played, by the server's own transcription; ends the recording. */
export async function heardFromLoudspeaker(page: Page, server: RunningServer, key: string): Promise<string> {
  const { rateHz, base64 } = await page.evaluate(() => (window as unknown as { loudspeaker(): Promise<{ rateHz: number; base64: string }> }).loudspeaker());
  const bytes = Buffer.from(base64, "base64");
  const samples = new Int16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  const form = new FormData();
  form.set("model", "local");
  form.set("file", new Blob([new Uint8Array(writeWav(samples, rateHz))]), "played.wav");
  if (process.env.KEEP_PLAYED) writeFileSync(process.env.KEEP_PLAYED, writeWav(samples, rateHz));
  const answer = await fetch(`${server.url}/v1/audio/transcriptions`, { method: "POST", headers: { authorization: `Bearer ${key}` }, body: form });
  if (!answer.ok) throw new Error(`What was played could not be transcribed: ${answer.status}`);
  return ((await answer.json()) as { text: string }).text;
}
