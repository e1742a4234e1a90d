/** What the local models cost behind their ports: start, first audio by length, transcription by length, end of turn, voice activity, memory, and many sessions at once. */
import { floatFromPcm16, joinSamples, resample } from "@/lib/voice/audio";
import { startLocalSpeech, type LocalSpeech } from "@/lib/voice/providers/local/local";
import type { Priority } from "@/lib/voice/ports";
import { modelsDirectory } from "../bin/models.mjs";
import { report } from "./figure";

const clauses: Record<number, string> = {
  3: "Sure, I can.", 6: "Sure, I can help with that.", 12: "Delivery usually takes about forty minutes, is that okay with you today?",
  19: "Your large margherita comes to fourteen dollars and delivery usually takes about forty minutes to the address you gave.",
};
const rounds = 10;
const never = new AbortController().signal;

export async function run(): Promise<void> {
  const beganMs = performance.now();
  const speech = startLocalSpeech({ modelsDir: modelsDirectory(), cacheBytes: 0, log: { info: () => undefined, warn: () => undefined } });
  try {
    await speech.ready;
    report({ id: "LS1", name: "start to warm", unit: "ms", values: [performance.now() - beganMs] });
    for (const [words, text] of Object.entries(clauses)) report({ id: "LS2", name: `first audio, ${words} words`, unit: "ms", values: await timed(() => firstAudio(speech, text, "first-clause")) });
    const voice = await spokenSeconds(speech, 10);
    for (const seconds of [2, 5, 10]) report({ id: "LS3", name: `transcription, ${seconds} s`, unit: "ms", values: await timed(() => speech.transcriber.transcribe(voice.subarray(0, seconds * 16_000), {}, never)) });
    for (const seconds of [2, 8]) report({ id: "LS4", name: `end of turn, ${seconds} s`, unit: "ms", values: await timed(() => speech.turnDetector.complete(voice.subarray(0, seconds * 16_000), never)) });
    report({ id: "LS5", name: "embedding of a question", unit: "ms", values: await timed(() => speech.embedder.embed(["What time do you open on Saturday?"], never)) });
    for (const sessions of [1, 10, 50]) report({ id: "LS6", name: `voice activity, a frame, ${sessions} sessions in real time`, unit: "ms", values: await voiceActivity(speech, voice, sessions) });
    for (const process of speech.health().processes) report({ id: "LS7", name: `memory, ${process.kind}`, unit: "MB", values: [process.residentBytes / 1e6] });
    for (const sessions of [4, 8, 12, 16]) await manySessions(speech, voice, sessions);
  } finally { await speech.stop(); }
}

async function timed(work: () => Promise<unknown>): Promise<number[]> {
  const values: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const beganMs = performance.now();
    await work();
    values.push(performance.now() - beganMs);
  }
  return values;
}

async function firstAudio(speech: LocalSpeech, text: string, priority: Priority): Promise<void> {
  for await (const chunk of speech.piper.speak(text, { voice: "joe", speed: 1, priority }, never)) if (chunk.length > 0) return;
}

async function spokenSeconds(speech: LocalSpeech, seconds: number): Promise<Float32Array> {
  const chunks: Float32Array[] = [];
  for (let length = 0; length < seconds * 22_050;) {
    for await (const chunk of speech.piper.speak("I would like to book a table for two people on Friday evening.", { voice: "joe", speed: 1, priority: "batch" }, never)) {
      chunks.push(floatFromPcm16(chunk));
      length += chunk.length;
    }
  }
  return resample(joinSamples(chunks), 22_050, 16_000);
}

const pause = (ms: number) => new Promise<void>((resolve) => { setTimeout(resolve, ms); });

/** A microphone: pieces of 20 ms when they are due, and when each was given. */
async function* microphone(audio: Float32Array, durationMs: number, given: (atMs: number) => void): AsyncGenerator<Float32Array> {
  const beganMs = performance.now() - Math.random() * 20;
  for (let ms = 0; ms < durationMs; ms += 20) {
    await pause(Math.max(0, beganMs + ms - performance.now()));
    given(performance.now());
    const at = (ms * 16) % (audio.length - 320);
    yield audio.subarray(at, at + 320);
  }
}

/** From the piece that completes a frame to its probability. */
async function voiceActivity(speech: LocalSpeech, voice: Float32Array, sessions: number, durationMs = 3_000): Promise<number[]> {
  const values: number[] = [];
  await Promise.all(Array.from({ length: sessions }, async () => {
    let givenMs = 0;
    for await (const _ of speech.vad.detect(microphone(voice, durationMs, (atMs) => { givenMs = atMs; }), never)) values.push(performance.now() - givenMs);
  }));
  return values;
}

/** Sessions that each take a turn every 6 s: transcribed and scored twice, answered by a first clause and two later ones, listening all the time. */
async function manySessions(speech: LocalSpeech, voice: Float32Array, sessions: number): Promise<void> {
  const heard: number[] = [];
  const spoke: number[] = [];
  const clip = voice.subarray(0, 2.5 * 16_000);
  const since = async (values: number[], work: Promise<unknown>) => { const beganMs = performance.now(); await work; values.push(performance.now() - beganMs); };
  const turn = async () => {
    await Promise.all([since(heard, speech.transcriber.transcribe(clip, {}, never)), speech.turnDetector.complete(clip, never)]);
    await Promise.all([since(spoke, firstAudio(speech, "Sure, that works for us.", "first-clause")), speech.turnDetector.complete(clip, never), speech.transcriber.transcribe(clip, {}, never)]);
    await firstAudio(speech, "The table by the window is free at seven,", "later-clause");
    await firstAudio(speech, "and there is room for a pram beside it.", "later-clause");
  };
  const durationMs = 18_000;
  const listening = voiceActivity(speech, voice, sessions, durationMs);
  await Promise.all(Array.from({ length: sessions }, async (_, index) => {
    await pause((index / sessions) * 6_000);
    for (let round = 0; round < durationMs / 6_000; round += 1) { const nextMs = performance.now() + 6_000; await turn(); await pause(Math.max(0, nextMs - performance.now())); }
  }));
  report({ id: "LS8", name: `transcription, ${sessions} sessions`, unit: "ms", values: heard });
  report({ id: "LS9", name: `first clause, ${sessions} sessions`, unit: "ms", values: spoke, estimatedLoad: speech.pool.health().estimatedLoad });
  report({ id: "LS10", name: `voice activity, ${sessions} sessions with turns`, unit: "ms", values: await listening });
}
