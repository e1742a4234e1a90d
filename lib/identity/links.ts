/** What is done by a link in a mail: an address confirmed or changed, a forgotten password replaced. */
import { recordAudit } from "@/lib/audit/service";
import { cancelMails, requestMail, type Recipient } from "@/lib/mail/service";
import type { MailKind } from "@/lib/mail/schema";
import { sha256 } from "@/lib/platform/crypto";
import { asSystem, type Ctx } from "@/lib/platform/ctx";
import type { Statements } from "@/lib/platform/db";
import { isDuplicate } from "@/lib/platform/db-errors";
import { AppError, isAppError, fieldFault } from "@/lib/platform/errors";
import { identityProvider } from "./choose-provider";
import { forgetCredentialsOf } from "./credential-cache";
import { requireUncommonPassword } from "./passwords";
import type { Link, LinkKind } from "./provider";
import * as store from "./store";

const isLinkKind = (kind: MailKind): kind is LinkKind => kind === "verify-email" || kind === "change-email" || kind === "reset-password";

/** Whether anybody has this address shows neither in the answer nor in its time: one row is written, and the mail job looks. */
export async function requestPasswordReset(ctx: Ctx, input: { email: string }): Promise<{ accepted: true }> {
  await requestMail(asSystem(ctx).db, ctx, { kind: "reset-password", toAddress: input.email });
  return { accepted: true };
}

export async function requestVerification(ctx: Ctx, input: { email: string }): Promise<{ accepted: true }> {
  await requestMail(asSystem(ctx).db, ctx, { kind: "verify-email", toAddress: input.email });
  return { accepted: true };
}

/** For the mail job: who a mail is for, and the link in it. Older links of the kind stop working. */
export function findRecipient(ctx: Ctx) {
  return async (mail: { kind: MailKind; toAddress: string; userId: string | null }): Promise<Recipient | null> => {
    const { db } = asSystem(ctx);
    const person = mail.userId ? await store.findPerson(db, mail.userId) : await store.findPersonByEmail(db, mail.toAddress);
    if (!person || person.disabled || (mail.kind === "verify-email" && person.verified)) return null;
    if (!isLinkKind(mail.kind)) return { userId: person.id, token: null };
    const token = await identityProvider().sendLink(ctx, { kind: mail.kind, userId: person.id, email: mail.toAddress });
    return token === null ? null : { userId: person.id, token };
  };
}

/** Confirms the address of a new account, or the new address of an old one; `link_used` for anything else. */
export async function redeemVerification(ctx: Ctx, input: { token: string }): Promise<void> {
  const link = await identityProvider().redeemLink(ctx, input.token, ["verify-email", "change-email"]);
  if (!link) throw new AppError("link_used");
  if (link.kind === "change-email") { await changeEmail(ctx, link); return; }
  await asSystem(ctx).db.transaction(async (tx) => {
    if (await store.verifyEmail(tx, link.userId, link.email, ctx.clock.now()) === 0) throw new AppError("link_used");
    await recordAudit(tx, ctx, { action: "email.verified", workspaceId: null, actorId: link.userId });
  });
}

/** At the provider first; taken back there where it cannot be done here. */
async function changeEmail(ctx: Ctx, link: Link): Promise<void> {
  const { db } = asSystem(ctx);
  const provider = identityProvider();
  const before = await store.findPerson(db, link.userId);
  if (!before || await store.isEmailTaken(db, link.email)) throw new AppError("link_used");
  await provider.update(ctx, link.userId, { email: link.email }).catch((error: unknown) => { throw isAppError(error) && error.code === "conflict" ? new AppError("link_used") : error; });
  await db.transaction(async (tx) => {
    const now = ctx.clock.now();
    if (await store.isEmailTaken(tx, link.email)) throw new AppError("link_used");
    await store.changeEmail(tx, link.userId, link.email, now);
    await requestMail(tx, ctx, { kind: "email-changed", toAddress: before.email, userId: link.userId });
    await store.revokeOtherSessions(tx, link.userId, ctx.actor.userId === link.userId ? ctx.actor.credentialId : null, now);
    await store.closeLinksOf(tx, link.userId, "reset-password", now);
    await recordAudit(tx, ctx, { action: "email.changed", workspaceId: null, actorId: link.userId });
  }).catch(async (error: unknown) => { await provider.update(ctx, link.userId, { email: before.email }).catch((err: unknown) => ctx.log.error({ err }, "a change of address could not be taken back at the provider")); throw isDuplicate(error) ? new AppError("link_used") : error; });
  forgetCredentialsOf(link.userId);
}

