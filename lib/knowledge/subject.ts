/** Who typed what an agent knows is not kept: it is the workspace's. A person's own is that of the workspaces that are theirs alone. */
import { sql } from "@/lib/platform/db";
import { eraseAll, exportedRow, pages, type SubjectPart } from "@/lib/platform/subject";

export const knowledgeSubject: SubjectPart = {
  name: "knowledge", words: "What the agents in your own workspaces know", tables: ["knowledge_sources", "knowledge_entries"],
  exportFor: (ctx, { workspaceIds }) => ({
    sources: pages((after, limit) => ctx.db.many(exportedRow, sql`
      select id, workspace_id, agent_id, kind, title, url, created_at from knowledge_sources where workspace_id = any(${workspaceIds}) and id > ${after} order by id limit ${limit}`)),
    entries: pages((after, limit) => ctx.db.many(exportedRow, sql`
      select id, workspace_id, agent_id, source_id, position, question, answer, created_at from knowledge_entries where workspace_id = any(${workspaceIds}) and id > ${after} order by id limit ${limit}`)),
  }),
  eraseFor: (ctx, { workspaceIds }, limit) => eraseAll(limit,
    () => ctx.db.run(sql`delete from knowledge_entries where id in (select id from knowledge_entries where workspace_id = any(${workspaceIds}) limit ${limit})`),
    () => ctx.db.run(sql`delete from knowledge_sources where id in (select id from knowledge_sources where workspace_id = any(${workspaceIds}) limit ${limit})`)),
};
