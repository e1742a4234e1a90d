/** The `openai` client as our adapters want it: no environment, no retries, no logging, every request inside an exchange. */
import OpenAI from "openai";
import type { UpstreamSettings } from "@/lib/voice/exchange";

/** Settings shared by the three adapters. Without a base URL it is OpenAI itself; local servers need no key. */
export interface OpenAiSettings extends UpstreamSettings {
  apiKey?: string;
  /** With its version, such as `http://localhost:11434/v1`. */
  baseUrl?: string;
  /** Name under which faults are reported. */
  provider?: string;
}

/** Waiting is bounded by the exchange; this only has to be longer. */
const libraryTimeoutMs = 600_000;

export function createOpenAiClient(settings: OpenAiSettings): OpenAI {
  return new OpenAI({
    apiKey: settings.apiKey || "none",
    baseURL: settings.baseUrl || "https://api.openai.com/v1",
    organization: null,
    project: null,
    adminAPIKey: null,
    webhookSecret: null,
    maxRetries: 0,
    timeout: libraryTimeoutMs,
    logLevel: "off",
    ...(!settings.apiKey && { defaultHeaders: { Authorization: null } }),
    ...(settings.fetch && { fetch: settings.fetch }),
  });
}
