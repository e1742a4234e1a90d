/** What a client's event does to the call. Mistakes get an `error` event, or are clamped where clients are known to fall over errors. */
import type { Call, ReplyOverrides } from "@/lib/voice/call";
import type { VoiceEvent } from "@/lib/voice/events";
import type { Message } from "@/lib/voice/ports";
import type { ClientEvent, ClientEventOf, ItemInput, ResponseInput } from "./client-events";
import { emptied, isUnheard, readItem } from "./items";
import type { ItemBook } from "./items";
import type { ServerMessage } from "./server-events";
import { toolChoiceOf, toolsOf } from "./session";

export interface WireFault { code: string; message: string; param?: string; type?: "invalid_request_error" | "server_error" }

export interface CommandGrounds {
  call(): Call;
  send(message: ServerMessage): void;
  fail(fault: WireFault, eventId: string | null): void;
  items: ItemBook;
  mayOverride: boolean;
  /** Of a response, within what the agent's makers allow. */
  maxTokens(asked: number): number;
  newItemId(): string;
  /** Runs `task` soon, after the engine has settled what it is at. */
  soon(task: () => void): void;
}

/** Any client can read it: neither a fraction nor `1e+300`. */
const whole = (value: number): number => Math.min(Number.MAX_SAFE_INTEGER, Math.max(0, Math.round(value)));

type Command = Exclude<ClientEvent, { type: "session.update" | "input_audio_buffer.append" | "x.consent" }>;

export interface Commands {
  handle(event: Command): void;
  /** Must see every engine event: a response that waits for another to stop begins at its end. */
  observe(event: VoiceEvent): void;
  /** Whether the response, observed before, is outside of the conversation (`conversation: "none"`). */
  isAside(replyId: string): boolean;
}

