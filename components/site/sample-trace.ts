import type { TurnTrace } from "@/lib/voice/trace";

/** An example for the drawing on the first page; no measurement. */
export const sampleTrace: TurnTrace = {
  turnId: "example", replyId: "example", source: "speech",
  stages: [
    { name: "endpoint", startMs: 0, endMs: 372, speculative: false },
    { name: "transcription", startMs: 44, endMs: 148, speculative: true },
    { name: "first_token", startMs: 148, endMs: 252, speculative: true },
    { name: "first_clause", startMs: 252, endMs: 314, speculative: true },
    { name: "first_audio", startMs: 314, endMs: 396, speculative: true },
    { name: "release", startMs: 396, endMs: 418, speculative: false },
  ],
  firstAudioMs: 418, mouthToEarMs: null, discarded: 0, discardedWorkMs: 0, endpointReason: "complete",
  providers: { transcriber: "local", model: "knowledge", speaker: "local" }, fallbacks: [], interrupted: false,
};
