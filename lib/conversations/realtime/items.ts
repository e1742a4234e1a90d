/** The conversation as the wire sees it: every item by its id, in order, in the form that clients read. */
import type { HistoryItem } from "@/lib/voice/call";
import type { Message } from "@/lib/voice/ports";
import type { ItemInput } from "./client-events";
import type { WireItem } from "./server-events";

/** Longest list kept; older items can no longer be retrieved. */
const mostItems = 2_000;

export interface ItemBook {
  get(id: string): WireItem | null;
  last(): string | null;
  /** Appends, or puts after `after` (`root`: at the front); gives the id before it. A known id is replaced in its place. */
  place(item: WireItem, after?: string | null): string | null;
  previousOf(id: string): string | null;
  replace(item: WireItem): void;
  remove(id: string): void;
  all(): WireItem[];
}

export function createItemBook(): ItemBook {
  const items = new Map<string, WireItem>();
  const order: string[] = [];
  const previousOf = (id: string): string | null => order[order.indexOf(id) - 1] ?? null;
  return {
    get: (id) => items.get(id) ?? null,
    last: () => order.at(-1) ?? null,
    place(item, after) {
      if (!items.has(item.id)) {
        const index = after === "root" ? 0 : after && items.has(after) ? order.indexOf(after) + 1 : order.length;
        order.splice(index, 0, item.id);
        const oldest = order.length > mostItems ? order.shift() : undefined;
        if (oldest) items.delete(oldest);
      }
      items.set(item.id, item);
      return previousOf(item.id);
    },
    previousOf,
    replace(item) { if (items.has(item.id)) items.set(item.id, item); },
    remove(id) { if (items.delete(id)) order.splice(order.indexOf(id), 1); },
    all: () => order.flatMap((id) => items.get(id) ?? []),
  };
}

export const userAudioItem = (id: string, transcript: string | null): WireItem =>
  ({ id, object: "realtime.item", type: "message", status: "completed", role: "user", content: [{ type: "input_audio", transcript }] });
export const userTextItem = (id: string, text: string): WireItem =>
  ({ id, object: "realtime.item", type: "message", status: "completed", role: "user", content: [{ type: "input_text", text }] });
export const assistantItem = (id: string, status: "in_progress" | "completed" | "incomplete", modality: "audio" | "text", text: string | null): WireItem =>
  ({ id, object: "realtime.item", type: "message", status, role: "assistant", content: text === null ? [] : [modality === "audio" ? { type: "output_audio", transcript: text } : { type: "output_text", text }] });
export const functionCallItem = (id: string, status: "in_progress" | "completed", call: { callId: string; name: string; arguments: string }): WireItem =>
  ({ id, object: "realtime.item", type: "function_call", status, call_id: call.callId, name: call.name, arguments: call.arguments });

/** An item of a conversation taken up again. */
export function itemOfHistory({ itemId, message, interrupted }: HistoryItem): WireItem {
  switch (message.role) {
    case "user": return userTextItem(itemId, message.text);
    case "assistant": return assistantItem(itemId, interrupted ? "incomplete" : "completed", "audio", message.text);
    case "system": return { id: itemId, object: "realtime.item", type: "message", status: "completed", role: "system", content: [{ type: "input_text", text: message.text }] };
    case "tool": return { id: itemId, object: "realtime.item", type: "function_call_output", status: "completed", call_id: message.callId, output: message.output };
  }
}

const textOf = (input: ItemInput): string => (input.content ?? []).map((part) => part.text ?? part.transcript ?? "").filter(Boolean).join("\n");

/** What a client created, as the wire echoes it and as the agent remembers it. Null: a kind of item that has no meaning here. */
export function readItem(input: ItemInput, id: string): { item: WireItem; message: Message; privileged: boolean } | null {
  const text = textOf(input);
  if (input.type === "function_call_output") {
    const callId = input.call_id ?? "";
    const output = input.output ?? "";
    return { item: { id, object: "realtime.item", type: "function_call_output", status: "completed", call_id: callId, output }, message: { role: "tool", callId, name: "", output }, privileged: false };
  }
  if (input.type === "function_call") {
    const call = { callId: input.call_id ?? "", name: input.name ?? "", arguments: input.arguments ?? "{}" };
    return { item: functionCallItem(id, "completed", call), message: { role: "assistant", text: "", toolCalls: [call] }, privileged: true };
  }
  if (input.type !== "message") return null;
  if (input.role === "assistant") return { item: assistantItem(id, "completed", "text", text), message: { role: "assistant", text }, privileged: true };
  if (input.role === "system" || input.role === "developer") {
    return { item: { id, object: "realtime.item", type: "message", status: "completed", role: "system", content: [{ type: "input_text", text }] }, message: { role: "system", text }, privileged: true };
  }
  const spoken = (input.content ?? []).some((part) => part.type === "input_audio");
  return { item: spoken ? userAudioItem(id, text || null) : userTextItem(id, text), message: { role: "user", text }, privileged: false };
}

/** The item without its words: what a client sees that may not say them in the agent's or the system's name. */
export const emptied = (item: WireItem): WireItem => (item.type === "message" ? { ...item, content: [] } : item.type === "function_call" ? { ...item, arguments: "{}" } : item);
