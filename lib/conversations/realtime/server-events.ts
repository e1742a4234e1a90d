/** What the server says on the socket: OpenAI Realtime GA, every field present and nulls explicit, and our own `x.` events for sessions that asked. */
import { z } from "zod";
import { turnTrace } from "@/lib/conversations/schema";

const milliseconds = z.number().int().min(0);
const nullableText = z.string().nullable();

export const wireFormat = z.union([
  z.strictObject({ type: z.literal("audio/pcm"), rate: z.literal(24_000) }), z.strictObject({ type: z.literal("audio/pcmu") }), z.strictObject({ type: z.literal("audio/pcma") }),
]);
export type WireFormat = z.infer<typeof wireFormat>;

export const turnDetection = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("server_vad"), threshold: z.number(), prefix_padding_ms: milliseconds, silence_duration_ms: milliseconds,
    idle_timeout_ms: milliseconds.nullable(), create_response: z.boolean(), interrupt_response: z.boolean(),
  }),
  z.strictObject({ type: z.literal("semantic_vad"), eagerness: z.enum(["low", "medium", "high", "auto"]), create_response: z.boolean(), interrupt_response: z.boolean() }),
]);
export type TurnDetection = z.infer<typeof turnDetection>;

export const wireTool = z.strictObject({ type: z.literal("function"), name: z.string(), description: z.string(), parameters: z.record(z.string(), z.unknown()) });
const wireToolChoice = z.union([z.enum(["auto", "none", "required"]), z.strictObject({ type: z.literal("function"), name: z.string() })]);

export const wireSession = z.strictObject({
  type: z.literal("realtime"), object: z.literal("realtime.session"), id: z.string(), model: z.string(), expires_at: z.number().int(),
  instructions: z.string(), output_modalities: z.array(z.enum(["audio", "text"])), tools: z.array(wireTool), tool_choice: wireToolChoice,
  max_output_tokens: z.union([z.literal("inf"), z.number().int()]), truncation: z.literal("auto"), tracing: z.null(), prompt: z.null(), include: z.array(z.string()).nullable(),
  audio: z.strictObject({
    input: z.strictObject({ format: wireFormat, transcription: z.strictObject({ model: z.string(), language: nullableText, prompt: nullableText }).nullable(), noise_reduction: z.null(), turn_detection: turnDetection.nullable() }),
    output: z.strictObject({ format: wireFormat, voice: z.string(), speed: z.number() }),
  }),
});
export type WireSession = z.infer<typeof wireSession>;

const contentPart = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("input_text"), text: z.string() }),
  z.strictObject({ type: z.literal("input_audio"), transcript: nullableText }),
  z.strictObject({ type: z.literal("output_text"), text: z.string() }),
  z.strictObject({ type: z.literal("output_audio"), transcript: z.string() }),
]);
const itemHead = { id: z.string(), object: z.literal("realtime.item"), status: z.enum(["in_progress", "completed", "incomplete"]) };
export const wireItem = z.discriminatedUnion("type", [
  z.strictObject({ ...itemHead, type: z.literal("message"), role: z.enum(["user", "assistant", "system"]), content: z.array(contentPart) }),
  z.strictObject({ ...itemHead, type: z.literal("function_call"), call_id: z.string(), name: z.string(), arguments: z.string() }),
  z.strictObject({ ...itemHead, type: z.literal("function_call_output"), call_id: z.string(), output: z.string() }),
]);
export type WireItem = z.infer<typeof wireItem>;

const usage = z.strictObject({
  total_tokens: z.number().int(), input_tokens: z.number().int(), output_tokens: z.number().int(),
  input_token_details: z.strictObject({ text_tokens: z.number().int(), audio_tokens: z.number().int(), image_tokens: z.number().int(), cached_tokens: z.number().int() }),
  output_token_details: z.strictObject({ text_tokens: z.number().int(), audio_tokens: z.number().int() }),
});
export const wireResponse = z.strictObject({
  id: z.string(), object: z.literal("realtime.response"), status: z.enum(["in_progress", "completed", "cancelled", "failed", "incomplete"]),
  status_details: z.strictObject({
    type: z.enum(["completed", "cancelled", "failed", "incomplete"]), reason: z.enum(["turn_detected", "client_cancelled", "max_output_tokens", "content_filter"]).optional(),
    error: z.strictObject({ type: z.string(), code: z.string(), message: z.string() }).optional(),
  }).nullable(),
  output: z.array(wireItem), conversation_id: nullableText, output_modalities: z.array(z.enum(["audio", "text"])),
  audio: z.strictObject({ output: z.strictObject({ format: wireFormat, voice: z.string() }) }),
  max_output_tokens: z.union([z.literal("inf"), z.number().int()]), metadata: z.record(z.string(), z.string()).nullable(), usage: usage.nullable(),
});
export type WireResponse = z.infer<typeof wireResponse>;

const wireError = z.strictObject({ type: z.string(), code: nullableText, message: z.string(), param: nullableText, event_id: nullableText });
export type WireError = z.infer<typeof wireError>;
const part = z.discriminatedUnion("type", [z.strictObject({ type: z.literal("audio"), transcript: z.string() }), z.strictObject({ type: z.literal("text"), text: z.string() })]);

