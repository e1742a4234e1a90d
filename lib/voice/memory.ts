/** The conversation as the agent remembers it: items in order, replies as far as they were heard. */
import type { HistoryItem } from "./call";
import type { Message } from "./ports";

/** Items kept at most; a longer call forgets its beginning. */
const mostItems = 1_000;
/** And so many characters: each may be as long as what its client was let in with. */
const mostCharacters = 4_000_000;
/** Messages a model is given at most. */
const mostMessages = 120;

export interface Memory {
  items(): readonly HistoryItem[];
  lastItemId(): string | null;
  find(itemId: string): HistoryItem | undefined;
  append(item: HistoryItem): { previousItemId: string | null };
  /** After `previousItemId`; `"root"` is the front, undefined or null the end. Null where that item or this one's id rules it out. */
  insert(item: HistoryItem, previousItemId: string | null | undefined): { previousItemId: string | null } | null;
  remove(itemId: string): boolean;
  replace(itemId: string, change: Partial<HistoryItem>): void;
  /** For a model: nothing empty, neighbouring words of one speaker joined, no tool output without its call. `spoken` is not part of the conversation yet. */
  messages(spoken?: Message): Message[];
}

export function createMemory(initial: HistoryItem[]): Memory {
  const items: HistoryItem[] = initial.slice(-mostItems);
  const indexOf = (itemId: string) => items.findIndex((item) => item.itemId === itemId);
  const insertAt = (index: number, item: HistoryItem) => {
    const previousItemId = items[index - 1]?.itemId ?? null;
    items.splice(index, 0, item);
    if (items.length > mostItems) items.splice(0, items.length - mostItems);
    for (let held = items.reduce((sum, each) => sum + charactersOf(each), 0); held > mostCharacters && items.length > 1;) held -= charactersOf(items.shift());
    return { previousItemId };
  };
  return {
    items: () => items,
    lastItemId: () => items.at(-1)?.itemId ?? null,
    find: (itemId) => items[indexOf(itemId)],
    append: (item) => insertAt(items.length, item),
    insert(item, previousItemId) {
      if (indexOf(item.itemId) >= 0) return null;
      if (previousItemId === "root") return insertAt(0, item);
      if (previousItemId === null || previousItemId === undefined) return insertAt(items.length, item);
      const index = indexOf(previousItemId);
      return index < 0 ? null : insertAt(index + 1, item);
    },
    remove(itemId) {
      const index = indexOf(itemId);
      if (index >= 0) items.splice(index, 1);
      return index >= 0;
    },
    replace(itemId, change) {
      const item = items[indexOf(itemId)];
      if (item) Object.assign(item, change);
    },
    messages: (spoken) => tidy([...items.slice(-mostMessages).map((item) => item.message), ...spoken ? [spoken] : []]),
  };
}

const lengthOf = (message: Message): number =>
  message.role === "tool" ? message.output.length : message.text.length + (message.role === "assistant" ? message.toolCalls ?? [] : []).reduce((sum, call) => sum + call.arguments.length, 0);
const charactersOf = (item: HistoryItem | undefined): number => (item ? lengthOf(item.message) + (item.generatedText?.length ?? 0) : 0);

function tidy(messages: Message[]): Message[] {
  const outputs = new Map(messages.flatMap((message) => message.role === "tool" ? [[message.callId, message] as const] : []));
  const joined: Message[] = [];
  for (const message of messages) {
    if (message.role === "tool") continue;
    const toolCalls = message.role === "assistant" ? (message.toolCalls ?? []).filter((call) => outputs.has(call.callId)) : [];
    if (message.text.trim() === "" && toolCalls.length === 0) continue;
    const last = joined.at(-1);
    if (message.role === "assistant") {
      const before = last?.role === "assistant" ? last : null;
      const text = [before?.text ?? "", message.text].filter((part) => part.trim() !== "").join(" ");
      const calls = [...before?.toolCalls ?? [], ...toolCalls];
      if (before && (before.toolCalls ?? []).length > 0 && toolCalls.length === 0) joined.push({ role: "assistant", text: message.text });
      else joined.splice(before ? joined.length - 1 : joined.length, 1, { role: "assistant", text, ...calls.length > 0 && { toolCalls: calls } });
    } else if (message.role === "user" && last?.role === "user") joined[joined.length - 1] = { role: "user", text: `${last.text} ${message.text}` };
    else joined.push(message);
  }
  return joined.flatMap((message): Message[] => message.role !== "assistant" ? [message]
    : [message, ...(message.toolCalls ?? []).flatMap((call) => outputs.get(call.callId) ?? [])]);
}
