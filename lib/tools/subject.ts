/** A tool is its workspace's; of the person there is only that they made it. */
import { sql } from "@/lib/platform/db";
import { eraseAll, exportedRow, pages, type SubjectPart } from "@/lib/platform/subject";

export const toolsSubject: SubjectPart = {
  name: "tools", words: "Tools and MCP servers that you made for your agents", tables: ["tools", "mcp_servers"],
  exportFor: (ctx, { userId }) => ({
    tools: pages((after, limit) => ctx.db.many(exportedRow, sql`
      select id, workspace_id, name, description, kind, parameters, created_at from tools where created_by = ${userId} and id > ${after} order by id limit ${limit}`)),
    mcpServers: pages((after, limit) => ctx.db.many(exportedRow, sql`
      select id, workspace_id, name, url, created_at from mcp_servers where created_by = ${userId} and id > ${after} order by id limit ${limit}`)),
  }),
  eraseFor: (ctx, { userId }, limit) => eraseAll(limit,
    () => ctx.db.run(sql`update tools set created_by = null where id in (select id from tools where created_by = ${userId} limit ${limit})`),
    () => ctx.db.run(sql`update mcp_servers set created_by = null where id in (select id from mcp_servers where created_by = ${userId} limit ${limit})`)),
};
