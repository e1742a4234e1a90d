import { z } from "zod";
import type { Ctx } from "@/lib/platform/ctx";
import { columns, sql, type Statements } from "@/lib/platform/db";
import type { Order, SortColumn } from "@/lib/platform/page";
import { invite, inviteView, memberRoles, type Invite, type InviteView } from "./schema";

export interface NewInviteRow {
  id: string; kind: "workspace" | "beta"; workspaceId: string | null; role: string | null; email: string | null; note: string; tokenHash: Buffer; usesAllowed: number;
  createdBy: string | null; createdAt: Date; expiresAt: Date;
}
export const insertInvite = (tx: Statements, row: NewInviteRow): Promise<number> => tx.run(sql`insert into invites ${columns({ ...row })}`);

/** Whoever made it is still there, in no lower a role than the one it gives. */
const ranks = sql`array['viewer', 'builder', 'admin', 'owner']`;
const stillMay = sql`(i.kind = 'beta' or exists (select from members h where h.workspace_id = i.workspace_id and h.user_id = i.created_by and array_position(${ranks}, h.role) >= array_position(${ranks}, i.role)))`;

const fields = (now: Date) => sql`i.id, i.kind, i.email, i.role, i.note, i.uses_allowed, i.uses, i.created_at, i.expires_at,
  case when i.revoked_at is not null then 'revoked' when i.uses >= i.uses_allowed then 'used' when i.expires_at <= ${now} then 'expired' when not ${stillMay} then 'revoked' else 'open' end as state,
  coalesce((select jsonb_agg(jsonb_build_object('userId', u.id, 'email', u.email, 'usedAt', to_char(n.used_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by n.used_at)
    from invite_uses n join users u on u.id = n.user_id where n.invite_id = i.id), '[]') as people`;

export const findInvite = (tx: Statements, id: string, now: Date): Promise<Invite> => tx.one(invite, sql`select ${fields(now)} from invites i where i.id = ${id}`);
export const inviteId = sql`i.id`;
export const inviteSorts = { createdAt: { column: sql`i.created_at`, kind: "time" }, expiresAt: { column: sql`i.expires_at`, kind: "time" } } as const satisfies Record<string, SortColumn>;
/** `workspaceId` null: beta invites. */
export const listInvites = (ctx: Ctx, workspaceId: string | null, { after, tail }: Order): Promise<Invite[]> => ctx.db.many(invite, sql`
  select ${fields(ctx.clock.now())} from invites i where i.kind = ${workspaceId === null ? "beta" : "workspace"} and i.workspace_id is not distinct from ${workspaceId} and ${after} ${tail}`);

/** `workspaceId` null: a beta invite. */
export const revoke = (tx: Statements, id: string, workspaceId: string | null, now: Date): Promise<number> =>
  tx.run(sql`update invites set revoked_at = ${now} where id = ${id} and workspace_id is not distinct from ${workspaceId} and revoked_at is null and uses < uses_allowed`);

const open = (now: Date) => sql`i.revoked_at is null and i.expires_at > ${now} and i.uses < i.uses_allowed and ${stillMay}`;
export const viewOpen = (ctx: Ctx, tokenHash: Buffer): Promise<InviteView | null> => ctx.db.find(inviteView, sql`
  select i.kind, w.name as workspace_name, i.role, i.email is not null as bound, i.expires_at from invites i left join workspaces w on w.id = i.workspace_id
  where i.token_hash = ${tokenHash} and ${open(ctx.clock.now())}`);

/** Open, and not for another address. */
export const isOpenFor = async (ctx: Ctx, tokenHash: Buffer, email: string): Promise<boolean> => (await ctx.db.find(z.object({ id: z.string() }), sql`
  select i.id from invites i where i.token_hash = ${tokenHash} and ${open(ctx.clock.now())} and (i.email is null or i.email = ${email})`)) !== null;

const takenInvite = z.object({ id: z.string(), kind: z.enum(["workspace", "beta"]), workspaceId: z.string().nullable(), role: z.enum(memberRoles).nullable() });
export type TakenInvite = z.infer<typeof takenInvite>;
/** Uses one up for this person's address; null where it is closed, used up, or for another address. Of two at once for the last use, one gets null. */
export const take = (tx: Statements, tokenHash: Buffer, email: string, now: Date): Promise<TakenInvite | null> => tx.find(takenInvite, sql`
  update invites i set uses = i.uses + 1 where i.token_hash = ${tokenHash} and ${open(now)} and (i.email is null or i.email = ${email}) returning i.id, i.kind, i.workspace_id, i.role`);
export const insertUse = (tx: Statements, inviteId: string, userId: string, now: Date): Promise<number> =>
  tx.run(sql`insert into invite_uses ${columns({ inviteId, userId, usedAt: now })} on conflict do nothing`);

export const countRecent = async (tx: Statements, workspaceId: string, since: Date): Promise<number> =>
  (await tx.one(z.object({ count: z.number() }), sql`select count(*) as count from invites where workspace_id = ${workspaceId} and created_at > ${since}`)).count;
