/** A key is its workspace's; of the person there is only that they set it. */
import { sql } from "@/lib/platform/db";
import { eraseAll, exportedRow, pages, type SubjectPart } from "@/lib/platform/subject";

export const providerKeysSubject: SubjectPart = {
  name: "provider-keys", words: "Keys of providers that you set", tables: ["provider_keys"],
  exportFor: (ctx, { userId }) => ({
    keys: pages((after, limit) => ctx.db.many(exportedRow, sql`
      select id, workspace_id, provider, last_four, base_url, set_at from provider_keys where set_by = ${userId} and id > ${after} order by id limit ${limit}`)),
  }),
  eraseFor: (ctx, { userId }, limit) => eraseAll(limit, () => ctx.db.run(sql`update provider_keys set set_by = null where id in (select id from provider_keys where set_by = ${userId} limit ${limit})`)),
};
