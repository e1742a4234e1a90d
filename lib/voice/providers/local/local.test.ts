/** The real models in real processes. Fetch them first: `node bin/models.mjs`. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fork } from "node:child_process";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import { collect, embedderContract, outcomeOf, speakerContract, transcriberContract, turnDetectorContract, vadContract } from "@/lib/testing/provider-contract";
import { joinSamples, floatFromPcm16, resample } from "@/lib/voice/audio";
import { isProviderError } from "@/lib/voice/ports";
import { startLocalSpeech, type LocalSpeech } from "./local";
import type { ModelKind } from "./protocol";

const modelsDir = process.env["PARLEY_MODELS_DIR"] ?? path.join(process.env["XDG_CACHE_HOME"] ?? path.join(os.homedir(), ".cache"), "parley", "models");
const workerEntry = path.resolve("lib/voice/providers/local/worker.ts");
const log = { info: () => undefined, warn: () => undefined };
const never = new AbortController().signal;
const spoken = { voice: "joe", speed: 1, priority: "first-clause" } as const;
let speech: LocalSpeech;

beforeAll(async () => {
  if (!fs.existsSync(path.join(modelsDir, "moonshine/encoder_model.ort"))) throw new Error(`No models in ${modelsDir}. Fetch them with: node bin/models.mjs`);
  speech = startLocalSpeech({ processes: { speak: 1 }, modelsDir, workerEntry, log, cacheBytes: 1024 * 1024 });
  await speech.ready;
}, 60_000);
afterAll(() => speech.stop());

const pidOf = (kind: ModelKind) => speech.health().processes.find((process) => process.kind === kind && process.pid !== undefined)?.pid ?? 0;
const heldBack = new Set<number>();
afterEach(() => { for (const pid of heldBack) process.kill(pid, "SIGCONT"); heldBack.clear(); });
/** Stops a model process in its tracks: from now on it begins work and never ends it. */
const hang = (kind: ModelKind) => () => { process.kill(pidOf(kind), "SIGSTOP"); heldBack.add(pidOf(kind)); };
const release = () => { for (const pid of heldBack) process.kill(pid, "SIGCONT"); heldBack.clear(); };

/** What Piper says, at the rate at which callers are heard, with silence around it. */
async function say(text: string): Promise<Float32Array> {
  const chunks = await collect(speech.piper.speak(text, spoken, never));
  const heard = resample(joinSamples(chunks.map(floatFromPcm16)), speech.piper.capabilities.sampleRateHz, 16_000);
  return joinSamples([new Float32Array(3_200), heard, new Float32Array(6_400)]);
}
const wordsOf = (text: string) => text.toLowerCase().replace(/[^a-z ]/g, " ").split(/\s+/).filter(Boolean);
const inPieces = async function* (audio: Float32Array, samples = 320) { for (let at = 0; at < audio.length; at += samples) yield audio.subarray(at, at + samples); };

vadContract("local", () => ({ adapter: speech.vad }));
turnDetectorContract("local", () => ({ adapter: speech.turnDetector, hang: hang("listen"), dispose: release }));
transcriberContract("local", () => ({ adapter: speech.transcriber, hang: hang("listen"), dispose: release }));
embedderContract("local", () => ({ adapter: speech.embedder, hang: hang("listen"), dispose: release }));
speakerContract("local, fast", () => ({ adapter: speech.piper, hang: hang("speak"), dispose: release, varies: true }));

