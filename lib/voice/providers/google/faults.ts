/** What Google's answers mean: its status words, where they say more than the HTTP status. */
import { ProviderError, type ProviderFault } from "@/lib/voice/ports";

/** Either is enough. A service account only works for text-to-speech. */
export interface GoogleCredentials {
  apiKey?: string;
  serviceAccount?: { clientEmail: string; privateKey: string };
}

/** An invalid key is answered with 400 and this reason. */
const badKey = /API_KEY_INVALID|API key not valid|invalid_grant/;

export function faultOfGoogle(provider: string, fault: ProviderError, error: unknown): ProviderError {
  if (fault.fault !== "refused") return fault;
  const meaning: ProviderFault | null = badKey.test(wordsIn(error)) ? "unauthorised" : null;
  return meaning ? new ProviderError(provider, meaning, { cause: fault.cause }) : fault;
}

function wordsIn(error: unknown): string {
  if (typeof error !== "object" || error === null) return "";
  const reason = "reason" in error ? String(error.reason) : "";
  return `${error instanceof Error ? error.message : ""} ${reason}`;
}
