/** What is done by a link in a mail: an address confirmed or changed, a forgotten password replaced. */
import { recordAudit } from "@/lib/audit/service";
import { requestMail, type Recipient } from "@/lib/mail/service";
import type { MailKind } from "@/lib/mail/schema";
import { sha256 } from "@/lib/platform/crypto";
import { asSystem, type Ctx } from "@/lib/platform/ctx";
import type { Statements } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { newId, newSecret } from "@/lib/platform/ids";
import { forgetCredentialsOf } from "./credential-cache";
import { hashPassword, requireUncommonPassword, verifyPassword } from "./embedded";
import * as store from "./store";

const hourMs = 3_600_000;
const linkMs = { "verify-email": 24 * hourMs, "change-email": 24 * hourMs, "reset-password": hourMs } as const;
type LinkKind = keyof typeof linkMs;
const isLinkKind = (kind: MailKind): kind is LinkKind => kind in linkMs;

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
  return async (tx: Statements, mail: { kind: MailKind; toAddress: string; userId: string | null }): Promise<Recipient | null> => {
    const person = mail.userId ? await store.findPerson(tx, mail.userId) : await store.findPersonByEmail(tx, mail.toAddress);
    if (!person || person.disabled || (mail.kind === "verify-email" && person.verified)) return null;
    if (mail.kind === "reset-password" && !person.hasPassword) return null;
    if (!isLinkKind(mail.kind)) return { userId: person.id, token: null };
    const token = newSecret("lnk");
    const now = ctx.clock.now();
    await store.closeLinksOf(tx, person.id, mail.kind, now);
    await store.insertLink(tx, { id: newId("lnk"), kind: mail.kind, userId: person.id, tokenHash: sha256(token), payload: { email: mail.toAddress }, createdAt: now, expiresAt: new Date(now.getTime() + linkMs[mail.kind]) });
    return { userId: person.id, token };
  };
}

/** Confirms the address of a new account, or the new address of an old one; `link_used` for anything else. */
export async function redeemVerification(ctx: Ctx, input: { token: string }): Promise<void> {
  const hash = sha256(input.token);
  const changed = await asSystem(ctx).db.transaction(async (tx) => {
    const now = ctx.clock.now();
    const link = await store.takeLink(tx, hash, ["verify-email", "change-email"], now);
    if (!link) throw new AppError("link_used");
    if (link.kind === "verify-email") {
      if (await store.verifyEmail(tx, link.userId, link.email, now) === 0) throw new AppError("link_used");
      await recordAudit(tx, ctx, { action: "email.verified", workspaceId: null, actorId: link.userId });
      return null;
    }
    const before = await store.findPerson(tx, link.userId);
    if (!before || await store.isEmailTaken(tx, link.email)) throw new AppError("link_used");
    await store.changeEmail(tx, link.userId, link.email, now);
    await requestMail(tx, ctx, { kind: "email-changed", toAddress: before.email, userId: link.userId });
    await store.revokeOtherSessions(tx, link.userId, ctx.actor.userId === link.userId ? ctx.actor.credentialId : null, now);
    await store.closeLinksOf(tx, link.userId, "reset-password", now);
    await recordAudit(tx, ctx, { action: "email.changed", workspaceId: null, actorId: link.userId });
    return link.userId;
  });
  if (changed) forgetCredentialsOf(changed);
}

/** Takes the link and sets the password; every session of the person ends. The link also proves the address. */
export async function redeemPasswordReset(ctx: Ctx, input: { token: string; password: string }): Promise<void> {
  const hash = sha256(input.token);
  const open = await store.findOpenLinkOwner(asSystem(ctx), hash, "reset-password");
  if (!open) throw new AppError("link_used");
  requireUncommonPassword(input.password, open.email);
  const passwordHash = await hashPassword(input.password);
  await asSystem(ctx).db.transaction(async (tx) => {
    const now = ctx.clock.now();
    const link = await store.takeLink(tx, hash, ["reset-password"], now);
    if (!link) throw new AppError("link_used");
    await store.setPassword(tx, link.userId, passwordHash, now);
    await store.verifyEmail(tx, link.userId, link.email, now);
    await store.revokeOtherSessions(tx, link.userId, null, now);
    await requestMail(tx, ctx, { kind: "password-changed", toAddress: link.email, userId: link.userId });
    await recordAudit(tx, ctx, { action: "password.reset", workspaceId: null, actorId: link.userId });
  });
  forgetCredentialsOf(open.userId);
}

/** Ends every other session; this one stays. `validation_failed` at the field that is wrong. */
export async function changePassword(ctx: Ctx, input: { currentPassword: string; newPassword: string }): Promise<void> {
  const person = await provenPerson(ctx, input.currentPassword);
  if (input.newPassword === input.currentPassword) throw fieldFault("newPassword", "This is the password you have. Choose another.");
  requireUncommonPassword(input.newPassword, person.email, "newPassword");
  const passwordHash = await hashPassword(input.newPassword);
  await asSystem(ctx).db.transaction(async (tx) => {
    const now = ctx.clock.now();
    await store.setPassword(tx, person.id, passwordHash, now);
    await store.revokeOtherSessions(tx, person.id, ctx.actor.credentialId, now);
    await store.closeLinksOf(tx, person.id, "reset-password", now);
    await requestMail(tx, ctx, { kind: "password-changed", toAddress: person.email, userId: person.id });
    await recordAudit(tx, ctx, { action: "password.changed", workspaceId: null });
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

async function provenPerson(ctx: Ctx, password: string): Promise<{ id: string; email: string }> {
  if (!ctx.actor.userId) throw new AppError("unauthenticated");
  const found = await store.findCredentialsOf(asSystem(ctx), ctx.actor.userId);
  if (!found) throw fieldFault("currentPassword", "This account has no password: you sign in with your organisation.");
  if (!(await verifyPassword(found.passwordHash, password))) throw fieldFault("currentPassword", "This is not your password.");
  return { id: ctx.actor.userId, email: found.email };
}

const fieldFault = (path: string, message: string) => new AppError("validation_failed", { errors: [{ path, message }] });
