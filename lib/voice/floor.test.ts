import { fakeVoiceClock } from "@/lib/testing/fake-voice-clock";
import { createFloor } from "./floor";
import { produce } from "./produce";
import { createEnergyVad } from "./energy-vad";
import { createScriptedSpeaker } from "./providers/scripted/tts";
import { createSession } from "./session";
import { defaultTurnPolicy } from "./turn-policy";

test("a reply that is over keeps its words and lets go of its sound when the next begins", async () => {
  const clock = fakeVoiceClock();
  let made = 0;
  const signal = new AbortController().signal;
  const session = createSession({
    agent: { name: "", greeting: "", instructions: "", saysItIsAi: false, language: "en", speed: 1, knowledge: [], pronunciations: [], builtInTools: { endCall: false, handOver: false }, tools: [], temperature: null, maxTokens: null, policy: defaultTurnPolicy },
    providers: { vad: createEnergyVad(), turnDetector: null, transcribers: [], models: [], speakers: [{ speaker: createScriptedSpeaker({ timer: clock }), voice: "tone" }], embedder: null },
    clock, randomBytes: (count) => new Uint8Array(count), newId: (prefix) => `${prefix}_${made += 1}`, emit: () => {}, log: () => {}, signal, modality: "audio", history: [], greet: false,
  }, signal);
  const floor = createFloor(session, { onEffect: () => {}, onEnd: () => {}, onWords: () => {}, onAudio: () => {} });
  const say = (text: string) => floor.say({ production: produce(session, { type: "text", text }, "audio"), kind: "answer", turnId: null, modality: "audio", timing: null });
  const first = say("We open at nine.");
  await clock.advance(3_000);
  say("And we close at six.");
  await clock.advance(100);
  const kept = await Promise.all(Array.from({ length: 12 }, (_, index) => first.plan.production.piece(index)));
  expect(kept.filter((piece) => piece?.type === "audio").length).toBeGreaterThan(5);
  for (const piece of kept) if (piece?.type === "audio") expect(piece.pcm).toHaveLength(0);
  expect(first.outcome).toBe("complete");
  expect(first.playback.text).toBe("We open at nine.");
});
