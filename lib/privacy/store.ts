import { z } from "zod";
import type { Ctx } from "@/lib/platform/ctx";
import { columns, json, sql, type Statements } from "@/lib/platform/db";

const erasure = z.object({
  id: z.string(), userId: z.string(), pseudonym: z.string(), workspaceIds: z.array(z.string()), step: z.string(), counts: z.record(z.string(), z.number()),
});
export type Erasure = z.infer<typeof erasure>;

export const insertErasure = (tx: Statements, row: { id: string; userId: string; pseudonym: string; workspaceIds: string[]; tokenHash: Buffer; requestedAt: Date }): Promise<number> =>
  tx.run(sql`insert into erasures ${columns(row)}`);

/** May be claimed at once. 0 where none is under way. */
export const hastenErasure = (tx: Statements, userId: string, requestedAt: Date): Promise<number> => tx.run(sql`
  update erasures set leased_until = null, requested_at = least(requested_at, ${requestedAt}::timestamptz) where user_id = ${userId} and done_at is null`);

/** Takes the oldest that nobody works on and that was asked for before `before`; nobody else takes it until `until`. */
export const claimErasure = (ctx: Ctx, before: Date, until: Date): Promise<Erasure | null> => ctx.db.find(erasure, sql`
  update erasures set leased_until = ${until} where id = (
    select id from erasures where done_at is null and requested_at <= ${before} and (leased_until is null or leased_until <= ${ctx.clock.now()}) order by requested_at limit 1 for update skip locked)
  returning id, user_id, pseudonym, workspace_ids, step, counts`);

export const keepProgress = (ctx: Ctx, id: string, progress: { step: string; counts: Record<string, number>; leasedUntil: Date }): Promise<number> => ctx.db.run(sql`
  update erasures set step = ${progress.step}, counts = ${json(progress.counts)}, leased_until = ${progress.leasedUntil} where id = ${id} and done_at is null`);
export const releaseErasure = (ctx: Ctx, id: string): Promise<number> => ctx.db.run(sql`update erasures set leased_until = null where id = ${id}`);

/** Forgets whose it was. 0 where that was done before. */
export const finishErasure = (tx: Statements, id: string, now: Date): Promise<number> => tx.run(sql`
  update erasures set user_id = null, workspace_ids = '{}', leased_until = null, step = 'done', done_at = ${now} where id = ${id} and done_at is null`);
/** Leaves the pseudonym and the times. */
export const stripErasures = (ctx: Ctx, before: Date): Promise<number> => ctx.db.run(sql`
  update erasures set token_hash = null, counts = '{}' where done_at < ${before} and token_hash is not null`);

const progress = z.object({ step: z.string(), counts: z.record(z.string(), z.number()), requestedAt: z.string(), doneAt: z.string().nullable() });
export const findProgress = (ctx: Ctx, tokenHash: Buffer): Promise<z.infer<typeof progress> | null> => ctx.db.find(progress, sql`
  select step, counts, requested_at, done_at from erasures where token_hash = ${tokenHash}`);

export const insertExport = (tx: Statements, row: { id: string; userId: string; tokenHash: Buffer; createdAt: Date; expiresAt: Date }): Promise<number> => tx.run(sql`insert into exports ${columns(row)}`);
export const countExports = async (tx: Statements, userId: string, since: Date): Promise<number> =>
  (await tx.one(z.object({ count: z.number() }), sql`select count(*) as count from exports where user_id = ${userId} and created_at > ${since}`)).count;
/** Of two that bring the same token, one gets it; nobody but the person does. */
export const takeExport = (tx: Statements, tokenHash: Buffer, userId: string, now: Date): Promise<{ id: string } | null> => tx.find(z.object({ id: z.string() }), sql`
  update exports set downloaded_at = ${now} where token_hash = ${tokenHash} and user_id = ${userId} and downloaded_at is null and expires_at > ${now} returning id`);
export const deleteExports = (ctx: Ctx, before: Date): Promise<number> => ctx.db.run(sql`delete from exports where created_at < ${before}`);
