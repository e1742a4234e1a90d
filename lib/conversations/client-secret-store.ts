import { z } from "zod";
import type { Ctx } from "@/lib/platform/ctx";
import { columns, sql } from "@/lib/platform/db";

export interface NewSecret {
  id: string; workspaceId: string; agentId: string; userId: string | null; secretHash: Buffer; actor: Record<string, unknown>; session: Record<string, unknown>; createdAt: Date; expiresAt: Date;
}

export const insertSecret = (ctx: Ctx, row: NewSecret): Promise<number> => ctx.db.run(sql`insert into client_secrets ${columns({ ...row })}`);

/** Of two that bring the same secret, one gets null. */
export const useSecret = (ctx: Ctx, secretHash: Buffer, now: Date): Promise<{ actor: unknown; session: unknown } | null> =>
  ctx.db.find(z.object({ actor: z.unknown(), session: z.unknown() }), sql`update client_secrets set used_at = ${now} where secret_hash = ${secretHash} and used_at is null and expires_at > ${now} returning actor, session`);

export const deleteExpired = (ctx: Ctx, now: Date): Promise<number> => ctx.db.run(sql`delete from client_secrets where expires_at < ${now}`);