/** Takes the link, ends every session of the person, then sets the password. The link also proves the address. */
export async function redeemPasswordReset(ctx: Ctx, input: { token: string; password: string }): Promise<void> {
  const open = await store.findOpenLinkOwner(asSystem(ctx), sha256(input.token), ["reset-password"]);
  if (!open) throw new AppError("link_used");
  await requireUncommonPassword(input.password, open.email);
  const link = await identityProvider().redeemLink(ctx, input.token, ["reset-password"]);
  if (!link) throw new AppError("link_used");
  await setPassword(ctx, { id: link.userId, email: link.email }, input.password, { keptSessionId: null, action: "password.reset" });
}

/** Ends every other session; this one stays. `validation_failed` at the field that is wrong. */
export async function changePassword(ctx: Ctx, input: { currentPassword: string; newPassword: string }): Promise<void> {
  const person = await provenPerson(ctx, input.currentPassword);
  if (input.newPassword === input.currentPassword) throw fieldFault("newPassword", "This is the password you have. Choose another.");
  await requireUncommonPassword(input.newPassword, person.email, "newPassword");
  await setPassword(ctx, person, input.newPassword, { keptSessionId: ctx.actor.credentialId, action: "password.changed" });
}

/** Sessions end first: whatever fails after that, nobody who knew the old password is still in. */
async function setPassword(ctx: Ctx, person: { id: string; email: string }, password: string, how: { keptSessionId: string | null; action: "password.reset" | "password.changed" }): Promise<void> {
  const { db } = asSystem(ctx);
  const endSessions = async (tx: Statements) => {
    await store.renewPassword(tx, person.id);
    await store.revokeOtherSessions(tx, person.id, how.keptSessionId, ctx.clock.now());
  };
  await db.transaction(endSessions);
  forgetCredentialsOf(person.id);
  await identityProvider().update(ctx, person.id, { password });
  await db.transaction(async (tx) => {
    const now = ctx.clock.now();
    await endSessions(tx);
    if (how.action === "password.reset") {
      await store.revokeUnprovenKeys(tx, person.id, now);
      await store.verifyEmail(tx, person.id, person.email, now); // a link proves the address it went to
    }
    await store.closeLinksOf(tx, person.id, "reset-password", now);
    // What was asked for with the password before is not done any more.
    await store.closeLinksOf(tx, person.id, "change-email", now);
    await cancelMails(tx, person.id, "change-email");
    await requestMail(tx, ctx, { kind: "password-changed", toAddress: person.email, userId: person.id });
    await recordAudit(tx, ctx, { action: how.action, workspaceId: null, actorId: person.id });
  });
  forgetCredentialsOf(person.id);
}

/** Nothing changes before the link that goes to the new address is used. The same answer where that address is taken. */
export async function requestEmailChange(ctx: Ctx, input: { email: string; currentPassword: string }): Promise<{ accepted: true }> {
  const person = await provenPerson(ctx, input.currentPassword);
  if (input.email.toLowerCase() === person.email.toLowerCase()) throw fieldFault("email", "This is the address you have.");
  const system = asSystem(ctx);
  const isTaken = await store.isEmailTaken(system.db, input.email);
  await requestMail(system.db, ctx, isTaken ? { kind: "address-taken", toAddress: input.email } : { kind: "change-email", toAddress: input.email, userId: person.id });
  return { accepted: true };
}

/** The person who asks, after their password has been proved again; `validation_failed` at `currentPassword` otherwise. */
export async function provenPerson(ctx: Ctx, password: string): Promise<{ id: string; email: string }> {
  if (!ctx.actor.userId) throw new AppError("unauthenticated");
  const person = await store.findPerson(asSystem(ctx).db, ctx.actor.userId);
  if (person && !person.hasPassword) throw fieldFault("currentPassword", "This account has no password: you sign in with your organisation.");
  const account = person && await identityProvider().signIn(ctx, { email: person.email, password });
  if (!person || account?.userId !== person.id) throw fieldFault("currentPassword", "This is not your password.");
  return person;
}
