/** A webhook is its workspace's; of the person there is only that they added it. */
import { sql } from "@/lib/platform/db";
import { eraseAll, exportedRow, pages, type SubjectPart } from "@/lib/platform/subject";

export const webhooksSubject: SubjectPart = {
  name: "webhooks", words: "Webhooks that you added", tables: ["webhooks"],
  exportFor: (ctx, { userId }) => ({
    webhooks: pages((after, limit) => ctx.db.many(exportedRow, sql`
      select id, workspace_id, url, description, event_types, last_four, created_at from webhooks where created_by = ${userId} and id > ${after} order by id limit ${limit}`)),
  }),
  eraseFor: (ctx, { userId }, limit) => eraseAll(limit, () => ctx.db.run(sql`update webhooks set created_by = null where id in (select id from webhooks where created_by = ${userId} limit ${limit})`)),
};
