import { z } from "zod";
import type { Ctx } from "@/lib/platform/ctx";
import { sql } from "@/lib/platform/db";

const person = z.object({ id: z.string() });
/** People among these, by the SHA-256 of their numbers in hex. */
export const findPeople = async (ctx: Ctx, subjects: readonly string[]): Promise<string[]> =>
  (await ctx.db.many(person, sql`select id from users where encode(sha256(id::text::bytea), 'hex') = any(${subjects}) order by id`)).map(({ id }) => id);

/** Sessions that ended after a backup was made would live again. */
export const endEverySession = (ctx: Ctx): Promise<number> => ctx.db.run(sql`update sessions set revoked_at = ${ctx.clock.now()} where revoked_at is null`);
