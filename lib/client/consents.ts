/** What this browser's caller has agreed to. The token that proves it stays here. */
import { callerTokenHeader, type Consent, type StandingConsent } from "@/lib/consent/schema";
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
