import { z } from "zod";
import type { Ctx } from "@/lib/platform/ctx";
import { sql, type Statements } from "@/lib/platform/db";

const factorRow = z.object({ secret: z.string(), confirmed: z.boolean() });

export const findFactor = (tx: Statements, userId: string) => tx.find(factorRow, sql`select secret, confirmed_at is not null as confirmed from second_factors where user_id = ${userId}`);
/** False where there is a confirmed one already. */
export const proposeFactor = async (ctx: Ctx, userId: string, secret: string): Promise<boolean> => await ctx.db.run(sql`
  insert into second_factors (user_id, secret, created_at) values (${userId}, ${secret}, ${ctx.clock.now()})
  on conflict (user_id) do update set secret = excluded.secret, created_at = excluded.created_at, tries = 0 where second_factors.confirmed_at is null`) > 0;
/** Takes the step of time for a code, once; false where it, or a later one, was used. */
export const useStep = async (tx: Statements, userId: string, step: number): Promise<boolean> => await tx.run(sql`update second_factors set last_step = ${step}, tries = 0 where user_id = ${userId} and last_step < ${step}`) > 0;
export const confirmFactor = (tx: Statements, userId: string, now: Date) => tx.run(sql`update second_factors set confirmed_at = ${now} where user_id = ${userId} and confirmed_at is null`);
/** False where there were `most` within the time. Counted before the code is looked at, so that parallel guesses count too. */
export const countTry = async (ctx: Ctx, userId: string, most: number, since: Date): Promise<boolean> => await ctx.db.run(sql`
  update second_factors set tries = case when tries_since > ${since} then tries + 1 else 1 end, tries_since = case when tries_since > ${since} then tries_since else ${ctx.clock.now()} end
  where user_id = ${userId} and (tries_since is null or tries_since <= ${since} or tries < ${most})`) > 0;
export const deleteFactor = async (tx: Statements, userId: string): Promise<number> => {
  await tx.run(sql`delete from recovery_codes where user_id = ${userId}`);
  return tx.run(sql`delete from second_factors where user_id = ${userId}`);
};

export async function replaceRecoveryCodes(tx: Statements, userId: string, hashes: readonly Buffer[]): Promise<void> {
  await tx.run(sql`delete from recovery_codes where user_id = ${userId}`);
  for (const hash of hashes) await tx.run(sql`insert into recovery_codes (user_id, code_hash) values (${userId}, ${hash})`);
}
/** Takes the code, once. */
export const useRecoveryCode = async (tx: Statements, userId: string, hash: Buffer, now: Date): Promise<boolean> =>
  await tx.run(sql`update recovery_codes set used_at = ${now} where user_id = ${userId} and code_hash = ${hash} and used_at is null`) > 0
  && await tx.run(sql`update second_factors set tries = 0 where user_id = ${userId}`) > 0;

export const addressOf = async (tx: Statements, userId: string): Promise<string | null> => (await tx.find(z.object({ email: z.string() }), sql`select email from users where id = ${userId}`))?.email ?? null;
export const proveSession = (tx: Statements, sessionId: string, now: Date) => tx.run(sql`update sessions set second_factor_at = ${now} where id = ${sessionId}`);

export const sealedAfter = (tx: Statements, id: string, limit: number) => tx.many(z.object({ id: z.string(), secret: z.string() }), sql`
  select user_id::text as id, secret from second_factors where user_id::text > ${id} order by user_id::text limit ${limit}`);
export const replaceSealed = (tx: Statements, userId: string, before: string, after: string) => tx.run(sql`update second_factors set secret = ${after} where user_id = ${userId} and secret = ${before}`);
