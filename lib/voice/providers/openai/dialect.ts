/** Which optional parameters a server takes: they differ, and a server that refuses one names it. */

export interface Dialect { tokensKeys: readonly ("max_tokens" | "max_completion_tokens")[]; usage: boolean; temperature: boolean }

/** OpenAI's newer models refuse `max_tokens`; many other servers know nothing else. The first key is used, the rest are left to try. */
export function firstDialect(baseUrl: string | undefined): Dialect {
  const own = !baseUrl || /^https:\/\/([a-z]+\.)?api\.openai\.com(\/|$)/.test(baseUrl);
  return { tokensKeys: own ? ["max_completion_tokens", "max_tokens"] : ["max_tokens", "max_completion_tokens"], usage: true, temperature: true };
}

const unknownParameter = /unsupported|unrecogni[sz]ed|unknown|unexpected|extra|not (permitted|supported|allowed|support)|instead|only the default/i;

/** The dialect to try after a refusal, or null where the refusal is about something else. Each step drops something, so it ends. */
export function nextDialect(dialect: Dialect, refusal: { status?: unknown; message?: unknown; param?: unknown }): Dialect | null {
  if (refusal.status !== 400 && refusal.status !== 422) return null;
  const words = `${String(refusal.param ?? "")} ${String(refusal.message ?? "")}`;
  if (!unknownParameter.test(words)) return null;
  const [tokensKey, ...tokensKeys] = dialect.tokensKeys;
  if (dialect.usage && /stream_options|include_usage/.test(words)) return { ...dialect, usage: false };
  if (tokensKey && words.includes(tokensKey)) return { ...dialect, tokensKeys };
  if (dialect.temperature && words.includes("temperature")) return { ...dialect, temperature: false };
  return null;
}
