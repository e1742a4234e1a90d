/** What this browser's caller has agreed to. The token that proves it stays here. */
import type { Consent, StandingConsent } from "@/lib/consent/schema";
import { callerTokenHeader } from "@/lib/consent/words";
import { api } from "@/lib/sdk/client";
import { pageCallerTokens } from "./caller-token";

const headers = (): Record<string, string> => { const token = pageCallerTokens.read(); return token ? { [callerTokenHeader]: token } : {}; };

const list = (agent?: string) => api.request<{ items: Consent[]; standing: StandingConsent | null }>("GET", "/api/v1/consents", { headers: headers(), query: { agent } });

/** Of the signed-in person and of this browser. */
export const listConsents = async (): Promise<Consent[]> => (await list()).items;

/** What need not be asked again before a call with this agent. */
export const standingWith = async (agent: string): Promise<StandingConsent> => (await list(agent)).standing ?? { text: false, audio: false };

/** Null: everything. */
export const withdrawConsent = (agentId: string | null): Promise<undefined> =>
  api.request("DELETE", agentId === null ? "/api/v1/consents" : `/api/v1/consents/${encodeURIComponent(agentId)}`, { headers: headers() });

/** The same for one agent by its address, whatever its number is; nothing where nothing was agreed to. */
export async function withdrawFrom(agent: string): Promise<void> {
  const { items } = await list(agent);
  for (const { agentId } of items) if (agentId !== null) await withdrawConsent(agentId);
}
