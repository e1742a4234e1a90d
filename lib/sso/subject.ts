/** What an organisation's identity server said of a person. A connection and its domains are the workspace's, and go with it. */
import { sql } from "@/lib/platform/db";
import { eraseAll, exportedRow, pages, type SubjectPart } from "@/lib/platform/subject";

export const ssoSubject: SubjectPart = {
  name: "single-sign-on", words: "Sign-ins by your organisation", tables: ["sso_connections", "sso_domains", "sso_identities"],
  exportFor: (ctx, { userId }) => ({
    identities: pages((after, limit) => ctx.db.many(exportedRow, sql`
      select * from (select workspace_id || ' ' || issuer || ' ' || subject as id, workspace_id, issuer, subject, email, created_at, last_used_at from sso_identities where user_id = ${userId}) t
      where id > ${after} order by id limit ${limit}`)),
  }),
  eraseFor: (ctx, { userId }, limit) => eraseAll(limit, () => ctx.db.run(sql`delete from sso_identities where user_id = ${userId}`).then((rows) => Math.min(rows, limit - 1))),
};
