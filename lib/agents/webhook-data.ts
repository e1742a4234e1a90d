/** What a webhook is told of a version that was published. */
import type { Ctx } from "@/lib/platform/ctx";
import * as store from "./store";

/** Null where the agent is gone. */
export async function publishedVersion(ctx: Ctx, told: { workspaceId: string; subjectId: string }): Promise<Record<string, unknown> | null> {
  const found = await store.findVersionById(ctx.db, told.workspaceId, told.subjectId);
  const agent = found && await store.findAgent(ctx.db, told.workspaceId, found.agentId);
  if (!found || !agent) return null;
  return { agent: { id: agent.id, name: agent.name, slug: agent.slug, visibility: agent.visibility }, versionId: found.id, version: found.version, note: found.note, publishedAt: found.createdAt };
}
