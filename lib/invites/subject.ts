/** Invites for a person go, and so does that they came by one. Those they made stay with their workspace, without their maker. */
import { sql, type Statements } from "@/lib/platform/db";
import { eraseAll, exportedRow, pages, type SubjectPart } from "@/lib/platform/subject";

export const invitesSubject: SubjectPart = {
  name: "invites", words: "Invites for you and by you", tables: ["invites", "invite_uses"],
  exportFor: (ctx, { userId, email }) => ({
    forYou: pages((after, limit) => ctx.db.many(exportedRow, sql`
      select i.id, i.kind, i.workspace_id, i.role, i.email, i.note, i.created_at, i.expires_at, i.revoked_at, n.used_at
      from invites i left join invite_uses n on n.invite_id = i.id and n.user_id = ${userId} where (i.email = ${email} or n.user_id is not null) and i.id > ${after} order by i.id limit ${limit}`)),
    // To whom is somebody else's.
    byYou: pages((after, limit) => ctx.db.many(exportedRow, sql`
      select id, kind, workspace_id, role, uses_allowed, uses, created_at, expires_at, revoked_at from invites where created_by = ${userId} and id > ${after} order by id limit ${limit}`)),
  }),
  eraseFor: (ctx, { userId, email }, limit) => eraseAll(limit,
    // A note on an invite for one is about whoever came by it.
    () => ctx.db.run(sql`delete from invites where id in (
      select id from invites i where i.email = ${email} or (i.uses_allowed = 1 and exists (select from invite_uses n where n.invite_id = i.id and n.user_id = ${userId})) limit ${limit})`),
    () => ctx.db.run(sql`delete from invite_uses where user_id = ${userId}`).then((rows) => Math.min(rows, limit - 1)),
    () => ctx.db.run(sql`update invites set created_by = null where id in (select id from invites where created_by = ${userId} limit ${limit})`)),
};

/** Nobody comes in any more. */
export const closeInvites = (tx: Statements, workspaceIds: readonly string[], now: Date): Promise<number> =>
  tx.run(sql`update invites set revoked_at = ${now} where workspace_id = any(${workspaceIds}) and revoked_at is null`);
