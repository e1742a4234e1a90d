import { z } from "zod";
import type { Ctx } from "@/lib/platform/ctx";
import { columns, json, sql, type Statements } from "@/lib/platform/db";
import { member, membership, workspace, type Member, type Membership, type Workspace } from "./schema";

type Role = Member["role"];

export const getWorkspace = (ctx: Ctx, id: string) => ctx.db.one(workspace, sql`
  select id, name, personal, created_at from workspaces where id = ${id} and id = ${ctx.actor.workspaceId}`);
export const updateName = (ctx: Ctx, id: string, name: string) => ctx.db.one(workspace, sql`
  update workspaces set name = ${name} where id = ${id} and id = ${ctx.actor.workspaceId} returning id, name, personal, created_at`);

const settingsRow = z.object({ settings: z.record(z.string(), z.unknown()) });
export const findSettings = async (tx: Statements, id: string): Promise<Record<string, unknown> | null> => (await tx.find(settingsRow, sql`select settings from workspaces where id = ${id}`))?.settings ?? null;
export const updateSettings = (tx: Statements, id: string, change: Record<string, unknown>): Promise<number> => tx.run(sql`update workspaces set settings = settings || ${json(change)} where id = ${id}`);

// What follows crosses workspaces, under the system role; every statement names the person or the workspace.
export const listMemberships = (tx: Statements, userId: string, currentId: string): Promise<Membership[]> => tx.many(membership, sql`
  select w.id, w.name, w.personal, w.created_at, m.role, w.id = ${currentId} as current from members m join workspaces w on w.id = m.workspace_id where m.user_id = ${userId} order by m.created_at, w.id`);
export const insertWorkspace = (tx: Statements, row: { id: string; name: string; personal: boolean; createdAt: Date }): Promise<Workspace> =>
  tx.one(workspace, sql`insert into workspaces ${columns(row)} returning id, name, personal, created_at`);
export const nameOf = async (tx: Statements, id: string): Promise<string> => (await tx.one(z.object({ name: z.string() }), sql`select name from workspaces where id = ${id}`)).name;
/** Holds the workspace until the transaction ends, so that two who leave at once leave one after the other. */
export const lockWorkspace = (tx: Statements, id: string): Promise<number> => tx.run(sql`select from workspaces where id = ${id} for update`);

export const listMembers = (tx: Statements, workspaceId: string, selfId: string | null): Promise<Member[]> => tx.many(member, sql`
  select u.id as user_id, u.email, u.name, m.role, m.created_at as joined_at, u.id is not distinct from ${selfId}::uuid as self
  from members m join users u on u.id = m.user_id where m.workspace_id = ${workspaceId} order by m.created_at, u.id`);
const roleRow = z.object({ role: member.shape.role });
export const findRole = async (tx: Statements, workspaceId: string, userId: string): Promise<Role | null> =>
  (await tx.find(roleRow, sql`select role from members where workspace_id = ${workspaceId} and user_id = ${userId}`))?.role ?? null;
const count = z.object({ count: z.number() });
export const countOtherOwners = async (tx: Statements, workspaceId: string, userId: string): Promise<number> =>
  (await tx.one(count, sql`select count(*) as count from members where workspace_id = ${workspaceId} and role = 'owner' and user_id <> ${userId}`)).count;
export const countOwned = async (tx: Statements, userId: string): Promise<number> => (await tx.one(count, sql`select count(*) as count from members where user_id = ${userId} and role = 'owner'`)).count;
export const countMemberships = async (tx: Statements, userId: string): Promise<number> => (await tx.one(count, sql`select count(*) as count from members where user_id = ${userId}`)).count;
/** 0 where they are a member already; their role stays. */
export const insertMember = (tx: Statements, row: { workspaceId: string; userId: string; role: Role; createdAt: Date }): Promise<number> =>
  tx.run(sql`insert into members ${columns(row)} on conflict do nothing`);
export const updateRole = (tx: Statements, workspaceId: string, userId: string, role: Role): Promise<number> => tx.run(sql`update members set role = ${role} where workspace_id = ${workspaceId} and user_id = ${userId}`);
export const deleteMember = (tx: Statements, workspaceId: string, userId: string): Promise<number> => tx.run(sql`delete from members where workspace_id = ${workspaceId} and user_id = ${userId}`);
/** So that none comes alive again where its member comes back. */
export const revokeKeys = (tx: Statements, workspaceId: string, userId: string, now: Date): Promise<number> =>
  tx.run(sql`update api_keys set revoked_at = ${now} where workspace_id = ${workspaceId} and user_id = ${userId} and revoked_at is null`);
export const setSessionWorkspace = (tx: Statements, sessionId: string, userId: string, workspaceId: string): Promise<number> =>
  tx.run(sql`update sessions set workspace_id = ${workspaceId} where id = ${sessionId} and user_id = ${userId}`);