describe("hearing", () => {
  it("writes down what was said", async () => {
    expect(wordsOf((await speech.transcriber.transcribe(await say("I would like to book a table for two people."), {}, never)).text)).toEqual(wordsOf("I would like to book a table for two people."));
  });

  it("writes down a clip of more than nine seconds to its end, and one of more than thirty", async () => {
    const once = await say("We open at nine in the morning. The kitchen closes at ten in the evening, and the bar goes on until midnight. There is a garden behind the house. Children are welcome at every table.");
    expect(once.length / 16_000).toBeGreaterThan(9.3);
    const { text } = await speech.transcriber.transcribe(once, {}, never);
    expect(wordsOf(text)).toEqual(expect.arrayContaining(["morning", "kitchen", "garden", "welcome", "table"]));
    const long = joinSamples([once, once, once, once]);
    const whole = await speech.transcriber.transcribe(long, { priority: "batch" }, never);
    expect(wordsOf(whole.text).filter((word) => word === "garden")).toHaveLength(4);
    expect(whole.durationMs).toBeCloseTo(long.length / 16, 0);
  });

  it("writes nothing for noise in which nobody speaks", async () => {
    const noise = Float32Array.from({ length: 48_000 }, (_, n) => 0.05 * Math.sin(n * n * 0.37) * Math.sin(n / 900));
    expect((await speech.transcriber.transcribe(noise, {}, never)).text).toBe("");
  });

  it("refuses a language that it does not know instead of writing English", async () => {
    const { error } = await outcomeOf(speech.transcriber.transcribe(new Float32Array(16_000), { language: "de" }, never));
    expect(isProviderError(error) && error.fault).toBe("refused");
  });

  it("tells voice from silence frame by frame", async () => {
    const frames = await collect(speech.vad.detect(inPieces(await say("Good morning, how can I help you?")), never));
    expect(Math.max(...frames.slice(0, 4).map(({ probability }) => probability))).toBeLessThan(0.5);
    expect(frames.filter(({ probability }) => probability > 0.5).length * 32).toBeGreaterThan(800);
  });

  it("finds the question with other words", async () => {
    const [asked, near, far] = await speech.embedder.embed(["When do you open in the morning?", "What are your opening hours?", "Do you sell bicycles?"], never);
    const likeness = (a: Float32Array = new Float32Array(0), b: Float32Array = new Float32Array(0)) => a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
    expect(likeness(asked, near)).toBeGreaterThan(likeness(asked, far) + 0.2);
  });
});

describe("speaking", () => {
  const lengthOf = (chunks: Int16Array[]) => chunks.reduce((sum, chunk) => sum + chunk.length, 0);

  it("speaks faster when asked to", async () => {
    const text = "This is a sentence of some length, to be compared.";
    const [slow, fast] = [await collect(speech.piper.speak(text, { ...spoken, speed: 0.7 }, never)), await collect(speech.piper.speak(text, { ...spoken, speed: 1.5 }, never))];
    expect(lengthOf(slow)).toBeGreaterThan(lengthOf(fast) * 1.5);
  });

  it("keeps an author's clause and says it again to the sample, and keeps nothing else", async () => {
    const say = (authored: boolean, speed = 1) => collect(speech.piper.speak("Welcome to the library.", { ...spoken, speed, authored }, never));
    const first = await say(true);
    expect(await say(true)).toEqual(first);
    expect(await say(false)).not.toEqual(first);
    expect(await say(true, 1.2)).not.toEqual(first);
  });

  it("refuses a voice that it does not have", async () => {
    const { error } = await outcomeOf(collect(speech.piper.speak("Hello.", { ...spoken, voice: "nobody" }, never)));
    expect(isProviderError(error) && error.fault).toBe("refused");
  });

  it("has a fine voice, understood by the same ears", async () => {
    const fine = speech.kokoro;
    if (!fine) throw new Error("The fine voice was not fetched: node bin/models.mjs");
    const chunks = await collect(fine.speak("The garden is open.", { voice: "bf_emma", speed: 1, priority: "batch" }, never));
    const heard = resample(joinSamples(chunks.map(floatFromPcm16)), fine.capabilities.sampleRateHz, 16_000);
    expect(wordsOf((await speech.transcriber.transcribe(heard, {}, never)).text)).toEqual(["the", "garden", "is", "open"]);
  }, 60_000);
});

