/** Reads a chat answer, streamed or whole, as reply parts; forgiving about form, strict about being complete. */
import type OpenAI from "openai";
import { Stream } from "openai/streaming";
import { z } from "zod";
import { ProviderError, type ReplyPart } from "@/lib/voice/ports";
import type { Exchange } from "@/lib/voice/exchange";
import { createThinkFilter } from "./think-filter";
import { createToolCallAssembler, toolCallDelta } from "./tool-calls";

const contentPart = z.looseObject({ text: z.string().nullish() });
const delta = z.looseObject({
  content: z.union([z.string(), z.array(contentPart)]).nullish(),
  refusal: z.string().nullish(),
  tool_calls: z.array(toolCallDelta).nullish(),
});
const choice = z.looseObject({ delta: delta.nullish(), message: delta.nullish(), finish_reason: z.string().nullish() });
const usage = z.looseObject({ prompt_tokens: z.number().nullish(), completion_tokens: z.number().nullish() });
const chunk = z.looseObject({ choices: z.array(choice).nullish(), usage: usage.nullish() });
type Chunk = z.infer<typeof chunk>;

/** Parts in order: text as it comes, then tool calls, then usage. Throws where the answer is empty, cut or no chat answer at all. */
export async function* readChat(provider: string, response: Response, exchange: Exchange, client: OpenAI): AsyncGenerator<ReplyPart> {
  const think = createThinkFilter();
  const calls = createToolCallAssembler();
  let spoke = false;
  let finish: string | null = null;
  let used: z.infer<typeof usage> | null = null;
  const text = (piece: string): ReplyPart[] => {
    if (piece.trim() !== "") spoke = true;
    return piece === "" ? [] : [{ type: "text-delta", text: piece }];
  };
  const source = chunksOf(provider, response, exchange, client);
  for await (const { choices, usage: counted } of source.chunks) {
    if (counted) used = counted;
    for (const each of choices ?? []) {
      const piece = each.delta ?? each.message;
      yield* text(think.push(textOf(piece)));
      for (const call of piece?.tool_calls ?? []) calls.push(call);
      finish = each.finish_reason ?? finish;
    }
  }
  if (finish === null && !source.sawEnd()) throw new ProviderError(provider, "cut", { cause: new Error("the stream ended without saying so") });
  yield* text(think.flush());
  const finished = calls.finish();
  for (const call of finished) yield { type: "tool-call", call };
  if (!spoke && finished.length === 0) throw new ProviderError(provider, finish === "content_filter" ? "refused" : "malformed", { cause: new Error("the answer is empty") });
  if (used) yield { type: "usage", inputTokens: used.prompt_tokens ?? 0, outputTokens: used.completion_tokens ?? 0 };
}

function textOf(piece: z.infer<typeof delta> | null | undefined): string {
  const content = piece?.content ?? piece?.refusal ?? "";
  return typeof content === "string" ? content : content.map((part) => part.text ?? "").join("");
}

function chunksOf(provider: string, response: Response, exchange: Exchange, client: OpenAI): { chunks: AsyncIterable<Chunk>; sawEnd(): boolean } {
  const type = (response.headers.get("content-type") ?? "text/event-stream").toLowerCase();
  if (type.includes("json") && !type.includes("ndjson")) return { chunks: wholeAnswer(response, exchange), sawEnd: () => true };
  if (!/event-stream|text\/plain|octet-stream/.test(type)) throw new ProviderError(provider, "malformed", { cause: new Error("the answer is not a chat stream") });
  const { body, sawEnd } = watchEnd(response);
  return { chunks: streamedAnswer(provider, body, exchange, client), sawEnd };
}

async function* wholeAnswer(response: Response, exchange: Exchange): AsyncGenerator<Chunk> {
  yield chunk.parse(await exchange.wait(response.json()));
}

async function* streamedAnswer(provider: string, response: Response, exchange: Exchange, client: OpenAI): AsyncGenerator<Chunk> {
  const controller = new AbortController();
  const events = Stream.fromSSEResponse<unknown>(response, controller, client)[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await exchange.wait(events.next());
      if (next.done) return;
      yield chunk.parse(next.value);
    }
  } catch (error) {
    throw errorEvent(provider, error) ?? error;
  } finally {
    controller.abort();
    void events.return?.(undefined)?.catch(() => undefined);
  }
}

/** Servers that fail in the middle say so in an event of their own. */
function errorEvent(provider: string, error: unknown): ProviderError | null {
  const told = z.looseObject({ status: z.undefined().optional(), error: z.looseObject({ code: z.union([z.string(), z.number()]).nullish(), type: z.string().nullish() }) }).safeParse(error);
  if (!told.success) return null;
  const words = `${told.data.error.code ?? ""} ${told.data.error.type ?? ""}`;
  const cause = new Error("the upstream reported an error in its stream");
  if (/429|rate_limit|insufficient_quota/.test(words)) return new ProviderError(provider, "rate-limited", { cause });
  if (/40[13]|authentication|permission/.test(words)) return new ProviderError(provider, "unauthorised", { cause });
  if (/400|404|422|invalid_request/.test(words)) return new ProviderError(provider, "refused", { cause });
  return new ProviderError(provider, "unavailable", { cause });
}

/** Remembers the stream's last bytes: without `[DONE]` and without a reason to finish, it was cut. */
function watchEnd(response: Response): { body: Response; sawEnd(): boolean } {
  let tail = "";
  const decoder = new TextDecoder();
  const watched = response.body?.pipeThrough(new TransformStream<Uint8Array, Uint8Array>({
    transform(bytes, controller) {
      tail = (tail + decoder.decode(bytes.subarray(-64), { stream: false })).slice(-64);
      controller.enqueue(bytes);
    },
  }, { highWaterMark: 1 }, { highWaterMark: 0 }));
  return { body: new Response(watched ?? null, { headers: response.headers }), sawEnd: () => tail.includes("[DONE]") };
}
