/** A reply request as chat messages: one system message, the conversation, tool results in their own role. */
import type { ChatCompletionMessageParam } from "openai/resources/chat/completions";
import type { Message, ReplyRequest } from "@/lib/voice/ports";
import { splitSystem } from "@/lib/voice/system-prompt";

/** About 6,000 tokens: what small local models still take beside a conversation. */
const maxKnowledgeCharacters = 24_000;

/** One system message only: several chat templates refuse a second one at the start. */
export function chatMessages(request: ReplyRequest): ChatCompletionMessageParam[] {
  const { system, rest } = splitSystem(request, maxKnowledgeCharacters);
  const messages = rest.map(chatMessage);
  return system === "" ? messages : [{ role: "system", content: system }, ...messages];
}

function chatMessage(message: Message): ChatCompletionMessageParam {
  switch (message.role) {
    case "system": return { role: "system", content: message.text };
    case "user": return { role: "user", content: message.text };
    case "tool": return { role: "tool", tool_call_id: message.callId, content: message.output };
    case "assistant": return {
      role: "assistant",
      content: message.text === "" && message.toolCalls?.length ? null : message.text,
      ...(message.toolCalls?.length && {
        tool_calls: message.toolCalls.map((call) => ({ id: call.callId, type: "function" as const, function: { name: call.name, arguments: call.arguments } })),
      }),
    };
  }
}
