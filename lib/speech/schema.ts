import { z } from "zod";
import { listOf, listQuery } from "@/lib/platform/page";
import { cleanText } from "@/lib/platform/text";

/** A result is kept this long after it was asked for, and not a second longer. */
export const resultLifeMs = 24 * 3_600_000;
/** Of one person in one workspace, at the same time. */
export const mostKept = 100;

export const speechSegment = z.object({
  startMs: z.number().int().min(0), endMs: z.number().int().min(0), text: z.string().describe("As corrected, where it was."),
}).meta({ id: "SpeechSegment" });
export type SpeechSegment = z.infer<typeof speechSegment>;

export const speechResultSummary = z.object({
  id: z.string().meta({ example: "spr_06b8f3kz9d4y1s8q2m7w5x0v3n" }),
  kind: z.enum(["speech", "transcript"]).describe("`speech`: sound made from a text. `transcript`: a file and what is said in it."),
  state: z.enum(["ready", "deleted"]),
  excerpt: z.string().nullable().describe("How its text begins; null once it is deleted."),
  voice: z.string().nullable(), speed: z.number().nullable(), language: z.string().nullable(),
  contentType: z.enum(["audio/mpeg", "audio/wav"]), sizeBytes: z.number().int().nullable(), durationMs: z.number().int().nullable(),
  createdAt: z.iso.datetime(), expiresAt: z.iso.datetime().describe("From then on it is served to nobody; its bytes go within 15 minutes."), deletedAt: z.iso.datetime().nullable(),
}).meta({ id: "SpeechResultSummary" });
export type SpeechResultSummary = z.infer<typeof speechResultSummary>;

export const speechResult = speechResultSummary.extend({
  text: z.string(), segments: z.array(speechSegment).nullable().describe("Of a transcript; null for speech."),
}).meta({ id: "SpeechResult" });
export type SpeechResult = z.infer<typeof speechResult>;

export const speechResultQuery = listQuery({ sorts: ["createdAt"], first: "-createdAt" }).extend({
  state: z.enum(["ready", "deleted"]).default("ready").describe("`deleted`: what was deleted or has expired in the last 30 days, without its words and sound."),
  kind: z.enum(["speech", "transcript"]).optional(),
});
export type SpeechResultQuery = z.output<typeof speechResultQuery>;
export const speechResultList = listOf(speechResultSummary, "SpeechResultList");

export const correction = z.strictObject({
  segments: z.array(z.strictObject({
    index: z.number().int().min(0).describe("Place in the transcript's segments, from 0."),
    text: z.string().max(4_000).overwrite(cleanText).describe("In place of what was heard; empty where nothing was said."),
  })).min(1).max(2_000),
}).meta({ id: "SpeechCorrection" });
export type Correction = z.output<typeof correction>;
