/** Where a person belongs. Workspaces in which there is nobody else go with them; others go on without them. */
import { z } from "zod";
import { recordAudit } from "@/lib/audit/service";
import type { Ctx } from "@/lib/platform/ctx";
import { sql, type Statements } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { eraseAll, exportedRow, pages, sharedWorkspaceName, workspaceNameFor, type SubjectPart } from "@/lib/platform/subject";

const place = z.object({ id: z.string(), name: z.string(), others: z.number(), otherOwners: z.number(), role: z.string() });
export type Place = z.infer<typeof place>;

export const placesOf = (tx: Statements, userId: string): Promise<Place[]> => tx.many(place, sql`
  select w.id, w.name, m.role, count(o.user_id) as others, count(o.user_id) filter (where o.role = 'owner') as other_owners
  from members m join workspaces w on w.id = m.workspace_id left join members o on o.workspace_id = m.workspace_id and o.user_id <> m.user_id
  where m.user_id = ${userId} group by w.id, w.name, m.role order by w.id`);

export const isAlone = ({ others }: Place): boolean => others === 0;
/** Others would be left without an owner. */
export const needsHandOver = ({ others, otherOwners, role }: Place): boolean => others > 0 && otherOwners === 0 && role === "owner";

/** Where others would be left without an owner, the one with the highest role becomes it, of several who was there first. */
export async function handOverWorkspaces(tx: Statements, userId: string): Promise<void> {
  for (const { id } of (await placesOf(tx, userId)).filter(needsHandOver)) {
    await tx.run(sql`update members set role = 'owner' where workspace_id = ${id} and user_id = (select user_id from members where workspace_id = ${id} and user_id <> ${userId}
      order by array_position(array['admin', 'builder', 'viewer'], role), created_at, user_id limit 1)`);
  }
}

/** Leaves what is shared, all at once, and gives the workspaces in which there is nobody else. Throws `last_owner` before anything is changed. `tx` must be the system's. */
export async function leaveWorkspaces(tx: Statements, ctx: Ctx, userId: string): Promise<string[]> {
  await tx.run(sql`select from workspaces where id in (select workspace_id from members where user_id = ${userId}) order by id for update`);
  const places = await placesOf(tx, userId);
  const blocking = places.filter(needsHandOver).map(({ name }) => `“${name}”`);
  if (blocking.length > 0) throw new AppError("last_owner", { public: `You are the only owner of ${blocking.join(", ")}, where others are members. Make one of them an owner first.` });
  for (const { id } of places.filter((each) => !isAlone(each))) {
    await tx.run(sql`delete from members where workspace_id = ${id} and user_id = ${userId}`);
    await recordAudit(tx, ctx, { action: "member.removed", workspaceId: id, target: { kind: "user", id: userId } });
  }
  return places.filter(isAlone).map(({ id }) => id);
}

/** A workspace that sign-up named after the person, and that goes on without them, bears their name no longer. */
const renameShared = (ctx: Ctx, name: string, workspaceIds: readonly string[]): Promise<number> => ctx.db.run(sql`
  update workspaces w set name = ${sharedWorkspaceName} where personal and name = ${workspaceNameFor(name)} and not id = any(${workspaceIds})
    and not exists (select from members m join users u on u.id = m.user_id where m.workspace_id = w.id and u.name = ${name})`);

export const workspacesSubject: SubjectPart = {
  name: "workspaces", words: "Your workspaces and memberships", tables: ["workspaces", "members", "usage_days"],
  exportFor: (ctx, { userId, workspaceIds }) => ({
    memberships: pages((after, limit) => ctx.db.many(exportedRow, sql`
      select w.id, w.name, w.personal, m.role, m.created_at from members m join workspaces w on w.id = m.workspace_id where m.user_id = ${userId} and w.id > ${after} order by w.id limit ${limit}`)),
    yours: pages((after, limit) => ctx.db.many(exportedRow, sql`
      select id, name, personal, settings, created_at from workspaces where id = any(${workspaceIds}) and id > ${after} order by id limit ${limit}`)),
    usageDays: pages((after, limit) => ctx.db.many(exportedRow, sql`
      select * from (select workspace_id || ' ' || agent_id || ' ' || day as id, conversations, turns, interruptions, talk_seconds from usage_days where workspace_id = any(${workspaceIds})) u
      where id > ${after} order by id limit ${limit}`)),
  }),
  eraseFor: (ctx, { userId, name, workspaceIds }, limit) => eraseAll(limit,
    () => ctx.db.run(sql`delete from usage_days where (workspace_id, agent_id, day) in (select workspace_id, agent_id, day from usage_days where workspace_id = any(${workspaceIds}) limit ${limit})`),
    () => ctx.db.run(sql`delete from workspaces where id in (select id from workspaces where id = any(${workspaceIds}) limit ${limit})`),
    () => (name ? renameShared(ctx, name, workspaceIds) : Promise.resolve(0)),
    () => ctx.db.run(sql`delete from members where user_id = ${userId}`)),
};
