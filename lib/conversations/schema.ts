import { z } from "zod";

export const stageName = z.enum(["endpoint", "transcription", "first_token", "first_clause", "first_audio", "release"]);

/** The engine's `TurnTrace` as it is stored and drawn; instants count from the caller's last voiced sample. */
export const turnTrace = z.object({
  turnId: z.string(), replyId: z.string().nullable(), source: z.enum(["speech", "text", "greeting", "idle", "client"]),
  stages: z.array(z.object({ name: stageName, startMs: z.number(), endMs: z.number(), speculative: z.boolean() })),
  firstAudioMs: z.number().nullable(), mouthToEarMs: z.number().nullable(), discarded: z.number().int(), discardedWorkMs: z.number(),
  endpointReason: z.string(), providers: z.object({ transcriber: z.string(), model: z.string(), speaker: z.string() }),
  fallbacks: z.array(z.object({ from: z.string(), to: z.string(), fault: z.string() })), interrupted: z.boolean(),
}).meta({ id: "TurnTrace" });

export const turn = z.object({
  id: z.string(), position: z.number().int(), role: z.enum(["caller", "agent", "tool"]), kind: z.string(),
  startedMs: z.number().int().describe("From the start of the call."), endedMs: z.number().int().nullable(),
  generatedText: z.string().nullable().describe("Null where the caller has not agreed to keep text."), heardText: z.string().nullable(),
  tool: z.object({ name: z.string(), arguments: z.string(), output: z.string().nullable(), elapsedMs: z.number().nullable(), failed: z.boolean() }).nullable(),
  wordStartsMs: z.array(z.number().int()).nullable(), audioMs: z.number().int().nullable(), heardMs: z.number().int().nullable(),
  outcome: z.string().nullable(), fault: z.string().nullable(), trace: turnTrace.nullable(),
}).meta({ id: "Turn" });
export type Turn = z.infer<typeof turn>;

export const conversationSummary = z.object({
  id: z.string(), agentId: z.string(), agentName: z.string(), agentVersion: z.number().int().nullable().describe("Null: the draft."),
  channel: z.enum(["browser", "realtime", "http", "cli"]), callerKind: z.enum(["user", "caller", "key"]), title: z.string().nullable(),
  startedAt: z.iso.datetime(), endedAt: z.iso.datetime().nullable(), endReason: z.string().nullable(),
  turnCount: z.number().int(), interruptionCount: z.number().int(), medianFirstAudioMs: z.number().int().nullable(),
  textConsent: z.boolean(), audioConsent: z.boolean(), rating: z.number().int().nullable(),
}).meta({ id: "ConversationSummary" });
export type ConversationSummary = z.infer<typeof conversationSummary>;

export const recordingSummary = z.object({
  id: z.string(), state: z.enum(["pending", "ready", "deleted"]), durationMs: z.number().int().nullable(), sizeBytes: z.number().nullable(),
  createdAt: z.iso.datetime(), expiresAt: z.iso.datetime(), deletedAt: z.iso.datetime().nullable(),
}).meta({ id: "RecordingSummary" });
export type RecordingSummary = z.infer<typeof recordingSummary>;

export const conversation = conversationSummary.extend({ turns: z.array(turn), recording: recordingSummary.nullable() }).meta({ id: "Conversation" });
export type Conversation = z.infer<typeof conversation>;
