import { agentSlug, type VersionName } from "@/lib/agents/schema";

/** Which agent, and which state of it; null is the published one. */
export interface Target { slug: string; which: VersionName | null }

/** `agent:<slug>[@version|@draft]`; null for the names of others' models. */
export function readTarget(model: string): Target | null {
  const found = /^agent:([^@]+)(?:@(draft|\d{1,6}))?$/.exec(model.trim());
  if (!found || !agentSlug.safeParse(found[1]).success) return null;
  return { slug: found[1] ?? "", which: found[2] === undefined ? null : found[2] === "draft" ? "draft" : Number(found[2]) };
}

/** Whether the name is meant as one of ours, well-formed or not. */
export const namesAgent = (model: string): boolean => model.startsWith("agent:");

export const targetName = (slug: string, version: number | null): string => `agent:${slug}@${version ?? "draft"}`;
