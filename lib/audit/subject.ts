/** The log stays, and tells of a person who is gone by a pseudonym. */
import { sql } from "@/lib/platform/db";
import { eraseAll, exportedRow, pages, type SubjectPart } from "@/lib/platform/subject";

export const auditSubject: SubjectPart = {
  name: "audit", words: "The log of who did what", tables: ["audit_events"],
  // Who else acted or was acted on is theirs, and so is where from.
  exportFor: (ctx, { userId }) => ({
    events: pages((after, limit) => ctx.db.many(exportedRow, sql`
      select id, action, workspace_id, at, actor_kind, coalesce(actor_id = ${userId}, false) as by_you, case when actor_id = ${userId} then credential_id end as credential_id, target_kind,
        case when target_kind = 'user' and target_id <> ${userId}::text then null else target_id end as target_id, detail, case when actor_id = ${userId} then from_address end as from_address
      from audit_events where (actor_id = ${userId} or target_id = ${userId}::text) and id > ${after} order by id limit ${limit}`)),
  }),
  // What nobody known did to them, a refused sign-in, was most likely tried by themselves.
  eraseFor: (ctx, { userId, pseudonym }, limit) => eraseAll(limit, () => ctx.db.run(sql`
    update audit_events set actor_id = case when actor_id = ${userId} then ${pseudonym}::uuid else actor_id end, target_id = case when target_id = ${userId}::text then ${pseudonym}::text else target_id end,
      from_address = case when actor_id is null or actor_id = ${userId} then null else from_address end
    where sequence in (select sequence from audit_events where actor_id = ${userId} or target_id = ${userId}::text limit ${limit})`)),
};
