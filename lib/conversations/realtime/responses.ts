/** One response on the wire, from `response.created` to `response.done`, in the order that existing clients rely on. */
import type { ReplyOutcome, VoiceEvent } from "@/lib/voice/events";
import type { ToolCall } from "@/lib/voice/ports";
import { assistantItem, functionCallItem } from "./items";
import type { ItemBook } from "./items";
import type { ServerMessage, WireItem, WireResponse, WireSession } from "./server-events";

type ReplyEnd = Extract<VoiceEvent, { type: "reply-end" }>;
export interface ResponseDraft {
  readonly id: string;
  readonly itemId: string;
  text(delta: string): void;
  /** Audio already in the session's format, base64. */
  audio(delta: string): void;
  toolCall(itemId: string, call: ToolCall): void;
  end(event: ReplyEnd): void;
}

interface Grounds {
  send(message: ServerMessage): void;
  items: ItemBook;
  session(): WireSession;
  /** Null: the response is none of the conversation's, and neither are its items. */
  conversationId: string | null;
}

export function openResponse(start: Extract<VoiceEvent, { type: "reply-start" }>, grounds: Grounds): ResponseDraft {
  const { send, items } = grounds;
  const { replyId: id, itemId, modality } = start;
  const inConversation = (type: "conversation.item.added" | "conversation.item.done", item: WireItem, previous: string | null) => {
    if (grounds.conversationId !== null) send({ type, item, previous_item_id: previous });
  };
  const placed = (item: WireItem, after?: string | null) => (grounds.conversationId === null ? null : items.place(item, after));
  const output: WireItem[] = [];
  const place = { response_id: id, item_id: itemId };
  let messageIndex: number | null = null;
  let nextIndex = 0;
  let spoken = "";
  const response = (status: WireResponse["status"], rest: Partial<WireResponse> = {}): WireResponse => {
    const session = grounds.session();
    return {
      id, object: "realtime.response", status, status_details: null, output, conversation_id: grounds.conversationId, output_modalities: [modality],
      audio: { output: { format: session.audio.output.format, voice: session.audio.output.voice } },
      max_output_tokens: session.max_output_tokens, metadata: start.metadata, usage: null, ...rest,
    };
  };
  const part = (text: string) => (modality === "audio" ? { type: "audio" as const, transcript: text } : { type: "text" as const, text });
  const inPart = () => ({ ...place, output_index: messageIndex ?? 0, content_index: 0 });
  const openMessage = () => {
    if (messageIndex !== null) return;
    messageIndex = nextIndex;
    nextIndex += 1;
    const item = assistantItem(itemId, "in_progress", modality, null);
    const previous = placed(item, start.previousItemId);
    send({ type: "response.output_item.added", response_id: id, output_index: messageIndex, item });
    inConversation("conversation.item.added", item, previous);
    send({ type: "response.content_part.added", ...inPart(), part: part("") });
  };
  const closeMessage = (outcome: ReplyOutcome, heard: string) => {
    if (messageIndex === null) return;
    const whole = outcome === "complete";
    if (modality === "audio") {
      send({ type: "response.output_audio.done", ...inPart() });
      send({ type: "response.output_audio_transcript.done", ...inPart(), transcript: spoken });
    } else send({ type: "response.output_text.done", ...inPart(), text: spoken });
    send({ type: "response.content_part.done", ...inPart(), part: part(spoken) });
    const item = assistantItem(itemId, whole ? "completed" : "incomplete", modality, whole || modality === "text" ? spoken : heard);
    items.replace(item);
    output.push(item);
    send({ type: "response.output_item.done", response_id: id, output_index: messageIndex, item });
    inConversation("conversation.item.done", item, items.previousOf(itemId));
  };
  send({ type: "response.created", response: response("in_progress") });
  return {
    id, itemId,
    text(delta) {
      openMessage();
      spoken += delta;
      send({ type: modality === "audio" ? "response.output_audio_transcript.delta" : "response.output_text.delta", ...inPart(), delta });
    },
    audio(delta) {
      openMessage();
      send({ type: "response.output_audio.delta", ...inPart(), delta });
    },
    toolCall(callItemId, asked) {
      const call = { ...asked, arguments: asked.arguments || "{}" }; // clients take an empty text for no call
      const index = nextIndex;
      nextIndex += 1;
      const inCall = { response_id: id, item_id: callItemId, output_index: index, call_id: call.callId };
      const begun = functionCallItem(callItemId, "in_progress", { ...call, arguments: "" });
      const previous = placed(begun);
      send({ type: "response.output_item.added", response_id: id, output_index: index, item: begun });
      inConversation("conversation.item.added", begun, previous);
      send({ type: "response.function_call_arguments.delta", ...inCall, delta: call.arguments });
      send({ type: "response.function_call_arguments.done", ...inCall, name: call.name, arguments: call.arguments });
      const item = functionCallItem(callItemId, "completed", call);
      items.replace(item);
      output.push(item);
      send({ type: "response.output_item.done", response_id: id, output_index: index, item });
      inConversation("conversation.item.done", item, previous);
    },
    end(event) {
      closeMessage(event.outcome, event.heardText);
      send({ type: "response.done", response: response(statusOf[event.outcome], { status_details: details(event), usage: usageOf(event.usage) }) });
    },
  };
}

const statusOf = { complete: "completed", interrupted: "cancelled", cancelled: "cancelled", failed: "failed" } as const satisfies Record<ReplyOutcome, WireResponse["status"]>;

function details({ outcome, fault }: ReplyEnd): WireResponse["status_details"] {
  switch (outcome) {
    case "complete": return { type: "completed" };
    case "interrupted": return { type: "cancelled", reason: "turn_detected" };
    case "cancelled": return { type: "cancelled", reason: "client_cancelled" };
    case "failed": return { type: "failed", error: { type: "server_error", code: fault ?? "provider_failed", message: "The speech or language provider did not answer." } };
  }
}

/** Clients read every field of it, whether or not the model counts. */
function usageOf(usage: ReplyEnd["usage"]): NonNullable<WireResponse["usage"]> {
  const { inputTokens, outputTokens } = usage ?? { inputTokens: 0, outputTokens: 0 };
  return {
    total_tokens: inputTokens + outputTokens, input_tokens: inputTokens, output_tokens: outputTokens,
    input_token_details: { text_tokens: inputTokens, audio_tokens: 0, image_tokens: 0, cached_tokens: 0 },
    output_token_details: { text_tokens: outputTokens, audio_tokens: 0 },
  };
}
