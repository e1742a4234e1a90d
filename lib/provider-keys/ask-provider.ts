/** Whether a provider takes a key, by the cheapest question that needs one. */
import { createGuardedFetch } from "@/lib/platform/guarded-fetch/client";
import { isProviderError } from "@/lib/voice/ports";
import { checkKey } from "@/lib/voice/providers/registry";
import type { KeyedProvider, ProviderKeyTest } from "./schema";

const patienceMs = 5_000;

export interface AskedKey { provider: KeyedProvider; apiKey: string; baseUrl: string | null }

/** Never throws, and says nothing of what was answered: that may repeat the key. Takes `timeoutMs` at the most, however slowly an answer drips. */
export async function askProvider({ provider, apiKey, baseUrl }: AskedKey, signal: AbortSignal, options: { fetch?: typeof fetch; timeoutMs?: number } = {}): Promise<ProviderKeyTest> {
  const late = AbortSignal.timeout(options.timeoutMs ?? patienceMs);
  try {
    await checkKey(provider, { apiKey, ...(baseUrl ? { baseUrl } : {}) }, { fetch: options.fetch ?? createGuardedFetch() }, AbortSignal.any([signal, late]));
    return { outcome: "accepted", message: baseUrl ? "The server answered and did not refuse the key." : "The provider accepts the key." };
  } catch (error) {
    const fault = isProviderError(error) ? error.fault : null;
    if (fault === "unauthorised") return { outcome: "refused", message: "The provider refuses the key. Is it whole, and not revoked?" };
    if (fault === "rate-limited") return { outcome: "unreachable", message: "The provider is too busy to say, or what the account allows is used up. Try again later." };
    if (late.aborted || fault === "timeout") return { outcome: "unreachable", message: "No answer came within 5 seconds. Is the address right?" };
    if (fault === "unavailable" || fault === "cut") return { outcome: "unreachable", message: "The provider cannot be reached, or is not working. Is the address right?" };
    return { outcome: "unreachable", message: "What is there does not answer as this provider does. Is the address right, with its version, such as /v1?" };
  }
}