export function createCommands(grounds: CommandGrounds): Commands {
  const { send, items } = grounds;
  const kinds = new Map<string, string>();
  const stopping = new Set<string>();
  const asides = new Set<string>();
  let startsAside = false;
  let waiting: { start: () => string | null; eventId: string | null } | null = null;

  const createItem = (event: ClientEventOf<"conversation.item.create">, eventId: string | null) => {
    const id = event.item.id ?? grounds.newItemId();
    const read = readItem(event.item, id);
    if (!read) return grounds.fail({ code: "invalid_item_type", message: `Items of type '${event.item.type.slice(0, 60)}' are not supported.`, param: "item.type" }, eventId);
    if (isUnheard(event.item)) return grounds.fail({ code: "unsupported_content", message: "Audio and images are not read from items. Send audio with input_audio_buffer.append, or give its transcript.", param: "item.content" }, eventId);
    const allowed = !read.privileged || grounds.mayOverride;
    const item = allowed ? read.item : emptied(read.item);
    const after = event.previous_item_id;
    if (items.get(id)) grounds.call().remove(id); // one item of that name, not the words of both
    if (allowed) remember(read.message, id, after);
    const previous = items.place(item, after);
    send({ type: "conversation.item.added", item, previous_item_id: previous });
    send({ type: "conversation.item.done", item, previous_item_id: previous });
  };
  const remember = (message: Message, id: string, after: string | null | undefined) => {
    const call = grounds.call();
    const atEnd = !after || after === items.last();
    if (message.role === "user" && atEnd && message.text) {
      const active = call.activeReplyId();
      if (active) stopping.add(active);
      return void call.type(message.text, { itemId: id, respond: false });
    }
    if (message.role === "tool" && call.toolResult(message.callId, message.output)) return;
    if (message.role === "tool" && !grounds.mayOverride) return;
    if (!call.insert({ itemId: id, message }, after)) call.insert({ itemId: id, message }, null);
  };
  const respond = (input: ResponseInput | null | undefined, eventId: string | null) => {
    const call = grounds.call();
    const start = () => {
      const overrides = overridesOf(input ?? {}, call, grounds);
      startsAside = overrides.conversation === "none";
      const replyId = call.respond(overrides); // tells of its start before it returns
      startsAside = false;
      return replyId;
    };
    if (waiting) return refuseBusy(eventId);
    if (start() !== null) return;
    const active = call.activeReplyId();
    if (active !== null && !stopping.has(active) && kinds.get(active) !== "greeting") return refuseBusy(eventId);
    // The greeting was nobody's request, and a typed turn has stopped what was being said: either gives way to this one.
    waiting = { start, eventId };
    if (active !== null && !stopping.has(active)) { stopping.add(active); call.cancel(active); }
    grounds.soon(startWaiting);
  };
  const startWaiting = () => {
    if (!waiting || grounds.call().activeReplyId() !== null) return;
    const { start, eventId } = waiting;
    waiting = null;
    if (start() === null) refuseBusy(eventId);
  };
  const refuseBusy = (eventId: string | null) => grounds.fail({ code: "conversation_already_has_active_response", message: "Conversation already has an active response in progress. Wait until it is finished, or cancel it." }, eventId);

  return {
    handle(event) {
      const eventId = event.event_id ?? null;
      switch (event.type) {
        case "input_audio_buffer.commit":
          if (grounds.call().commit() === null) grounds.fail({ code: "input_audio_buffer_commit_empty", message: "Error committing input audio buffer: the buffer is empty." }, eventId);
          return;
        case "input_audio_buffer.clear": grounds.call().clear(); return send({ type: "input_audio_buffer.cleared" });
        case "conversation.item.create": return createItem(event, eventId);
        case "conversation.item.retrieve": {
          const item = items.get(event.item_id);
          if (item) return send({ type: "conversation.item.retrieved", item });
          return grounds.fail({ code: "item_retrieve_invalid_item_id", message: "Error retrieving item: the item with this id does not exist.", param: "item_id" }, eventId);
        }
        case "conversation.item.truncate": {
          const asked = whole(event.audio_end_ms ?? 0);
          const result = grounds.call().truncate(event.item_id, asked);
          return send({ type: "conversation.item.truncated", item_id: event.item_id, content_index: whole(event.content_index ?? 0), audio_end_ms: whole(result?.audioEndMs ?? asked) });
        }
        case "conversation.item.delete":
          grounds.call().remove(event.item_id);
          items.remove(event.item_id);
          return send({ type: "conversation.item.deleted", item_id: event.item_id });
        case "response.create": return respond(event.response, eventId);
        case "response.cancel": {
          const active = grounds.call().activeReplyId();
          if (grounds.call().cancel(event.response_id ?? undefined)) return void (active && stopping.add(active));
          return grounds.fail({ code: "response_cancel_not_active", message: "Cancellation failed: no active response found" }, eventId);
        }
        case "x.playback": return grounds.call().played(event.response_id, event.played_ms);
        case "output_audio_buffer.clear": return; // of WebRTC only
      }
    },
    observe(event) {
      if (event.type === "reply-start") {
        kinds.set(event.replyId, event.kind);
        if (startsAside) asides.add(event.replyId);
      }
      if (event.type !== "reply-end") return;
      kinds.delete(event.replyId);
      stopping.delete(event.replyId);
      asides.delete(event.replyId);
      if (waiting) grounds.soon(startWaiting);
    },
    isAside: (replyId) => asides.has(replyId),
  };
}

/** Labels pass for everybody; what changes how the agent answers needs the right to. */
function overridesOf(input: ResponseInput, call: Call, { mayOverride, maxTokens }: CommandGrounds): ReplyOverrides {
  const overrides: ReplyOverrides = {};
  if (input.metadata) overrides.metadata = Object.fromEntries(Object.entries(input.metadata).slice(0, 16).map(([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value ?? null)]));
  if (input.output_modalities?.length) overrides.modality = input.output_modalities.includes("audio") ? "audio" : "text";
  if (!mayOverride) return overrides;
  if (input.instructions) overrides.instructions = input.instructions;
  if (input.tools) overrides.tools = toolsOf(input.tools);
  if (input.tool_choice) overrides.toolChoice = toolChoiceOf(input.tool_choice);
  if (typeof input.max_output_tokens === "number") overrides.maxTokens = maxTokens(input.max_output_tokens);
  if (input.conversation === "none") overrides.conversation = "none";
  if (input.input) overrides.input = input.input.flatMap((item) => messageOf(item, call));
  return overrides;
}

function messageOf(item: ItemInput, call: Call): Message[] {
  const known = item.id ? call.history().find((entry) => entry.itemId === item.id) : undefined;
  const read = item.type === "item_reference" ? null : readItem(item, "");
  return read ? [read.message] : known ? [known.message] : [];
}
