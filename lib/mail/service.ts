import { recordAuditAlone } from "@/lib/audit/service";
import { asSystem, type Ctx } from "@/lib/platform/ctx";
import type { Statements } from "@/lib/platform/db";
import { env, publicOrigin } from "@/lib/platform/env";
import type { PartHealth } from "@/lib/platform/health";
import { newId } from "@/lib/platform/ids";
import { pageFrom, type Asked, type Page } from "@/lib/platform/page";
import { cleanText } from "@/lib/platform/text";
import { needsLink, writeLetter, type Letter } from "./letter";
import { outboxQuery, type MailKind, type OutboxMail } from "./schema";
import { sendBySmtp, smtpFault } from "./smtp";
import * as store from "./store";

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** A claimed mail is nobody else's for so long; above what an unwilling mail server can take. */
const leaseMs = 2 * minuteMs;
const batch = 20;
/** Of one kind to one address: nobody's mailbox is filled by somebody else. */
const mostPerHour = 5;
const leastApartMs = minuteMs;
/** A month of addresses is the record; what was in a mail is gone once it is sent. */
const recordMs = 30 * dayMs;

/** What the sender finds behind an address when the mail is about to be written; null where there is nobody to write to. */
export interface Recipient { userId: string; token: string | null }
export type FindRecipient = (mail: { kind: MailKind; toAddress: string; userId: string | null }) => Promise<Recipient | null>;

/** Asks for a mail, within the caller's transaction. The same one insert whether anybody has this address or not. */
export const requestMail = (tx: Statements, ctx: Ctx, mail: { kind: MailKind; toAddress: string; userId?: string }): Promise<number> =>
  store.insertMail(tx, { id: newId("mal"), ...mail, createdAt: ctx.clock.now(), nextAttemptAt: ctx.clock.now() });

/** What has not been sent yet, and is not wanted any more. */
export const cancelMails = (tx: Statements, userId: string, kind: MailKind): Promise<number> => store.deleteUnsent(tx, userId, kind);

/** A letter that is written already, as for somebody who need not have an account. */
export async function queueLetter(tx: Statements, ctx: Ctx, mail: { kind: MailKind; toAddress: string; token: string; about?: string }): Promise<void> {
  const letter = writeLetter(mail.kind, publicOrigin(), mail.token, mail.about);
  const now = ctx.clock.now();
  await store.insertMail(tx, { id: newId("mal"), kind: mail.kind, toAddress: mail.toAddress, state: "queued", subject: letter.subject, bodyText: letter.text, bodyHtml: letter.html, createdAt: now, nextAttemptAt: now });
}

/** What a caller wants passed on, to an address that a workspace set. False, and nothing queued, where as many went there within the hour. */
export async function queueCallerMessage(tx: Statements, ctx: Ctx, mail: { toAddress: string; quoted: readonly string[]; mostPerHour: number }): Promise<boolean> {
  const now = ctx.clock.now();
  const { toAddress } = mail;
  if (await store.countWritten(tx, { toAddress, kind: "caller-message", exceptId: "", since: new Date(now.getTime() - 60 * minuteMs) }) >= mail.mostPerHour) return false;
  const letter = writeLetter("caller-message", publicOrigin(), null, undefined, mail.quoted.map(cleanText));
  await store.insertMail(tx, { id: newId("mal"), kind: "caller-message", toAddress, state: "queued", subject: letter.subject, bodyText: letter.text, bodyHtml: letter.html, createdAt: now, nextAttemptAt: now });
  return true;
}

/** Writes what was asked for, and sends it or lays it in the outbox. `find` makes the link; a mail for which it fails is tried again like one that the mail server did not take. */
export async function deliverMails(ctx: Ctx, find: FindRecipient): Promise<{ delivered: number }> {
  const system = asSystem(ctx);
  const due = await store.claimDue(system, new Date(ctx.clock.now().getTime() + leaseMs), batch);
  let delivered = 0;
  for (const mail of due) {
    const letter = mail.state === "queued" ? letterOf(mail) : await write(system, mail, find).catch((error: unknown) => postpone(system, mail, { err: error }));
    if (letter && await hand(system, mail, letter)) delivered += 1;
  }
  return { delivered };
}

