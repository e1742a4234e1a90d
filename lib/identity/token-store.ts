import { z } from "zod";
import type { Ctx } from "@/lib/platform/ctx";
import { columns, sql, type Statements } from "@/lib/platform/db";

export interface NewTokens { tokenHash: Buffer; sessionId: string; accessHash: Buffer; accessExpiresAt: Date; createdAt: Date }
export const insertTokens = (tx: Statements, row: NewTokens) => tx.run(sql`insert into refresh_tokens ${columns({ ...row })}`);

const refreshRow = z.object({ sessionId: z.string(), userId: z.string(), usedAt: z.coerce.date().nullable(), open: z.boolean() });
/** Locked until the transaction ends: of many that show one token, one rotates it. */
export const findRefreshToken = (tx: Statements, tokenHash: Buffer, now: Date) => tx.find(refreshRow, sql`
  select r.session_id, s.user_id, r.used_at, (s.revoked_at is null and s.idle_expires_at > ${now} and s.expires_at > ${now} and u.disabled_at is null) as open
  from refresh_tokens r join sessions s on s.id = r.session_id join users u on u.id = s.user_id where r.token_hash = ${tokenHash} for update of r`);
export const markUsed = (tx: Statements, tokenHash: Buffer, now: Date) => tx.run(sql`update refresh_tokens set used_at = ${now} where token_hash = ${tokenHash}`);
/** Whether the successor itself was used by now: then nobody needs its parent any more. */
export const isUsed = async (tx: Statements, tokenHash: Buffer): Promise<boolean> => (await tx.find(z.object({ used: z.boolean() }), sql`select used_at is not null as used from refresh_tokens where token_hash = ${tokenHash}`))?.used ?? false;
export const extendSession = (tx: Statements, sessionId: string, now: Date, idleExpiresAt: Date) => tx.run(sql`update sessions set last_seen_at = ${now}, idle_expires_at = ${idleExpiresAt} where id = ${sessionId}`);
export const revokeSession = (tx: Statements, sessionId: string, now: Date) => tx.run(sql`update sessions set revoked_at = ${now} where id = ${sessionId} and revoked_at is null`);

/** The session of a living access token. */
export const findSessionOfAccess = async (ctx: Ctx, accessHash: Buffer): Promise<string | null> => (await ctx.db.find(z.object({ sessionId: z.string() }), sql`
  select session_id from refresh_tokens where access_hash = ${accessHash} and access_expires_at > ${ctx.clock.now()}`))?.sessionId ?? null;
