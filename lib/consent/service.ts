import { sha256 } from "@/lib/platform/crypto";
import type { Actor } from "@/lib/platform/ctx";
import type { Statements } from "@/lib/platform/db";
import { newId, newSecret } from "@/lib/platform/ids";
import { callerToken, callerTextVersion, consentTexts, type Consent, type ConsentKind } from "./schema";
import * as store from "./store";

export { callerTextVersion, consentKinds } from "./schema";

/** Whose consent it is: an account's, a caller's with a token, or that of one conversation alone, whose caller left no proof. */
export interface Consenter { userId: string | null; callerHash: Buffer | null; conversationId: string | null }

/** A key speaks for whoever uses its holder's product, so its holder's own account is not meant. */
export const consenterOf = (actor: Actor, token: string | null, conversationId: string | null = null): Consenter => ({
  userId: actor.kind === "user" ? actor.userId : null, callerHash: callerHashOf(token), conversationId,
});
export const newCallerToken = (): string => newSecret("clr");
/** Null for what is no token. */
export const callerHashOf = (token: string | null): Buffer | null => (token !== null && callerToken.safeParse(token).success ? sha256(token) : null);

export interface ConsentPlace { workspaceId: string; agentId: string; conversationId: string }

/** Keeps that, when and to which words somebody agreed; it stands for every later call with this agent. In the transaction that opens the conversation to it. */
export async function grantConsent(tx: Statements, place: ConsentPlace, whose: Consenter, kind: ConsentKind, now: Date): Promise<void> {
  await store.insertConsent(tx, { id: newId("cns"), ...place, userId: whose.userId, callerHash: whose.userId ? null : whose.callerHash, kind, textVersion: callerTextVersion, grantedAt: now });
}

/**
 * What stands between this caller and this agent, in the words of today: an older version's yes is none.
 * `signUpVersion` is given for a member of the agent's workspace, who agreed to text at sign-up. Taking back waits for the transaction.
 */
export async function standingConsents(tx: Statements, place: { workspaceId: string; agentId: string }, whose: Consenter, signUpVersion: string | null, now: Date): Promise<Record<ConsentKind, boolean>> {
  const { workspaceId, agentId } = place;
  if (signUpVersion && whose.userId) await store.spreadSignUp(tx, { id: newId("cns"), workspaceId, agentId, userId: whose.userId, textVersion: signUpVersion, grantedAt: now });
  const kinds = await store.findStanding(tx, { ...whose, conversationId: null }, agentId, [callerTextVersion, ...(signUpVersion ? [signUpVersion] : [])]);
  return { text: kinds.includes("text"), audio: kinds.includes("audio") };
}

/** What need not be asked before a call with this agent; false, too, where there is none. */
export const previewConsents = async (tx: Statements, whose: Consenter, agent: { slug: string; ownWorkspaceId: string }, signUpVersion: string): Promise<Record<ConsentKind, boolean>> =>
  (await store.previewStanding(tx, whose, agent, { caller: callerTextVersion, signUp: signUpVersion })) ?? { text: false, audio: false };

/** Marks them taken back; what was kept is for the caller of this to delete, in the same transaction. */
export const withdrawConsents = (tx: Statements, whose: Consenter, agentId: string | null, kinds: readonly ConsentKind[], now: Date): Promise<number> =>
  store.withdrawConsents(tx, whose, agentId, kinds, now);

/** For a database that was restored; see `backups/ledger.ts`. */
export { listOutlived, withdrawSignUp } from "./store";

/** By agent; of several versions the newest. */
export async function listGranted(tx: Statements, whose: Consenter, options: { slug: string | null; signUpVersion: string | null }): Promise<Consent[]> {
  const entries = new Map<string | null, Consent>();
  for (const row of await store.listGranted(tx, whose, options.slug)) {
    const entry = entries.get(row.agentId) ?? { agentId: row.agentId, agentName: row.agentName, text: null, audio: null };
    entries.set(row.agentId, entry);
    const current = row.textVersion === callerTextVersion || row.textVersion === options.signUpVersion;
    if (entry[row.kind]?.current || (entry[row.kind] && !current)) continue;
    const words = consentTexts[row.textVersion]?.[row.kind];
    entry[row.kind] = { grantedAt: row.grantedAt, textVersion: row.textVersion, words: words ? `${words.label}. ${words.hint}` : row.textVersion, current, keptUntil: null };
  }
  return [...entries.values()];
}
