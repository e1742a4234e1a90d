import { z } from "zod";
import { cleanText } from "@/lib/platform/text";

export const voiceOption = z.object({
  id: z.string(), name: z.string(), language: z.string(), kind: z.enum(["fast", "fine", "cloud", "scripted"]), provider: z.string(),
  realTime: z.boolean().describe("False: slower to make than to hear on this machine; for previews, not for calls."),
  firstAudioMs: z.number().int().nullable().describe("Measured here for a sentence of six words; null where it was not measured."), realTimeFactor: z.number().nullable(),
}).meta({ id: "VoiceOption" });
export type VoiceOption = z.infer<typeof voiceOption>;

export const providerOption = z.object({
  id: z.string(), label: z.string(), kinds: z.array(z.enum(["llm", "stt", "tts"])), local: z.boolean(), followsPrompt: z.boolean(), callsTools: z.boolean(), note: z.string(),
  missing: z.array(z.string()).describe("What it still needs; empty where it can be used."), models: z.record(z.string(), z.string()),
}).meta({ id: "ProviderOption" });

export const modelServer = z.object({ kind: z.string(), label: z.string(), baseUrl: z.string(), models: z.array(z.string()) }).meta({ id: "ModelServer" });

export const voiceOptions = z.object({
  voices: z.array(voiceOption), providers: z.array(providerOption), modelServers: z.array(modelServer).describe("Found on this machine."),
  fault: z.string().nullable().describe("Why the scripted voice speaks; null where the models are here."),
}).meta({ id: "VoiceOptions" });
export type VoiceOptions = z.infer<typeof voiceOptions>;

/** Of an answer whose result is kept: its id. */
export const resultIdHeader = "x-speech-result-id";

export const maxSpeechCharacters = 4_096;
export const speechInput = z.looseObject({
  model: z.string().max(120), input: z.string().max(maxSpeechCharacters).overwrite(cleanText).min(1), voice: z.union([z.string().max(120), z.looseObject({ id: z.string().max(120) })]),
  response_format: z.string().max(20).default("mp3"), speed: z.number().min(0.25).max(4).default(1), stream_format: z.enum(["audio", "sse"]).default("audio"),
  keep: z.boolean().default(false).describe("Keeps text and sound for 24 hours, for you alone: `x-speech-result-id` names it under `/api/v1/speech-results`. What is not heard to its end is not kept."),
}).meta({ id: "SpeechInput" });
export type SpeechInput = z.infer<typeof speechInput>;

/** Of the form, beside its `file`. */
export const transcriptionFields = z.object({
  model: z.string().max(120), language: z.string().max(12).optional(), prompt: z.string().max(2_000).optional(),
  response_format: z.enum(["json", "text", "srt", "verbose_json", "vtt"]).default("json"), stream: z.enum(["true", "false"]).default("false"),
  keep: z.enum(["true", "false"]).default("false").describe("Keeps the sound and its transcript for 24 hours, for you alone: a WAV file as it was sent, of any other its sound as WAV."),
});
/** Of `json` and `verbose_json`. */
export const transcription = z.object({
  text: z.string(), usage: z.object({ type: z.literal("duration"), seconds: z.number().int() }),
  task: z.literal("transcribe").optional(), language: z.string().optional(), duration: z.number().optional().describe("Seconds."),
  segments: z.array(z.object({ id: z.number().int(), start: z.number(), end: z.number(), text: z.string() })).optional().describe("With `verbose_json`; times in seconds."),
}).meta({ id: "Transcription" });
