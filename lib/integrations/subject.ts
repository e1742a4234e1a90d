/** An installation is its workspace's; of the person there is only that they installed it. */
import { sql } from "@/lib/platform/db";
import { eraseAll, exportedRow, pages, type SubjectPart } from "@/lib/platform/subject";

export const integrationsSubject: SubjectPart = {
  name: "integrations", words: "Integrations that you installed", tables: ["installations"],
  exportFor: (ctx, { userId }) => ({
    installations: pages((after, limit) => ctx.db.many(exportedRow, sql`
      select id, workspace_id, name, manifest_hash, installed_at from installations where installed_by = ${userId} and id > ${after} order by id limit ${limit}`)),
  }),
  eraseFor: (ctx, { userId }, limit) => eraseAll(limit, () => ctx.db.run(sql`update installations set installed_by = null where id in (select id from installations where installed_by = ${userId} limit ${limit})`)),
};
