import { listAgents } from "@/lib/agents/service";
import type { Ctx } from "@/lib/platform/ctx";

interface Model { id: string; object: "model"; created: number; owned_by: string }

/** The workspace's published agents for the realtime socket, and the names under which speech is made and heard. */
export async function listModels(ctx: Ctx): Promise<{ object: "list"; data: Model[] }> {
  const agents: Model[] = [];
  let cursor: string | undefined;
  do {
    const page = await listAgents(ctx, { limit: 100, ...(cursor ? { cursor } : {}) });
    agents.push(...page.items.filter((agent) => agent.publishedVersion !== null).map((agent): Model => ({ id: `agent:${agent.slug}`, object: "model", created: Math.floor(Date.parse(agent.createdAt) / 1_000), owned_by: "workspace" })));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return { object: "list", data: [...agents, ...["local-speech", "local-transcribe"].map((id): Model => ({ id, object: "model", created: 0, owned_by: "parley" }))] };
}
