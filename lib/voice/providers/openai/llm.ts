/** Replies from any server that speaks OpenAI's chat completions: OpenAI, Ollama, vLLM, llama.cpp, Groq and others. */
import type OpenAI from "openai";
import type { ChatCompletionCreateParamsStreaming } from "openai/resources/chat/completions";
import type { LanguageModel, ReplyPart, ReplyRequest } from "@/lib/voice/ports";
import { ProviderError } from "@/lib/voice/ports";
import { openExchange, type Exchange } from "@/lib/voice/exchange";
import { readChat } from "./chat-reading";
import { createOpenAiClient, type OpenAiSettings } from "./client";
import { firstDialect, nextDialect, type Dialect } from "./dialect";
import { chatMessages } from "./prompt";

/** A spoken reply has a few hundred bytes; whoever sends this much is broken. */
const maxAnswerBytes = 8 * 1024 * 1024;

export interface OpenAiModelSettings extends OpenAiSettings { model: string }

export function createOpenAiModel(settings: OpenAiModelSettings): LanguageModel {
  const provider = settings.provider ?? "openai";
  const client = createOpenAiClient(settings);
  /** What the server was found to take; the same for every call. */
  let dialect = firstDialect(settings.baseUrl);

  const send = async (exchange: Exchange, request: ReplyRequest): Promise<Response> => {
    for (;;) {
      const tried = dialect;
      try {
        const call = client.withOptions({ fetch: exchange.fetch }).chat.completions.create(chatBody(settings.model, request, tried), { signal: exchange.signal });
        return await exchange.wait(call.asResponse());
      } catch (error) {
        const next = nextDialect(tried, refusalIn(error));
        if (!next || exchange.signal.aborted) throw error;
        dialect = next;
      }
    }
  };

  return {
    id: `${provider}:${settings.model}`,
    capabilities: { tools: true, followsPrompt: true, usesKnowledge: true },
    reply: (request, signal) => guarded(provider, settings, client, signal, (exchange) => send(exchange, request)),
  };
}

async function* guarded(provider: string, settings: OpenAiModelSettings, client: OpenAI, signal: AbortSignal, send: (exchange: Exchange) => Promise<Response>): AsyncGenerator<ReplyPart> {
  const exchange = openExchange(provider, signal, settings, maxAnswerBytes);
  try {
    const response = await send(exchange);
    for await (const part of readChat(provider, response, exchange, client)) {
      if (signal.aborted) throw new ProviderError(provider, "aborted");
      yield part;
    }
  } catch (error) {
    throw exchange.fault(error);
  } finally {
    exchange.end();
  }
}

function chatBody(model: string, request: ReplyRequest, dialect: Dialect): ChatCompletionCreateParamsStreaming {
  const { tools, toolChoice, maxTokens, temperature } = request;
  const [tokensKey] = dialect.tokensKeys;
  return {
    model,
    messages: chatMessages(request),
    stream: true,
    ...(dialect.usage && { stream_options: { include_usage: true } }),
    ...(maxTokens !== null && tokensKey && { [tokensKey]: maxTokens }),
    ...(temperature !== null && dialect.temperature && { temperature }),
    ...(tools.length > 0 && {
      tools: tools.map(({ name, description, parameters }) => ({ type: "function" as const, function: { name, description, parameters } })),
      tool_choice: typeof toolChoice === "string" ? toolChoice : { type: "function" as const, function: { name: toolChoice.name } },
    }),
  };
}

function refusalIn(error: unknown): { status?: unknown; message?: unknown; param?: unknown } {
  return typeof error === "object" && error !== null ? error : {};
}
