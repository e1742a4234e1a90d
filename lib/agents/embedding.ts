/** An agent's talk button on other sites: which agent a frame may show, and who may frame it. */
import { asSystem, type Ctx } from "@/lib/platform/ctx";
import { agentSlug } from "./schema";
import * as store from "./store";

export interface Embeddable { slug: string; name: string; /** Exact origins; this server's own needs no place among them. */ allowedOrigins: string[] }

/** Null for whoever is unknown, private or unpublished alike, whoever asks: a frame knows nobody, its own workspace's members neither. */
export async function findEmbeddable(ctx: Ctx, slug: string): Promise<Embeddable | null> {
  if (!agentSlug.safeParse(slug).success) return null;
  const agent = await store.findPublicAgentBySlug(asSystem(ctx).db, slug);
  return agent && { slug: agent.slug, name: agent.name, allowedOrigins: agent.allowedOrigins };
}
