import { sql } from "@/lib/platform/db";
import { eraseAll, exportedRow, pages, type SubjectPart } from "@/lib/platform/subject";

export const handoversSubject: SubjectPart = {
  name: "handovers", words: "Messages you had agents pass on", tables: ["handovers"],
  exportFor: (ctx, { userId }) => ({
    handovers: pages((after, limit) => ctx.db.many(exportedRow, sql`
      select h.id, h.workspace_id, h.conversation_id, h.agent_id, h.message, h.created_at, h.read_at
      from handovers h join conversations c on c.id = h.conversation_id where c.user_id = ${userId} and h.id > ${after} order by h.id limit ${limit}`)),
  }),
  eraseFor: (ctx, { userId, workspaceIds }, limit) => eraseAll(limit,
    () => ctx.db.run(sql`delete from handovers where id in (
      select h.id from handovers h join conversations c on c.id = h.conversation_id where c.user_id = ${userId} or h.workspace_id = any(${workspaceIds}) limit ${limit})`)),
};
