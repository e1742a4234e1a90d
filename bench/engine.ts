/** P4, P5, P6: what the engine itself adds, on scripted stages of fixed delay and the real clock, in this process. */
import { randomBytes } from "node:crypto";
import { converse } from "@/lib/voice/converse";
import type { VoiceEvent } from "@/lib/voice/events";
import type { LanguageModel, Speaker, Transcriber } from "@/lib/voice/ports";
import { createScriptedModel } from "@/lib/voice/providers/scripted/llm";
import { createScriptedTranscriber } from "@/lib/voice/providers/scripted/stt";
import { createScriptedSpeaker } from "@/lib/voice/providers/scripted/tts";
import { createScriptedTurnDetector } from "@/lib/voice/providers/scripted/turn";
import { createScriptedVad } from "@/lib/voice/providers/scripted/vad";
import { defaultTurnPolicy, type TurnPolicy } from "@/lib/voice/turn-policy";
import { report } from "./figure";
import type { BenchOptions } from "./options";

interface Stages { transcriptionMs: number; firstTokenMs: number; perWordMs: number; speechMs: number }
interface Turn { firstAudioMs: number; endpointMs: number; /** Without the engine: transcription began, and each stage on the way took so long. */ criticalMs: number }
/** Every stage takes long enough that the sum of them, not the endpoint, is what is waited for. */
const stages: Stages = { transcriptionMs: 150, firstTokenMs: 250, perWordMs: 20, speechMs: 150 };
const quickStages: Stages = { transcriptionMs: 80, firstTokenMs: 100, perWordMs: 20, speechMs: 60 };
const sixWords = "We are open until six tonight. And on Saturdays until four in the afternoon.";
const nineteenWords = "We open every single weekday morning at around seven and we usually close again at about six in the evening. And on Saturdays at four.";
const firstClauseWords = "Certainly we are open until six this evening.";
const voicedMs = 1_200;

export async function run(options: BenchOptions): Promise<void> {
  const rounds = options.turns ?? 20;
  const serialMs = (given: Stages, words: number) => defaultTurnPolicy.silenceMs + given.transcriptionMs + given.firstTokenMs + words * given.perWordMs + given.speechMs;
  const overhead: number[] = [], endpoints: number[] = [], overlap: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const waited = await callOnce(stages, firstClauseWords);
    overhead.push(waited.firstAudioMs - Math.max(waited.endpointMs, waited.criticalMs));
    endpoints.push(waited.endpointMs);
    overlap.push((await callOnce(quickStages, sixWords)).firstAudioMs / serialMs(quickStages, 6));
  }
  report({ id: "P4", name: "first audio less the longer of endpoint and critical path", unit: "ms", goal: "p50 ≤ 5, p95 ≤ 25", values: overhead, stages });
  report({ id: "P4", name: "end of speech to endpoint", unit: "ms", values: endpoints });
  report({ id: "P5", name: "first audio ÷ serial sum of the stages", unit: "ratio", goal: "≤ 0.7", values: overlap, stages: quickStages, serialMs: serialMs(quickStages, 6) });
  const short: number[] = [], long: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    short.push((await callOnce(quickStages, sixWords)).firstAudioMs);
    long.push((await callOnce(quickStages, nineteenWords)).firstAudioMs);
  }
  report({ id: "P6", name: "first sentence of 19 words less one of 6", unit: "ms", goal: "≤ 60", values: long.map((value, round) => value - (short[round] ?? 0)) });
}

/** Tokens that must be there before the first clause is cut: its four words and the one that proves where it ends. */
const firstClauseTokens = 5;

const timer = { after: (delayMs: number, task: () => void) => { const handle = setTimeout(task, delayMs); return () => clearTimeout(handle); } };

