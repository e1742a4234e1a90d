import { listAgents } from "@/lib/agents/service";
import type { Ctx } from "@/lib/platform/ctx";
import { AppError } from "@/lib/platform/errors";

/** The agent that answers to the model names of others: the workspace's published agent that was changed last. Throws `model_unknown`. */
export async function defaultAgentSlug(ctx: Ctx): Promise<string> {
  if (ctx.actor.kind === "caller") throw new AppError("model_unknown", { public: "Say which agent: model=agent:<slug>." });
  const { items } = await listAgents(ctx, { limit: 50 });
  const first = items.find((agent) => agent.publishedVersion !== null);
  if (!first) throw new AppError("model_unknown", { public: "No agent of this workspace has been published yet." });
  return first.slug;
}
