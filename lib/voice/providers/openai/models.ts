/** The models that an OpenAI-compatible server offers. */
import { z } from "zod";
import { openExchange } from "@/lib/voice/exchange";
import { createOpenAiClient, type OpenAiSettings } from "./client";

const maxAnswerBytes = 1024 * 1024;
const mostModels = 500;

/** The list as such servers write it, so that no other JSON is mistaken for one. Ollama without models says `null`. */
export const modelList = z.looseObject({ object: z.literal("list"), data: z.array(z.looseObject({ id: z.string().min(1).max(300), object: z.string(), owned_by: z.string().nullish() })).nullable() });
export type ModelList = z.infer<typeof modelList>;

export async function listOpenAiModels(settings: OpenAiSettings, signal: AbortSignal): Promise<ModelList> {
  const exchange = openExchange(settings.provider ?? "openai", signal, settings, maxAnswerBytes);
  try {
    const response = await exchange.wait(createOpenAiClient({ ...settings, fetch: exchange.fetch }).models.list({ signal: exchange.signal }).asResponse());
    const list = modelList.parse(await exchange.wait(response.json()));
    return { ...list, data: list.data?.slice(0, mostModels) ?? [] };
  } catch (error) {
    throw exchange.fault(error);
  } finally {
    exchange.end();
  }
}
