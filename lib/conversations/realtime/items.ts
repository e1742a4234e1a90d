/** The conversation as the wire sees it: every item by its id, in order, in the form that clients read. */
import type { HistoryItem } from "@/lib/voice/call";
import type { Message } from "@/lib/voice/ports";
import type { ItemInput } from "./client-events";
import type { WireItem } from "./server-events";

/** Longest list kept; older items can no longer be retrieved. */
const mostItems = 2_000;
/** And so much text: an item may hold 2 MiB, and there is no limit to how many a client sends. */
const mostCharacters = 4_000_000;

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

/** `forget` is told of each item that had to go. */
export function createItemBook(forget: (id: string) => void = () => {}): ItemBook {
  const items = new Map<string, WireItem>();
  const order: string[] = [];
  let characters = 0;
  const put = (item: WireItem) => {
    characters += charactersIn(item) - charactersIn(items.get(item.id));
    items.set(item.id, item);
  };
  const remove = (id: string): boolean => {
    const index = order.indexOf(id);
    if (index < 0) return false;
    characters -= charactersIn(items.get(id));
    order.splice(index, 1);
    return items.delete(id);
  };
  const tidy = (kept: string) => {
    while (order.length > mostItems || characters > mostCharacters) {
      const oldest = order.find((id) => id !== kept);
      if (oldest === undefined || !remove(oldest)) return;
      forget(oldest);
    }
  };
  const previousOf = (id: string): string | null => order[order.indexOf(id) - 1] ?? null;
  return {
    get: (id) => items.get(id) ?? null,
    last: () => order.at(-1) ?? null,
    place(item, after) {
      if (!items.has(item.id)) {
        const index = after === "root" ? 0 : after && items.has(after) ? order.indexOf(after) + 1 : order.length;
        order.splice(index, 0, item.id);
      }
      put(item);
      tidy(item.id);
      return previousOf(item.id);
    },
    previousOf,
    replace(item) { if (items.has(item.id)) put(item); },
    remove: (id) => void remove(id),
    all: () => order.flatMap((id) => items.get(id) ?? []),
  };
}

function charactersIn(item: WireItem | undefined): number {
  if (item?.type === "message") return item.content.reduce((sum, part) => sum + ("text" in part ? part.text.length : part.transcript?.length ?? 0), 0);
  return item?.type === "function_call" ? item.arguments.length : item?.output.length ?? 0;
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

/** Nothing but what only ears or eyes could take in. */
export const isUnheard = (input: ItemInput): boolean =>
  input.type === "message" && textOf(input) === "" && (input.content ?? []).some((part) => (part.type === "input_audio" && Boolean(part.audio)) || part.type === "input_image");

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
