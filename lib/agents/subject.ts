/** Agents a person made. Those of workspaces with others stay there, without their maker. */
import { z } from "zod";
import { deleteRecordingsOfAgent } from "@/lib/recordings/service";
import type { Ctx } from "@/lib/platform/ctx";
import { sql, type Statements } from "@/lib/platform/db";
import { eraseAll, exportedRow, pages, type SubjectPart } from "@/lib/platform/subject";

const place = z.object({ agentId: z.string(), workspaceId: z.string() });

/** Sound of calls that came in between goes first, as when an agent is deleted. */
async function deleteAgents(ctx: Ctx, workspaceIds: readonly string[], limit: number): Promise<number> {
  const agents = await ctx.db.many(place, sql`select id as agent_id, workspace_id from agents where workspace_id = any(${workspaceIds}) order by id limit ${limit}`);
  for (const { agentId, workspaceId } of agents) {
    await deleteRecordingsOfAgent(ctx, { agentId, workspaceId });
    await ctx.db.run(sql`delete from agents where id = ${agentId} and workspace_id = ${workspaceId}`);
  }
  return agents.length;
}

export const agentsSubject: SubjectPart = {
  name: "agents", words: "Agents you made", tables: ["agents", "agent_versions"],
  exportFor: (ctx, { userId, workspaceIds }) => ({
    agents: pages((after, limit) => ctx.db.many(exportedRow, sql`
      select id, workspace_id, slug, name, visibility, draft, draft_revision, allowed_origins, published_version, created_at, updated_at, created_by is not distinct from ${userId}::uuid as made_by_you
      from agents where (created_by = ${userId} or workspace_id = any(${workspaceIds})) and id > ${after} order by id limit ${limit}`), "id", 20),
    versions: pages((after, limit) => ctx.db.many(exportedRow, sql`
      select id, workspace_id, agent_id, version, definition, note, created_at, created_by is not distinct from ${userId}::uuid as made_by_you
      from agent_versions where (created_by = ${userId} or workspace_id = any(${workspaceIds})) and id > ${after} order by id limit ${limit}`), "id", 20),
  }),
  eraseFor: (ctx, { userId, workspaceIds }, limit) => eraseAll(limit,
    () => deleteAgents(ctx, workspaceIds, limit),
    () => ctx.db.run(sql`update agent_versions set created_by = null where id in (select id from agent_versions where created_by = ${userId} limit ${limit})`),
    () => ctx.db.run(sql`update agents set created_by = null where id in (select id from agents where created_by = ${userId} limit ${limit})`)),
};

/** No new caller from now on. */
export const hideAgents = (tx: Statements, workspaceIds: readonly string[]): Promise<number> =>
  tx.run(sql`update agents set visibility = 'private' where workspace_id = any(${workspaceIds}) and visibility <> 'private'`);
