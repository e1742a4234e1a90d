import { z } from "zod";
import type { Ctx } from "@/lib/platform/ctx";
import { columns, sql } from "@/lib/platform/db";

const row = z.object({ fingerprint: z.instanceof(Buffer), state: z.enum(["working", "done"]), status: z.number().nullable(), sealedAnswer: z.instanceof(Buffer).nullable() });
export type KeyRow = z.infer<typeof row>;

/** Takes the key; false where somebody has it. One that has expired is nobody's. */
export const take = async (ctx: Ctx, key: { id: Buffer; fingerprint: Buffer; createdAt: Date; expiresAt: Date }): Promise<boolean> =>
  await ctx.db.run(sql`insert into idempotency_keys ${columns({ ...key, state: "working" })}
    on conflict (id) do update set fingerprint = excluded.fingerprint, state = 'working', status = null, sealed_answer = null, created_at = excluded.created_at, expires_at = excluded.expires_at
    where idempotency_keys.expires_at <= ${key.createdAt}`) === 1;

export const find = (ctx: Ctx, id: Buffer): Promise<KeyRow | null> => ctx.db.find(row, sql`select fingerprint, state, status, sealed_answer from idempotency_keys where id = ${id}`);
export const finish = (ctx: Ctx, id: Buffer, answer: { status: number; sealedAnswer: Buffer }): Promise<number> =>
  ctx.db.run(sql`update idempotency_keys set state = 'done', status = ${answer.status}, sealed_answer = ${answer.sealedAnswer} where id = ${id} and state = 'working'`);
export const letGo = (ctx: Ctx, id: Buffer): Promise<number> => ctx.db.run(sql`delete from idempotency_keys where id = ${id} and state = 'working'`);
export const deleteExpired = (ctx: Ctx, now: Date): Promise<number> => ctx.db.run(sql`delete from idempotency_keys where expires_at <= ${now}`);
