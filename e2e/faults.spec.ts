import { readFileSync, readdirSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { connectCaller, wireRateHz, type Caller, type WireEvent } from "@/bench/caller";
import { startServer, type RunningServer } from "@/lib/testing/running-server";
import { pcm16FromFloat, resample } from "@/lib/voice/audio";
import { readWav } from "@/lib/voice/wav";

const limitMs = 8_000;
let server: RunningServer;
let email = "";
let key = "";
let caller: Caller;

/** Never to be seen in a log. */
const providerKey = "sk-never-to-be-logged-4711";

test.beforeAll(async () => {
  test.setTimeout(90_000);
  // A provider that cannot be reached: its failures are logged too.
  server = await startServer({ env: { LOG_LEVEL: "trace", OPENAI_API_KEY: providerKey, OPENAI_BASE_URL: "http://127.0.0.1:9/v1" } });
  ({ email, key } = await server.member());
});
test.afterAll(async () => { await server.stop(); });
test.beforeEach(async () => { caller = await connectCaller(`${server.realtimeUrl}?model=agent:demo`, key, { extended: true }); });
test.afterEach(async () => { await caller.close(); });

/** The server's model processes of one kind, by the kernel's word. */
function workers(kind: "listen" | "speak"): number[] {
  return readdirSync("/proc").filter((name) => /^\d+$/.test(name)).map(Number).filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/status`, "utf8").includes(`PPid:\t${server.process.pid}\n`) && readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").slice(1).join(" ").trim().endsWith(`worker.mjs ${kind}`);
    } catch { return false; }
  });
}

function kill(kind: "listen" | "speak"): number[] {
  const found = workers(kind);
  expect(found.length).toBeGreaterThan(0);
  for (const pid of found) process.kill(pid, "SIGKILL");
  return found;
}
const replaced = (kind: "listen" | "speak", killed: number[]) =>
  expect.poll(() => workers(kind).filter((pid) => !killed.includes(pid)).length, { timeout: 20_000 }).toBeGreaterThan(0);

const isAudio = ({ type }: WireEvent) => type === "response.output_audio.delta";
const isDone = ({ type }: WireEvent) => type === "response.done";
const transcripts = (sinceMs: number) => caller.events.filter(({ type, atMs }) => type === "response.output_audio_transcript.delta" && atMs >= sinceMs).map(({ delta }) => String(delta)).join("");

async function greeted(): Promise<void> { expect(await caller.wait(isDone, 20_000)).not.toBeNull(); }

/** Types and waits for a whole answer in sound. */
async function answered(text: string, words: RegExp): Promise<void> {
  const sinceMs = performance.now();
  caller.type(text);
  expect(await caller.wait(isAudio, limitMs, sinceMs)).not.toBeNull();
  const done = await caller.wait(isDone, 20_000, sinceMs);
  expect(done?.response).toMatchObject({ status: "completed" });
  expect(transcripts(sinceMs)).toMatch(words);
}

async function spoken(text: string): Promise<{ samples: Int16Array; lengthMs: number }> {
  const answer = await fetch(`${server.url}/v1/audio/speech`, { method: "POST", headers: { authorization: `Bearer ${key}`, "content-type": "application/json" }, body: JSON.stringify({ model: "local", voice: "alloy", input: text, response_format: "wav" }) });
  expect(answer.status).toBe(200);
  const wav = readWav(new Uint8Array(await answer.arrayBuffer()));
  const samples = pcm16FromFloat(resample(wav.samples, wav.sampleRateHz, wireRateHz));
  return { samples, lengthMs: samples.length / wireRateHz * 1_000 };
}

test("kill −9 of the voice in the middle of a reply ends no call: the reply goes on or is apologised for, and the next is whole", async () => {
  test.setTimeout(60_000);
  await greeted();
  const sinceMs = performance.now();
  caller.type("What do you bake, and when are you open?");
  expect(await caller.wait(isAudio, limitMs, sinceMs)).not.toBeNull();
  const killed = kill("speak");
  const done = await caller.wait(isDone, 25_000, sinceMs);
  expect(done).not.toBeNull();
  const arrivals = [...caller.events.filter((event) => event.atMs >= sinceMs && (isAudio(event) || isDone(event))).map(({ atMs }) => atMs)];
  for (const [index, atMs] of arrivals.entries()) expect(atMs - (arrivals[index - 1] ?? atMs)).toBeLessThan(limitMs);
  await replaced("speak", killed);
  await answered("How much is a sourdough loaf?", /sourdough/i);
});

test("kill −9 of the listener while it transcribes ends no call: the turn is answered or apologised for, and the next is heard", async () => {
  test.setTimeout(60_000);
  await greeted();
  const { samples, lengthMs } = await spoken("Do you have anything without gluten?");
  await expect.poll(() => caller.listener.busy(performance.now()), { timeout: 20_000 }).toBe(false);
  const endMs = caller.say(samples) + lengthMs;
  await new Promise((resolve) => setTimeout(resolve, endMs + 60 - performance.now()));
  const killed = kill("listen");
  const first = await caller.wait(isAudio, limitMs + 500, endMs);
  expect(first).not.toBeNull();
  expect((first?.atMs ?? Infinity) - endMs).toBeLessThanOrEqual(limitMs);
  expect(await caller.wait(isDone, 20_000, endMs)).not.toBeNull();
  await replaced("listen", killed);
  await expect.poll(() => caller.listener.busy(performance.now()), { timeout: 20_000 }).toBe(false);
  const againMs = caller.say(samples);
  const heard = await caller.wait(({ type }) => type === "conversation.item.input_audio_transcription.completed", lengthMs + limitMs, againMs);
  expect(String(heard?.transcript)).toMatch(/gluten/i);
  await expect.poll(() => transcripts(againMs), { timeout: limitMs }).toMatch(/gluten/i);
});

test("nothing that was said or heard, no key and no address is in what the server prints, at whatever level", async () => {
  test.setTimeout(60_000);
  await greeted();
  await answered("My neighbour Ottoline Periwinkle wants to know how much a sourdough loaf is.", /./);
  const { samples, lengthMs } = await spoken("Do you have anything without gluten?");
  await expect.poll(() => caller.listener.busy(performance.now()), { timeout: 20_000 }).toBe(false);
  const sinceMs = caller.say(samples);
  const heard = await caller.wait(({ type }) => type === "conversation.item.input_audio_transcription.completed", lengthMs + limitMs, sinceMs);
  expect(String(heard?.transcript)).toMatch(/gluten/i);
  expect(await caller.wait(isDone, 20_000, sinceMs)).not.toBeNull();
  // The address reaches the server by its sign-in door, rightly and wrongly.
  const form = new URLSearchParams({ email, password: "not the password" });
  await fetch(`${server.url}/api/auth/callback/credentials`, { method: "POST", headers: { origin: server.url }, body: form, redirect: "manual" });
  await fetch(`${server.url}/v1/agents?email=${encodeURIComponent(email)}`, { headers: { authorization: `Bearer ${key}x` } });

  const output = server.output().toLowerCase();
  expect(output).toContain("call opened");
  const words = [...caller.events.map(({ delta, type, transcript }) => type.includes("transcript") ? String(delta ?? transcript ?? "") : ""), "my neighbour ottoline periwinkle wants to know"].join(" ").toLowerCase().split(/\s+/).filter((word) => word !== "");
  expect(words.length).toBeGreaterThan(30);
  const phrases = words.slice(2).map((_, index) => words.slice(index, index + 3).join(" "));
  expect(phrases.filter((phrase) => output.includes(phrase))).toEqual([]);
  for (const secret of ["periwinkle", "ottoline", providerKey, key, email]) expect(output).not.toContain(secret.toLowerCase());
});
