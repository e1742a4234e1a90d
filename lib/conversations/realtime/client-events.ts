/** What a client may say on the socket: OpenAI Realtime GA and our own `x.` events. Lenient: unknown fields pass, nulls stand for absent. */
import { z } from "zod";
import { cleanText } from "@/lib/platform/text";

const text = z.string().max(200_000).overwrite(cleanText);
const name = z.string().max(128).overwrite(cleanText);
const id = z.string().min(1).max(256);
const maybe = <S extends z.ZodType>(shape: S) => shape.nullish();

/** As OpenAI bounds them; every response carries its labels for as long as it is kept. */
const hasShortValues = (labels: Record<string, unknown>): boolean => Object.values(labels).every((value) => (typeof value === "string" ? value : JSON.stringify(value ?? null)).length <= 512);

/** GA says `{type, rate}`; the beta said `pcm16`, `g711_ulaw` or `g711_alaw`. */
const audioFormat = z.union([z.looseObject({ type: z.string() }), z.string()]);

const toolShape = z.looseObject({ type: z.string().optional(), name: maybe(name), description: maybe(text), parameters: maybe(z.record(z.string(), z.unknown())) });
const toolChoice = z.union([z.string(), z.looseObject({ type: z.string().optional(), name: maybe(name) })]);
const voice = z.union([z.string(), z.looseObject({ id: z.string() })]);
const maxTokens = z.union([z.literal("inf"), z.number()]);

export const sessionInput = z.looseObject({
  type: maybe(z.string()), model: maybe(z.string()), instructions: maybe(text), output_modalities: maybe(z.array(z.string())),
  tools: maybe(z.array(toolShape).max(128)), tool_choice: maybe(toolChoice), max_output_tokens: maybe(maxTokens), include: maybe(z.array(name)),
  audio: maybe(z.looseObject({
    input: maybe(z.looseObject({
      format: maybe(audioFormat), transcription: maybe(z.looseObject({})), noise_reduction: maybe(z.looseObject({})), turn_detection: maybe(z.looseObject({ type: maybe(z.string()) })),
    })),
    output: maybe(z.looseObject({ format: maybe(audioFormat), voice: maybe(voice), speed: maybe(z.number()) })),
  })),
});
export type SessionInput = z.infer<typeof sessionInput>;

const content = z.looseObject({ type: maybe(z.string()), text: maybe(text), transcript: maybe(text), audio: maybe(z.string()) });
const itemInput = z.looseObject({
  id: maybe(id), type: z.string(), role: maybe(z.string()), content: maybe(z.array(content).max(64)),
  call_id: maybe(z.string().max(256)), name: maybe(name), arguments: maybe(text), output: maybe(text),
});
export type ItemInput = z.infer<typeof itemInput>;

const responseInput = z.looseObject({
  instructions: maybe(text), output_modalities: maybe(z.array(z.string())), modalities: maybe(z.array(z.string())), conversation: maybe(z.string()),
  input: maybe(z.array(itemInput).max(512)), tools: maybe(z.array(toolShape).max(128)), tool_choice: maybe(toolChoice),
  metadata: maybe(z.record(z.string().max(64), z.unknown()).refine(hasShortValues, "a value has more than 512 characters")), max_output_tokens: maybe(maxTokens),
});
export type ResponseInput = z.infer<typeof responseInput>;

const event = <T extends string, S extends z.ZodRawShape>(type: T, shape: S) => z.looseObject({ type: z.literal(type), event_id: maybe(z.string().max(512)), ...shape });

export const clientEvent = z.discriminatedUnion("type", [
  event("session.update", { session: sessionInput }),
  event("input_audio_buffer.append", { audio: z.string() }),
  event("input_audio_buffer.commit", {}),
  event("input_audio_buffer.clear", {}),
  event("conversation.item.create", { item: itemInput, previous_item_id: maybe(id) }),
  event("conversation.item.retrieve", { item_id: id }),
  event("conversation.item.truncate", { item_id: id, content_index: maybe(z.number()), audio_end_ms: maybe(z.number()) }),
  event("conversation.item.delete", { item_id: id }),
  event("response.create", { response: maybe(responseInput) }),
  event("response.cancel", { response_id: maybe(id) }),
  event("output_audio_buffer.clear", {}),
  event("x.playback", { response_id: id, played_ms: z.number().min(0) }),
  event("x.consent", { audio: maybe(z.boolean()), text: maybe(z.boolean()), caller: maybe(z.string().max(100)) }),
]);
export type ClientEvent = z.infer<typeof clientEvent>;
export type ClientEventOf<T extends ClientEvent["type"]> = Extract<ClientEvent, { type: T }>;

export const clientEventTypes: readonly string[] = clientEvent.options.map((option) => option.shape.type.value);
