import { createHash } from "node:crypto";
import { z } from "zod";
import { replaceKnowledge, snapshotFromFile, snapshotKnowledge } from "@/lib/knowledge/service";
import { entryInput } from "@/lib/knowledge/schema";
import type { Ctx } from "@/lib/platform/ctx";
import type { Statements } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import demoFile from "@/supabase/seed/demo-agent.json";
import { agentDefinition, agentSlug, type AgentDefinition } from "./schema";
import { claimSeedWorkspace, findAgentForUpdate, insertAgent, insertVersion, lastVersion, readSeedMark, updateAgent, writeSeedMark } from "./store";

const seedFile = z.strictObject({
  format: z.literal("parley.seed/1"), seedVersion: z.number().int().min(1), slug: agentSlug, name: z.string(), definition: agentDefinition,
  knowledge: z.array(entryInput.extend({ key: z.string() })).min(1),
});

/** The workspace that owns the demo agent; it has no members until an administrator joins it. */
export const seedWorkspaceId = "wsp_parley";

/**
 * Puts the demo agent there, public and published. Idempotent, and safe when two processes start at once. A later seed file becomes the
 * next version unless somebody has edited the agent since, whose edits then stay; a demo that was deleted stays deleted. `ctx` is the system's.
 */
export async function seedDemo(ctx: Ctx): Promise<"created" | "updated" | "unchanged" | "edited"> {
  const seed = seedFile.parse(demoFile);
  const mark = await readSeedMark(ctx.db, seedWorkspaceId);
  if (mark && mark.seedVersion >= seed.seedVersion) return "unchanged";
  const entries = seed.knowledge.map(({ question, answer }) => ({ question, answer }));
  const knowledge = await snapshotFromFile(ctx, [{ title: "Typed in", kind: "typed", url: null, entries }]);
  return ctx.db.transaction(async (tx) => {
    await claimSeedWorkspace(tx, { id: seedWorkspaceId, name: "Parley", createdAt: ctx.clock.now() });
    // Read again under the workspace's lock: another process may have been quicker.
    const current = await readSeedMark(tx, seedWorkspaceId);
    if (current && current.seedVersion >= seed.seedVersion) return "unchanged" as const;
    const now = ctx.clock.now();
    const owner = { workspaceId: seedWorkspaceId, agentId: current?.agentId ?? newId("agt") };
    if (current && await stateOf(tx, owner) !== current.contentHash) {
      await writeSeedMark(tx, seedWorkspaceId, { ...current, seedVersion: seed.seedVersion });
      return "edited" as const;
    }
    if (!current) await insertAgent(tx, { id: owner.agentId, workspaceId: seedWorkspaceId, slug: seed.slug, name: seed.name, visibility: "public", draft: seed.definition, createdBy: null, createdAt: now, updatedAt: now });
    await replaceKnowledge(tx, owner, knowledge, now);
    const version = await lastVersion(tx, seedWorkspaceId, owner.agentId) + 1;
    const snapshot = await snapshotKnowledge(tx, owner);
    await insertVersion(tx, { id: newId("ver"), ...owner, version, definition: seed.definition, note: "From the seed file.", createdBy: null, createdAt: now }, snapshot);
    await updateAgent(tx, seedWorkspaceId, owner.agentId, { name: seed.name, draft: seed.definition, publishedVersion: version, updatedAt: now });
    await writeSeedMark(tx, seedWorkspaceId, { seedVersion: seed.seedVersion, agentId: owner.agentId, contentHash: hashOf(seed.name, seed.definition, entries) });
    return current ? "updated" as const : "created" as const;
  });
}

/** What the agent is now, in the form that was marked when it was seeded; null where it was deleted. */
async function stateOf(tx: Statements, owner: { workspaceId: string; agentId: string }): Promise<string | null> {
  const agent = await findAgentForUpdate(tx, owner.workspaceId, owner.agentId);
  return agent && hashOf(agent.name, agent.draft, await snapshotKnowledge(tx, owner));
}

/** Of values in a fixed order, because the database does not keep the order of JSON's fields. */
function hashOf(name: string, definition: AgentDefinition, entries: readonly { question: string | null; answer: string }[]): string {
  const ordered = [name, agentDefinition.parse(definition), entries.map(({ question, answer }) => [question, answer])];
  return createHash("sha256").update(JSON.stringify(ordered, sortedFields)).digest("hex");
}

const sortedFields = (_name: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))) : value;
