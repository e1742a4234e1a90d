import { sql } from "@/lib/platform/db";
import { eraseAll, exportedRow, pages, type SubjectPart } from "@/lib/platform/subject";

export const privacySubject: SubjectPart = {
  name: "privacy", words: "Copies of your data that you asked for", tables: ["exports", "erasures"],
  exportFor: (ctx, { userId }) => ({
    exports: pages((after, limit) => ctx.db.many(exportedRow, sql`
      select id, created_at, expires_at, downloaded_at from exports where user_id = ${userId} and id > ${after} order by id limit ${limit}`)),
    erasures: pages((after, limit) => ctx.db.many(exportedRow, sql`
      select id, requested_at from erasures where user_id = ${userId} and id > ${after} order by id limit ${limit}`)),
  }),
  // An erasure forgets whose it was when it ends.
  eraseFor: (ctx, { userId }, limit) => eraseAll(limit,
    () => ctx.db.run(sql`delete from exports where id in (select id from exports where user_id = ${userId} limit ${limit})`)),
};
