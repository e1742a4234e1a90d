import { sql } from "@/lib/platform/db";
import { eraseAll, exportedRow, pages, type SubjectPart } from "@/lib/platform/subject";

export const consentsSubject: SubjectPart = {
  name: "consents", words: "What you agreed to", tables: ["consents"],
  exportFor: (ctx, { userId }) => ({
    consents: pages((after, limit) => ctx.db.many(exportedRow, sql`
      select id, workspace_id, agent_id, conversation_id, kind, text_version, granted_at, withdrawn_at from consents where user_id = ${userId} and id > ${after} order by id limit ${limit}`)),
  }),
  eraseFor: (ctx, { userId, workspaceIds }, limit) => eraseAll(limit,
    () => ctx.db.run(sql`delete from consents where id in (select id from consents where user_id = ${userId} or workspace_id = any(${workspaceIds}) limit ${limit})`)),
};
