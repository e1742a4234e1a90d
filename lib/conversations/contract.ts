import { z } from "zod";
import { versionName } from "@/lib/agents/schema";
import { operation } from "@/lib/platform/operation";
import { listOf, listQuery } from "@/lib/platform/page";
import { line, text } from "@/lib/platform/text-shapes";
import { conversation, conversationSummary } from "./schema";

const id = z.strictObject({ id: z.string().max(64) });

export const conversationQuery = listQuery({ sorts: ["startedAt", "turnCount"], first: "-startedAt" }).extend({
  agentId: z.string().max(64).optional(), channel: z.enum(["browser", "realtime", "http", "cli"]).optional(),
  from: z.iso.datetime().optional().describe("Begun at this instant or later."), to: z.iso.datetime().optional().describe("Begun before this instant."),
});
export const conversationPage = listOf(conversationSummary, "ConversationPage");

export const listConversationsOp = operation({
  id: "listConversations", method: "GET", path: "/api/v1/conversations", description: "Conversations, the newest first", access: "viewer", scopes: ["conversations:read"],
  query: conversationQuery, returns: conversationPage, status: 200, fails: ["validation_failed"],
});
export const getConversationOp = operation({
  id: "getConversation", method: "GET", path: "/api/v1/conversations/{id}", description: "A conversation with its turns", access: "viewer", scopes: ["conversations:read"],
  params: id, returns: conversation, status: 200, fails: ["not_found"],
});
export const deleteConversationOp = operation({
  id: "deleteConversation", method: "DELETE", path: "/api/v1/conversations/{id}", description: "Delete a conversation, its turns and its recording", access: "builder", scopes: ["conversations:write"],
  params: id, status: 204, fails: ["not_found"],
});

export const conversationChange = z.strictObject({
  title: line(1, 80).nullable().optional(), rating: z.number().int().min(1).max(5).nullable().optional(),
}).meta({ id: "ConversationChange" });
export const updateConversationOp = operation({
  id: "updateConversation", method: "PATCH", path: "/api/v1/conversations/{id}", description: "Rename or rate a conversation", access: "viewer", scopes: ["conversations:write"],
  params: id, body: conversationChange, returns: conversationSummary, status: 200, fails: ["not_found"],
});

export const ratingInput = z.strictObject({
  rating: z.number().int().min(1).max(5), resumeToken: z.string().min(1).max(200).describe("The newest `resume_token` that the call's `x.session` event gave. It rates until 15 minutes after the call."),
}).meta({ id: "RatingInput" });
export const rateConversationOp = operation({
  id: "rateConversation", method: "POST", path: "/api/v1/conversations/{id}/rating", description: "Rate a call as the one who made it, with or without an account", access: "public",
  params: id, body: ratingInput, status: 204, fails: ["not_found"],
});

export const conversationInput = z.strictObject({
  agent: z.string().max(80).describe("The agent's slug."), version: versionName.nullable().default(null).describe("`draft`, a number, or null for the published version."),
  consent: z.strictObject({ text: z.boolean().default(false) }).meta({ id: "ConversationConsent" }).prefault({}).describe("Whether the caller has agreed to have the words kept. A member who talks to their own agent has. Audio is never kept over HTTP."),
  channel: z.enum(["http", "cli"]).default("http"),
}).meta({ id: "ConversationInput" });
export type ConversationInput = z.infer<typeof conversationInput>;

export const createConversationOp = operation({
  id: "createConversation", method: "POST", path: "/api/v1/conversations", limit: "turns", description: "Begin a conversation over HTTP, for hosts without sockets", access: "viewer", scopes: ["realtime:connect"],
  body: conversationInput, returns: conversationSummary, status: 201, fails: ["not_found", "forbidden", "overloaded", "quota_exceeded"],
});

export const maxTurnAudioBytes = 10 * 1_048_576;
/** What a body may call itself; what it is, its bytes tell. */
export const turnAudioTypes = ["audio/wav", "audio/x-wav", "audio/wave", "audio/mpeg", "audio/mp3", "audio/ogg", "audio/opus", "audio/webm", "audio/flac", "audio/x-flac", "audio/mp4", "audio/x-m4a", "audio/m4a"] as const;
export const turnInput = z.strictObject({ text: text(1, 4_000).trim().min(1).optional(), audio: z.string().max(Math.ceil(maxTurnAudioBytes / 3) * 4).optional().describe("A sound file in base64, of the formats of `createTranscription`, up to 10 MB."), modality: z.enum(["audio", "text"]).default("audio") }).meta({ id: "TurnInput" });
/** Answers with server-sent events: the events of the realtime socket for this one turn, audio as base64 PCM at 24 kHz. */
export const createTurnOp = operation({
  id: "createTurn", method: "POST", path: "/api/v1/conversations/{id}/turns", limit: "turns", description: "Say something, by voice (a sound file of up to 10 MB and 110 seconds, WAV or another of the formats of `createTranscription`) or text (JSON); the answer is streamed. What a file is, its bytes tell and not its content type.", access: "viewer", scopes: ["realtime:connect"],
  params: id, rawBody: { contentTypes: ["application/json", ...turnAudioTypes], maxBytes: maxTurnAudioBytes, json: turnInput }, answers: ["text/event-stream"], status: 200,
  fails: ["not_found", "call_ended", "quota_exceeded", "conflict", "audio_format_unsupported", "audio_unreadable", "payload_too_large", "overloaded", "validation_failed", "unsupported_media_type"],
});

export const clientSecretInput = z.looseObject({
  expires_after: z.looseObject({ anchor: z.literal("created_at").optional(), seconds: z.number().int().min(1).max(7_200).optional() }).optional(),
  session: z.looseObject({ type: z.string().max(60).optional(), model: z.string().max(120).optional() }).optional(),
}).meta({ id: "ClientSecretInput" });
export type ClientSecretInput = z.infer<typeof clientSecretInput>;
export const clientSecretOp = operation({
  id: "createClientSecret", method: "POST", path: "/v1/realtime/client_secrets", limit: "calls", description: "A secret for one connection to the realtime socket", access: "public", scopes: ["realtime:connect"],
  body: clientSecretInput, returns: z.object({ value: z.string(), expires_at: z.number().int(), session: z.record(z.string(), z.unknown()) }).meta({ id: "ClientSecret" }), status: 200, fails: ["not_found", "model_unknown", "rate_limited", "quota_exceeded"],
});
export const listModelsOp = operation({
  id: "listModels", method: "GET", path: "/v1/models", description: "Agents and speech models, as an OpenAI client lists them", access: "viewer", scopes: ["realtime:connect"],
  returns: z.object({ object: z.literal("list"), data: z.array(z.object({ id: z.string(), object: z.literal("model"), created: z.number().int(), owned_by: z.string() })) }).meta({ id: "ModelList" }), status: 200,
});