describe("the pool", () => {
  it.each<ModelKind>(["listen", "speak", "vad"])("does the work of a %s process that is killed in the middle of it, in a new one", async (kind) => {
    const audio = await say("Please call me back tomorrow.");
    const before = pidOf(kind);
    process.kill(before, "SIGSTOP");
    const work = kind === "listen" ? speech.transcriber.transcribe(audio, {}, never).then(({ text }) => wordsOf(text).length)
      : kind === "speak" ? collect(speech.piper.speak("Please call me back.", spoken, never)).then((chunks) => chunks.length)
        : collect(speech.vad.detect(inPieces(audio), never)).then((frames) => frames.length);
    process.kill(before, "SIGKILL");
    expect(await work).toBeGreaterThan(3);
    expect(pidOf(kind)).not.toBe(before);
    expect(speech.health().ready).toBe(true);
  }, 30_000);

  it("gives up work that kills two processes, and goes on with the next", async () => {
    const work = outcomeOf(speech.pool.run("transcribe", { audio: new Float32Array(16_000) }, { priority: "transcription", signal: never }));
    const killed = new Set<number>();
    const killer = setInterval(() => {
      const process_ = speech.health().processes.find(({ kind, state }) => kind === "listen" && state === "ready");
      if (process_?.pid && killed.size < 2 && !killed.has(process_.pid)) { killed.add(process_.pid); process.kill(process_.pid, "SIGKILL"); }
    }, 1);
    process.kill(pidOf("listen"), "SIGSTOP");
    const { error, value } = await work;
    clearInterval(killer);
    // The second process may have answered before it was killed: then there is nothing to give up.
    if (value === undefined) expect(isProviderError(error) && error.fault).toBe("unavailable");
    expect((await speech.turnDetector.complete(new Float32Array(16_000), never))).toBeGreaterThanOrEqual(0);
  }, 30_000);

  it("serves a first clause before later clauses and batches that came earlier, and drops what is aborted", async () => {
    const done: string[] = [];
    const abort = new AbortController();
    const run = (name: string, priority: "first-clause" | "later-clause" | "batch", signal = never) => outcomeOf(speech.pool.run("speak", { text: `This is ${name}.`, voice: "joe", speed: 1 }, { priority, signal }).then(() => done.push(name)));
    const running = run("running", "batch");
    const others = [run("batch", "batch"), run("aborted", "later-clause", abort.signal), run("later", "later-clause"), run("first", "first-clause")];
    abort.abort();
    await Promise.all([running, ...others]);
    expect(done).toEqual(["running", "first", "later", "batch"]);
  });

  it("leaves no process behind when its parent is killed", async () => {
    const parent = fork(path.resolve("lib/voice/providers/local/orphan-parent.fixture.ts"), [modelsDir, workerEntry], { execArgv: ["--import", "tsx"], stdio: ["ignore", "ignore", "inherit", "ipc"] });
    const pids = await new Promise<number[]>((resolve) => parent.once("message", (message) => resolve(message as number[])));
    expect(pids.length).toBeGreaterThanOrEqual(3);
    parent.kill("SIGKILL");
    const deadline = performance.now() + 10_000;
    while (pids.some(isAlive) && performance.now() < deadline) await new Promise((resolve) => { setTimeout(resolve, 20); });
    expect(pids.filter(isAlive)).toEqual([]);
  }, 60_000);

  it("says which model cannot be loaded instead of waiting for it", async () => {
    const empty = fs.mkdtempSync(path.join(os.tmpdir(), "parley-no-models-"));
    const broken = startLocalSpeech({ modelsDir: empty, workerEntry, log });
    const [{ error }, used] = [await outcomeOf(broken.ready), await outcomeOf(broken.transcriber.transcribe(new Float32Array(16_000), {}, never))];
    await broken.stop();
    fs.rmSync(empty, { recursive: true });
    expect(isProviderError(error) && !error.retryable && String(error.cause)).toMatch(/models cannot be loaded/);
    expect(isProviderError(used.error) && used.error.fault).toBe("unavailable");
  }, 30_000);
});

function isAlive(pid: number): boolean {
  try { process.kill(pid, 0); } catch { return false; }
  try { return !/^State:\s+Z/m.test(fs.readFileSync(`/proc/${pid}/status`, "utf8")); } catch { return fs.existsSync("/proc") === false; }
}
