/** People whose address another server vouches for. Whether it may is decided by who asks; here is what follows for the account. */
import { recordAudit } from "@/lib/audit/service";
import { requestMail } from "@/lib/mail/service";
import type { Ctx } from "@/lib/platform/ctx";
import type { Statements } from "@/lib/platform/db";
import { newUserId } from "@/lib/platform/ids";
import { identityProvider } from "./choose-provider";
import * as store from "./store";

export interface KnownPerson { id: string; email: string; verified: boolean; disabled: boolean; hasPassword: boolean }

export const findPersonById = (tx: Statements, userId: string): Promise<KnownPerson | null> => store.findPerson(tx, userId);
export const findPersonByAddress = (tx: Statements, email: string): Promise<KnownPerson | null> => store.findPersonByEmail(tx, email);

/** Without a password, and without a workspace of their own: the caller makes them a member of one. Null where the address was taken at the same moment. */
export async function insertFederatedPerson(tx: Statements, ctx: Ctx, person: { email: string; name: string; workspaceId: string }): Promise<string | null> {
  const id = newUserId();
  const now = ctx.clock.now();
  if (await store.insertUser(tx, { id, email: person.email, name: person.name, createdAt: now, emailVerifiedAt: now, hasPassword: false }) === 0) return null;
  await recordAudit(tx, ctx, { action: "account.created", actorId: id, workspaceId: person.workspaceId, detail: { method: "sso" } });
  return id;
}

/** Their address is another one now. Reset links that went to the old one stop working: it may be somebody else's soon. False where the new one is taken. */
export async function followAddress(tx: Statements, ctx: Ctx, person: KnownPerson, email: string): Promise<boolean> {
  if (await store.isEmailTaken(tx, email)) return false;
  const now = ctx.clock.now();
  // Within the caller's transaction, since the password must go on opening the same account; its own bound is three seconds.
  if (person.hasPassword) await identityProvider().update(ctx, person.id, { email });
  await store.changeEmail(tx, person.id, email, now);
  await store.closeLinksOf(tx, person.id, "reset-password", now);
  await store.closeLinksOf(tx, person.id, "verify-email", now);
  await requestMail(tx, ctx, { kind: "email-changed", toAddress: person.email, userId: person.id });
  await recordAudit(tx, ctx, { action: "email.changed", workspaceId: null, actorId: person.id, detail: { method: "sso" } });
  return true;
}