async function callOnce(given: Stages, reply: string): Promise<Turn> {
  const events: { atMs: number; event: VoiceEvent }[] = [];
  const stop = new AbortController();
  const spent = watchStages(given, reply);
  let made = 0;
  const policy: TurnPolicy = { ...defaultTurnPolicy };
  const call = converse({
    agent: { name: "Ada", greeting: "", instructions: "", saysItIsAi: false, language: "en", speed: 1, knowledge: [], pronunciations: [], builtInTools: { endCall: false, handOver: false }, tools: [], temperature: null, maxTokens: null, policy },
    providers: { vad: createScriptedVad(), turnDetector: createScriptedTurnDetector({ timer }), embedder: null, transcribers: [spent.transcriber], models: [spent.model], speakers: [{ speaker: spent.speaker, voice: "tone" }] },
    clock: { nowMs: () => performance.now(), after: timer.after }, newId: (prefix) => `${prefix}_${made += 1}`, randomBytes, emit: (event) => { events.push({ atMs: performance.now(), event }); },
    log: () => {}, signal: stop.signal, modality: "audio", history: [], greet: false,
  });
  const at = (type: VoiceEvent["type"]) => events.find(({ event }) => event.type === type)?.atMs ?? null;
  const end = await speak(call.hear, () => at("audio-chunk") !== null);
  stop.abort();
  await call.ended;
  const [firstAudio, endpoint] = [at("audio-chunk"), at("speech-end")];
  if (firstAudio === null || endpoint === null) throw new Error("The scripted call gave no answer.");
  return { firstAudioMs: firstAudio - end, endpointMs: endpoint - end, criticalMs: spent.criticalAtMs() - end };
}

/** Scripted stages that note how long each really took: timers are late by a millisecond or more, which is not the engine's doing. */
function watchStages(given: Stages, reply: string): { transcriber: Transcriber; model: LanguageModel; speaker: Speaker; criticalAtMs(): number } {
  const transcriber = createScriptedTranscriber({ timer, texts: ["When do you close today?"], fault: { delayMs: given.transcriptionMs } });
  const model = createScriptedModel({ timer, replies: [reply], firstTokenMs: given.firstTokenMs, perWordMs: given.perWordMs });
  const speaker = createScriptedSpeaker({ timer, delayMs: given.speechMs });
  const spent = { transcribedFromMs: 0, transcriptionMs: 0, modelMs: 0, speechMs: 0 };
  return {
    transcriber: { ...transcriber, async transcribe(audio, options, signal) {
      const fromMs = performance.now();
      const transcript = await transcriber.transcribe(audio, options, signal);
      Object.assign(spent, { transcribedFromMs: fromMs, transcriptionMs: performance.now() - fromMs });
      return transcript;
    } },
    model: { ...model, async *reply(request, signal) {
      const fromMs = performance.now();
      let tokens = 0;
      for await (const part of model.reply(request, signal)) {
        tokens += 1;
        if (tokens === firstClauseTokens) spent.modelMs = performance.now() - fromMs;
        yield part;
      }
    } },
    speaker: { ...speaker, async *speak(text, options, signal) {
      const fromMs = performance.now();
      for await (const chunk of speaker.speak(text, options, signal)) {
        spent.speechMs ||= performance.now() - fromMs;
        yield chunk;
      }
    } },
    criticalAtMs: () => spent.transcribedFromMs + spent.transcriptionMs + spent.modelMs + spent.speechMs,
  };
}

/** A tone in frames of 20 ms, each given when its last sample would have been captured, then silence; answers when the tone ended. */
async function speak(hear: (audio: Float32Array) => boolean, answered: () => boolean): Promise<number> {
  const frameMs = 20;
  const begunMs = performance.now();
  for (let frame = 0; !answered() && frame < 400; frame += 1) {
    await new Promise<void>((resolve) => { setTimeout(resolve, Math.max(0, begunMs + (frame + 1) * frameMs - performance.now())); });
    const voiced = frame * frameMs >= 200 && frame * frameMs < 200 + voicedMs;
    hear(Float32Array.from({ length: 320 }, (_, n) => (voiced ? 0.3 * Math.sin(n / 5) : 0)));
  }
  return begunMs + 200 + voicedMs;
}
