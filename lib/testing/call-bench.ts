/** A call on scripted providers and a clock that stands still: what tests of the engine say, hear and look at. */
import { randomBytes } from "node:crypto";
import type { Call, CallAgent, CallOptions, CallProviders } from "@/lib/voice/call";
import { converse } from "@/lib/voice/converse";
import type { VoiceEvent } from "@/lib/voice/events";
import { createScriptedModel, type ScriptedModelOptions } from "@/lib/voice/providers/scripted/llm";
import { createScriptedTranscriber, type ScriptedTranscriberOptions } from "@/lib/voice/providers/scripted/stt";
import { createScriptedSpeaker, type ScriptedSpeakerOptions } from "@/lib/voice/providers/scripted/tts";
import { createScriptedTurnDetector, type ScriptedTurnOptions } from "@/lib/voice/providers/scripted/turn";
import { createScriptedVad } from "@/lib/voice/providers/scripted/vad";
import { defaultTurnPolicy, type TurnPolicy } from "@/lib/voice/turn-policy";
import { fakeVoiceClock, type FakeVoiceClock } from "./fake-voice-clock";

type Without<T> = Omit<T, "timer">;
export interface BenchOptions {
  policy?: Partial<TurnPolicy>;
  agent?: Partial<CallAgent>;
  providers?: Partial<CallProviders>;
  transcriber?: Without<ScriptedTranscriberOptions>;
  model?: Without<ScriptedModelOptions>;
  speaker?: Without<ScriptedSpeakerOptions>;
  turn?: Without<ScriptedTurnOptions> | null;
  call?: Partial<CallOptions>;
}

export interface TimedEvent { atMs: number; event: VoiceEvent }
type EventOf<T extends VoiceEvent["type"]> = Extract<VoiceEvent, { type: T }>;

export interface CallBench {
  clock: FakeVoiceClock;
  call: Call;
  events: TimedEvent[];
  controller: AbortController;
  /** Real-time microphone audio in frames of 20 ms. */
  speak(durationMs: number, level?: number): Promise<void>;
  silence(durationMs: number): Promise<void>;
  all<T extends VoiceEvent["type"]>(type: T): EventOf<T>[];
  times(type: VoiceEvent["type"]): number[];
  names(): string[];
}

export function startCallBench(options: BenchOptions = {}): CallBench {
  const clock = fakeVoiceClock();
  const events: TimedEvent[] = [];
  const controller = new AbortController();
  let made = 0;
  const timer = clock;
  const providers: CallProviders = {
    vad: createScriptedVad(),
    turnDetector: options.turn === null ? null : createScriptedTurnDetector({ timer, ...options.turn }),
    transcribers: [createScriptedTranscriber({ timer, ...options.transcriber })],
    models: [createScriptedModel({ timer, ...options.model })],
    speakers: [{ speaker: createScriptedSpeaker({ timer, ...options.speaker }), voice: "tone" }],
    embedder: null,
    ...options.providers,
  };
  const agent: CallAgent = {
    name: "Ada", greeting: "", instructions: "", saysItIsAi: false, language: "en", speed: 1, knowledge: [], pronunciations: [], builtInTools: { endCall: false, handOver: false },
    tools: [], temperature: null, maxTokens: null, ...options.agent, policy: { ...defaultTurnPolicy, ...options.policy },
  };
  const call = converse({
    agent, providers, clock, newId: (prefix) => `${prefix}_${made += 1}`, randomBytes, emit: (event) => { events.push({ atMs: clock.nowMs(), event }); },
    log: () => {}, signal: controller.signal, modality: "audio", history: [], greet: true, ...options.call,
  });
  const send = async (durationMs: number, sample: (n: number) => number) => {
    for (let sent = 0; sent < durationMs; sent += 20) {
      await clock.advance(20);
      call.hear(Float32Array.from({ length: 320 }, (_, n) => sample(n)));
    }
    await clock.settle();
  };
  const all = <T extends VoiceEvent["type"]>(type: T) => events.map(({ event }) => event).filter((event): event is EventOf<T> => event.type === type);
  return {
    clock, call, events, controller, all,
    speak: (durationMs, level = 0.3) => send(durationMs, (n) => level * Math.sin(n / 5)),
    silence: (durationMs) => send(durationMs, () => 0),
    times: (type) => events.filter(({ event }) => event.type === type).map(({ atMs }) => atMs),
    names: () => events.map(({ event }) => event.type).filter((name, index, names) => !(name === "audio-chunk" && names[index - 1] === name)),
  };
}