const letterOf = ({ subject, bodyText, bodyHtml }: store.DueMail): Letter => ({ subject: subject ?? "", text: bodyText ?? "", html: bodyHtml ?? "" });

async function write(ctx: Ctx, mail: store.DueMail, find: FindRecipient): Promise<Letter | null> {
  const recipient = await isTooMany(ctx, mail) ? null : await find(mail);
  if (!recipient) { await store.deleteMail(ctx.db, mail.id); return null; }
  const letter = writeLetter(mail.kind, publicOrigin(), needsLink(mail.kind) ? recipient.token : null);
  await store.updateMail(ctx.db, mail.id, { state: "queued", userId: recipient.userId, subject: letter.subject, bodyText: letter.text, bodyHtml: letter.html });
  return letter;
}

async function isTooMany(ctx: Ctx, mail: store.DueMail): Promise<boolean> {
  const since = (agoMs: number) => new Date(ctx.clock.now().getTime() - agoMs);
  const written = (agoMs: number) => store.countWritten(ctx.db, { toAddress: mail.toAddress, kind: mail.kind, exceptId: mail.id, since: since(agoMs) });
  return await written(leastApartMs) > 0 || await written(60 * minuteMs) >= mostPerHour;
}

async function hand(ctx: Ctx, mail: store.DueMail, letter: Letter): Promise<boolean> {
  const { SMTP_URL: url, MAIL_FROM: from } = env();
  if (!url || !from) { await store.updateMail(ctx.db, mail.id, { state: "outbox" }); return true; }
  try {
    await sendBySmtp({ url, from }, mail.toAddress, letter);
  } catch (error) {
    await postpone(ctx, mail, smtpFault(error));
    return false;
  }
  await store.updateMail(ctx.db, mail.id, { state: "sent", sentAt: ctx.clock.now(), bodyText: null, bodyHtml: null });
  return true;
}

async function postpone(ctx: Ctx, mail: store.DueMail, fault: object): Promise<null> {
  const isTooOld = ctx.clock.now().getTime() - mail.createdAt.getTime() > dayMs;
  ctx.log.warn({ mailId: mail.id, kind: mail.kind, attempts: mail.attempts, ...fault }, "mail was not taken");
  await store.updateMail(ctx.db, mail.id, isTooOld ? { state: "failed", bodyText: null, bodyHtml: null } : { nextAttemptAt: new Date(ctx.clock.now().getTime() + waitMs(mail.attempts)) });
  return null;
}

/** 10 s, 20 s, 40 s … an hour at most: a mail server that is down for a day loses nothing. */
const waitMs = (attempts: number): number => Math.min(60 * minuteMs, 10_000 * 2 ** Math.min(attempts - 1, 10));

export async function listOutbox(ctx: Ctx, asked: Asked<typeof outboxQuery> = {}): Promise<Page<OutboxMail> & { mailServer: boolean }> {
  const page = await pageFrom(outboxQuery.parse(asked), store.outboxSorts, (order) => store.listOutbox(asSystem(ctx), order));
  await recordAuditAlone(ctx, { action: "admin.outbox_read", workspaceId: null, detail: { mails: page.items.length } });
  return { ...page, mailServer: Boolean(env().SMTP_URL) };
}

/** Unsent mail goes when every link in it has expired. Where a mail server has been set since, the outbox is sent. */
export async function sweepMails(ctx: Ctx): Promise<{ deleted: number; requeued: number }> {
  const system = asSystem(ctx);
  const before = (agoMs: number) => new Date(ctx.clock.now().getTime() - agoMs);
  const deleted = await store.deleteOlder(system, { unsent: before(dayMs + minuteMs), sent: before(recordMs) });
  return { deleted, requeued: env().SMTP_URL ? await store.requeueOutbox(system) : 0 };
}

/** For the health page. */
export const mailHealth = (): PartHealth => ({ state: "ok", detail: env().SMTP_URL
  ? "Mail goes to the configured server."
  : "No mail server is set (SMTP_URL): mail waits in the outbox at /admin/outbox, where platform administrators read it." });
