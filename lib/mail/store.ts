import { z } from "zod";
import type { Ctx } from "@/lib/platform/ctx";
import { assignments, columns, sql, type Statements } from "@/lib/platform/db";
import { mailKinds, outboxMail, type MailKind, type OutboxMail } from "./schema";
import type { Order, SortColumn } from "@/lib/platform/page";

const dueMail = z.object({
  id: z.string(), kind: z.enum(mailKinds), state: z.enum(["requested", "queued"]), toAddress: z.string(), userId: z.string().nullable(),
  subject: z.string().nullable(), bodyText: z.string().nullable(), bodyHtml: z.string().nullable(), attempts: z.number(), createdAt: z.coerce.date(),
});
export type DueMail = z.infer<typeof dueMail>;

export const insertMail = (tx: Statements, row: { id: string; kind: MailKind; toAddress: string; userId?: string; state?: "queued"; subject?: string; bodyText?: string; bodyHtml?: string; createdAt: Date; nextAttemptAt: Date }): Promise<number> =>
  tx.run(sql`insert into mails ${columns(row)}`);

/** Takes what is due, one process each: until `until` nobody else takes it again. */
export const claimDue = (ctx: Ctx, until: Date, limit: number): Promise<DueMail[]> => ctx.db.many(dueMail, sql`
  update mails set attempts = attempts + 1, next_attempt_at = ${until}
  where id in (select id from mails where state in ('requested', 'queued') and next_attempt_at <= ${ctx.clock.now()} order by next_attempt_at limit ${limit} for update skip locked)
  returning id, kind, state, to_address, user_id, subject, body_text, body_html, attempts, created_at`);

export interface MailChange { state?: "queued" | "outbox" | "sent" | "failed"; userId?: string; subject?: string; bodyText?: string | null; bodyHtml?: string | null; nextAttemptAt?: Date; sentAt?: Date }
export const updateMail = (tx: Statements, id: string, change: MailChange): Promise<number> => tx.run(sql`update mails set ${assignments({ ...change })} where id = ${id}`);
export const deleteMail = (tx: Statements, id: string): Promise<number> => tx.run(sql`delete from mails where id = ${id}`);

export const deleteUnsent = (tx: Statements, userId: string, kind: MailKind): Promise<number> =>
  tx.run(sql`delete from mails where user_id = ${userId} and kind = ${kind} and state in ('requested', 'queued', 'outbox')`);

/** Mails of this kind that were written to this address since then, the one with `exceptId` not counted. */
export const countWritten = async (tx: Statements, mail: { toAddress: string; kind: MailKind; exceptId: string; since: Date }): Promise<number> =>
  (await tx.one(z.object({ count: z.number() }), sql`
    select count(*) as count from mails where to_address = ${mail.toAddress} and kind = ${mail.kind} and state <> 'requested' and id <> ${mail.exceptId} and created_at > ${mail.since}`)).count;

export const outboxSorts = { createdAt: { column: sql`created_at`, kind: "time" } } as const satisfies Record<string, SortColumn>;
export const listOutbox = (ctx: Ctx, { after, tail }: Order): Promise<OutboxMail[]> => ctx.db.many(outboxMail, sql`
  select id, kind, to_address, subject, body_text, created_at from mails where state = 'outbox' and ${after} ${tail}`);

export const deleteOlder = (ctx: Ctx, before: { unsent: Date; sent: Date }): Promise<number> => ctx.db.run(sql`
  delete from mails where (state in ('outbox', 'requested', 'queued') and created_at < ${before.unsent}) or created_at < ${before.sent}`);
export const requeueOutbox = (ctx: Ctx): Promise<number> => ctx.db.run(sql`update mails set state = 'queued', next_attempt_at = ${ctx.clock.now()} where state = 'outbox'`);