const event = <T extends string, S extends z.ZodRawShape>(type: T, shape: S) => z.strictObject({ type: z.literal(type), event_id: z.string(), ...shape });
const inItem = { response_id: z.string(), item_id: z.string(), output_index: z.number().int() };
const inPart = { ...inItem, content_index: z.number().int() };
const placedItem = { item: wireItem, previous_item_id: nullableText };

export const serverEvent = z.discriminatedUnion("type", [
  event("session.created", { session: wireSession }), event("session.updated", { session: wireSession }),
  event("error", { error: wireError }),
  event("conversation.item.added", placedItem), event("conversation.item.done", placedItem),
  event("conversation.item.retrieved", { item: wireItem }), event("conversation.item.deleted", { item_id: z.string() }),
  event("conversation.item.truncated", { item_id: z.string(), content_index: z.number().int(), audio_end_ms: milliseconds }),
  event("conversation.item.input_audio_transcription.delta", { item_id: z.string(), content_index: z.number().int(), delta: z.string(), logprobs: z.null() }),
  event("conversation.item.input_audio_transcription.completed", {
    item_id: z.string(), content_index: z.number().int(), transcript: z.string(), usage: z.strictObject({ type: z.literal("duration"), seconds: z.number() }), logprobs: z.null(),
  }),
  event("conversation.item.input_audio_transcription.failed", { item_id: z.string(), content_index: z.number().int(), error: z.strictObject({ type: z.string(), code: z.string(), message: z.string(), param: z.null() }) }),
  event("input_audio_buffer.speech_started", { item_id: z.string(), audio_start_ms: milliseconds }),
  event("input_audio_buffer.speech_stopped", { item_id: z.string(), audio_end_ms: milliseconds }),
  event("input_audio_buffer.committed", { item_id: z.string(), previous_item_id: nullableText }), event("input_audio_buffer.cleared", {}),
  event("response.created", { response: wireResponse }), event("response.done", { response: wireResponse }),
  event("response.output_item.added", { response_id: z.string(), output_index: z.number().int(), item: wireItem }),
  event("response.output_item.done", { response_id: z.string(), output_index: z.number().int(), item: wireItem }),
  event("response.content_part.added", { ...inPart, part }), event("response.content_part.done", { ...inPart, part }),
  event("response.output_audio.delta", { ...inPart, delta: z.string() }), event("response.output_audio.done", inPart),
  event("response.output_audio_transcript.delta", { ...inPart, delta: z.string() }), event("response.output_audio_transcript.done", { ...inPart, transcript: z.string() }),
  event("response.output_text.delta", { ...inPart, delta: z.string() }), event("response.output_text.done", { ...inPart, text: z.string() }),
  event("response.function_call_arguments.delta", { ...inItem, call_id: z.string(), delta: z.string() }),
  event("response.function_call_arguments.done", { ...inItem, call_id: z.string(), name: z.string(), arguments: z.string() }),
  event("x.session", {
    conversation_id: z.string(), resume_token: z.string(), expires_at: z.number().int(), resumed: z.boolean(),
    agent: z.strictObject({ slug: z.string(), name: z.string(), version: z.number().int().nullable() }), warnings: z.array(z.strictObject({ code: z.string(), message: z.string() })),
  }),
  event("x.consent", { audio: z.boolean(), text: z.boolean(), recording: z.boolean(), recording_id: nullableText, fault: nullableText, caller: nullableText }),
  event("x.speech.candidate", { active: z.boolean(), audio_ms: milliseconds }),
  event("x.speech.dismissed", { item_id: z.string(), reason: z.enum(["noise", "echo", "backchannel"]), resumes: nullableText }),
  event("x.turn.metrics", { trace: turnTrace }),
  event("x.reply", { response_id: z.string(), item_id: z.string(), turn_item_id: nullableText, kind: z.enum(["answer", "greeting", "idle", "goodbye", "error", "client"]) }),
  event("x.words", { response_id: z.string(), item_id: z.string(), word_starts_ms: z.array(milliseconds) }),
  event("x.heard", { response_id: z.string(), item_id: z.string(), heard_text: z.string(), heard_ms: milliseconds }),
  event("x.tool", { response_id: nullableText, call_id: z.string(), name: z.string(), arguments: z.string(), output: nullableText, failed: z.boolean() }),
  event("x.provider.fault", { stage: z.string(), provider: z.string(), fault: z.string(), fallback: nullableText }),
  event("x.handover", { handover_id: z.string() }),
  event("x.idle.warning", { ends_in_ms: milliseconds }),
  event("x.call.end", { reason: z.enum(["caller", "agent", "idle", "max-duration", "shutdown", "failed", "revoked"]) }),
]);
export type ServerEvent = z.infer<typeof serverEvent>;
type WithoutId<E> = E extends { event_id: string } ? Omit<E, "event_id"> : never;
/** An event before the connection gives it its id. */
export type ServerMessage = WithoutId<ServerEvent>;
export type ServerEventOf<T extends ServerEvent["type"]> = Extract<ServerEvent, { type: T }>;
