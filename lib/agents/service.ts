import type { z } from "zod";
import { recordAuditAlone } from "@/lib/audit/service";
import { requireQuota } from "@/lib/billing/quota";
import { entriesOf, fileFromSnapshot, getKnowledge, embedSnapshot, replaceKnowledge, snapshotFromFile, snapshotKnowledge } from "@/lib/knowledge/service";
import type { KnowledgeFile, KnowledgeSnapshot } from "@/lib/knowledge/schema";
import { deleteRecordingsOfAgent } from "@/lib/recordings/service";
import { asSystem, atLeast, type Ctx } from "@/lib/platform/ctx";
import type { Statements } from "@/lib/platform/db";
import { isDuplicate } from "@/lib/platform/db-errors";
import { AppError, fieldFault } from "@/lib/platform/errors";
import { requireMatch } from "@/lib/platform/etag";
import { newId } from "@/lib/platform/ids";
import { pageFrom, type Asked } from "@/lib/platform/page";
import { toolNames } from "@/lib/tools/service";
import type { KnowledgeEntry } from "@/lib/voice/ports";
import { emitEvents } from "@/lib/webhooks/emit";
import { diffDefinitions, diffKnowledge } from "./compare";
import { agentEtag } from "./etag";
import { agentDefinition, agentQuery, type Agent, type AgentChange, type AgentComparison, type AgentDefinition, type AgentDetail, type AgentFile, type AgentInput, type AgentSummary, type AgentTemplate, type AgentVersion, type AgentVersionSummary, type AgentWarning, type VersionName, type agentPage, type publishInput } from "./schema";
import { slugOf, slugWithSuffix } from "./slug";
import * as store from "./store";
import { templateFiles } from "./templates";
import { definitionWarnings, fillVariables } from "./variables";

interface Of { id: string }
/** `ifMatch`: the header, where the change is for one state of the agent alone. */
interface Change extends Of { ifMatch?: string | null }
const workspaceOf = (ctx: Ctx) => ctx.actor.workspaceId;

export async function listAgents(ctx: Ctx, asked: Asked<typeof agentQuery> = {}): Promise<z.output<typeof agentPage>> {
  const query = agentQuery.parse(asked);
  return pageFrom(query, store.agentSorts, (order) => store.listAgents(ctx.db, workspaceOf(ctx), { search: query.search?.trim() || null, visibility: query.visibility ?? null }, order));
}

export async function getAgent(ctx: Ctx, { id }: Of): Promise<AgentDetail> {
  const found = await store.findAgent(ctx.db, workspaceOf(ctx), id);
  if (!found) throw new AppError("not_found");
  return detail(ctx, found);
}

async function detail(ctx: Ctx, agent: Agent): Promise<AgentDetail> {
  const { entries } = await getKnowledge(ctx, { id: agent.id });
  return { ...agent, warnings: [...definitionWarnings(agent.draft, entries), ...await toolWarnings(ctx, agent)] };
}

/** What the agent may use and the workspace does not have. */
async function toolWarnings(ctx: Ctx, { draft, workspaceId }: Agent): Promise<AgentWarning[]> {
  if (draft.tools.length === 0) return [];
  const known = await toolNames(ctx, workspaceId);
  return draft.tools.flatMap((tool): AgentWarning[] => (known.get(tool) === "ready" ? [] : [{ code: known.has(tool) ? "tool_off" : "unknown_tool", tool }]));
}

export async function createAgent(ctx: Ctx, { name, slug, template, definition }: AgentInput): Promise<AgentDetail> {
  const chosen = template === undefined ? undefined : templateFiles().find((file) => file.name === template);
  if (template !== undefined && !chosen) throw fieldFault("template", "There is no template of this name.");
  const knowledge: KnowledgeFile = chosen ? [{ title: "Typed in", kind: "typed", url: null, entries: chosen.knowledge }] : [];
  return detail(ctx, await insert(ctx, { name, slug, definition: definition ?? chosen?.definition ?? agentDefinition.parse({}) }, await snapshotFromFile(ctx, knowledge)));
}

export const listTemplates = (): AgentTemplate[] => templateFiles().map(({ knowledge, ...file }) => ({ ...file, facts: knowledge.length }));

/** Every way to an agent but the seed's: it and its knowledge in one transaction, where the plan has room for it. A slug that was asked for and is taken is the caller's fault; one of ours is made anew. */
async function insert(ctx: Ctx, { name, slug, definition }: { name: string; slug?: string | undefined; definition: AgentDefinition }, knowledge: KnowledgeSnapshot): Promise<Agent> {
  let wanted = slug ?? slugOf(name);
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await ctx.db.transaction(async (tx) => {
        await requireQuota(tx, ctx, workspaceOf(ctx), ["agents"]);
        const now = ctx.clock.now();
        const row = { id: newId("agt"), workspaceId: workspaceOf(ctx), slug: wanted, name, draft: definition, createdBy: ctx.actor.userId, createdAt: now, updatedAt: now };
        const created = await store.insertAgent(tx, row);
        await replaceKnowledge(tx, { workspaceId: row.workspaceId, agentId: row.id }, knowledge, now);
        return created;
      });
    } catch (error) {
      if (!isDuplicate(error, "agents_slug_key")) throw error;
      if (slug !== undefined || attempt >= 5) throw new AppError("slug_taken");
      wanted = slugWithSuffix(slugOf(name));
    }
  }
}

export async function updateAgent(ctx: Ctx, { id, ifMatch, name, slug, visibility, allowedOrigins, definition, draftRevision }: Change & AgentChange): Promise<AgentDetail> {
  try {
    const updated = await ctx.db.transaction(async (tx) => {
      const before = await locked(tx, ctx, { id, ifMatch }, draftRevision);
      const draft = definition === undefined ? {} : { draft: definition, draftRevision: before.draftRevision + 1 };
      return store.updateAgent(tx, workspaceOf(ctx), id, { name, slug, visibility, allowedOrigins, ...draft, updatedAt: ctx.clock.now() });
    });
    return await detail(ctx, updated);
  } catch (error) {
    if (isDuplicate(error, "agents_slug_key")) throw new AppError("slug_taken");
    throw error;
  }
}

/** Nobody else changes the agent until the transaction ends. Throws `not_found`, or `precondition_failed` where the draft is a later one. */
async function locked(tx: Statements, ctx: Ctx, { id, ifMatch }: Change, draftRevision?: number): Promise<Agent> {
  const found = await store.findAgentForUpdate(tx, workspaceOf(ctx), id);
  if (!found) throw new AppError("not_found");
  requireMatch(ifMatch, agentEtag(found));
  if (draftRevision !== undefined && draftRevision !== found.draftRevision) throw new AppError("precondition_failed");
  return found;
}

export async function deleteAgent(ctx: Ctx, { id, ifMatch }: Change): Promise<void> {
  const found = await store.findAgent(ctx.db, workspaceOf(ctx), id);
  if (!found) throw new AppError("not_found");
  requireMatch(ifMatch, agentEtag(found));
  await deleteRecordingsOfAgent(ctx, { agentId: id, workspaceId: workspaceOf(ctx) });
  if (await store.deleteAgent(ctx.db, workspaceOf(ctx), id) === 0) throw new AppError("not_found");
  await recordAuditAlone(ctx, { action: "agent.deleted", target: { kind: "agent", id } });
}

export async function duplicateAgent(ctx: Ctx, { id }: Of): Promise<AgentDetail> {
  const { agent, knowledge } = await draftOf(ctx, id);
  return detail(ctx, await insert(ctx, { name: `${agent.name.slice(0, 73)} (copy)`, definition: agent.draft }, knowledge));
}

async function draftOf(ctx: Ctx, id: string): Promise<{ agent: Agent; knowledge: KnowledgeSnapshot }> {
  return ctx.db.transaction(async (tx) => {
    const agent = await store.findAgent(tx, workspaceOf(ctx), id);
    if (!agent) throw new AppError("not_found");
    return { agent, knowledge: await snapshotKnowledge(tx, { workspaceId: workspaceOf(ctx), agentId: id }) };
  });
}

/** The draft and its knowledge become the next version, which callers get from now on. */
export async function publishAgent(ctx: Ctx, { id, ifMatch, note, draftRevision }: Change & z.output<typeof publishInput>): Promise<AgentVersion> {
  const published = await ctx.db.transaction(async (tx) => {
    const agent = await locked(tx, ctx, { id, ifMatch }, draftRevision);
    const workspaceId = workspaceOf(ctx);
    const now = ctx.clock.now();
    const version = await store.lastVersion(tx, workspaceId, id) + 1;
    const row = { id: newId("ver"), workspaceId, agentId: id, version, definition: agent.draft, note, createdBy: ctx.actor.userId, createdAt: now };
    await store.insertVersion(tx, row, await snapshotKnowledge(tx, { workspaceId, agentId: id }));
    await store.updateAgent(tx, workspaceId, id, { publishedVersion: version, updatedAt: now });
    await emitEvents(tx, ctx, [{ type: "agent.published", workspaceId, subjectId: row.id }]);
    return { id: row.id, agentId: id, version, note, definition: agent.draft, createdAt: now.toISOString() };
  });
  await recordAuditAlone(ctx, { action: "agent.published", target: { kind: "agent", id }, detail: { version: published.version } });
  return published;
}

export async function listVersions(ctx: Ctx, { id }: Of): Promise<AgentVersionSummary[]> {
  const agent = await store.findAgent(ctx.db, workspaceOf(ctx), id);
  if (!agent) throw new AppError("not_found");
  return store.listVersions(ctx.db, workspaceOf(ctx), id);
}

export async function getVersion(ctx: Ctx, { id, version }: Of & { version: number }): Promise<AgentVersion> {
  const found = await store.findVersion(ctx.db, workspaceOf(ctx), id, version);
  if (!found) throw new AppError("not_found");
  return found;
}

/** The draft becomes what the version was, its knowledge too. What is published stays published. */
export async function restoreVersion(ctx: Ctx, { id, ifMatch, version, draftRevision }: Change & { version: number; draftRevision?: number | undefined }): Promise<AgentDetail> {
  const restored = await ctx.db.transaction(async (tx) => {
    const workspaceId = workspaceOf(ctx);
    const agent = await locked(tx, ctx, { id, ifMatch }, draftRevision);
    const found = await store.findVersion(tx, workspaceId, id, version);
    if (!found) throw new AppError("not_found");
    const now = ctx.clock.now();
    await replaceKnowledge(tx, { workspaceId, agentId: id }, found.knowledge, now);
    return store.updateAgent(tx, workspaceId, id, { draft: found.definition, draftRevision: agent.draftRevision + 1, updatedAt: now });
  });
  return detail(ctx, restored);
}

export async function compareAgent(ctx: Ctx, { id, from, to }: Of & { from: VersionName; to: VersionName }): Promise<AgentComparison> {
  const [before, after] = [await stateOf(ctx, id, from), await stateOf(ctx, id, to)];
  return { changes: diffDefinitions(before.definition, after.definition), knowledge: diffKnowledge(before.knowledge, after.knowledge) };
}

async function stateOf(ctx: Ctx, id: string, which: VersionName): Promise<{ definition: AgentDefinition; knowledge: KnowledgeSnapshot }> {
  if (which === "draft") {
    const { agent, knowledge } = await draftOf(ctx, id);
    return { definition: agent.draft, knowledge };
  }
  const found = await store.findVersion(ctx.db, workspaceOf(ctx), id, which);
  if (!found) throw new AppError("not_found");
  return found;
}

/** No identifiers; a user name or password in the model's address stays here. */
export async function exportAgent(ctx: Ctx, { id }: Of): Promise<AgentFile> {
  const { agent, knowledge } = await draftOf(ctx, id);
  const model = { ...agent.draft.model, baseUrl: withoutSecrets(agent.draft.model.baseUrl) };
  return { format: "parley.agent/1", name: agent.name, definition: { ...agent.draft, model }, knowledge: fileFromSnapshot(knowledge) };
}

function withoutSecrets(address: string | null): string | null {
  if (address === null) return null;
  const url = new URL(address);
  return url.username || url.password || url.search ? `${url.origin}${url.pathname}` : address;
}

export async function importAgent(ctx: Ctx, file: AgentFile): Promise<AgentDetail> {
  return detail(ctx, await insert(ctx, file, await snapshotFromFile(ctx, file.knowledge)));
}

export interface CallableAgent {
  agent: AgentSummary;
  /** Variables filled in. */
  definition: AgentDefinition;
  knowledge: KnowledgeEntry[];
  /** Null: the draft. */
  version: number | null;
  workspaceId: string;
}

/**
 * What a call needs. Members get any version, and the draft as builders; everybody else the published version of a public agent.
 * `which` null is the published version. Throws `not_found`, also for agents that are not the actor's to know of, and `forbidden`.
 */
export async function getCallableAgent(ctx: Ctx, slug: string, which: VersionName | null): Promise<CallableAgent> {
  const own = ctx.actor.workspaceId === "" ? null : await store.findAgentBySlug(ctx.db, workspaceOf(ctx), slug);
  // Nobody's role opens this: the rows are named by the conditions of the query.
  const reader = own ? ctx : asSystem(ctx);
  const agent = own ?? await store.findPublicAgentBySlug(reader.db, slug);
  if (!agent) throw new AppError("not_found");
  if (which === "draft") {
    if (!own) throw new AppError("not_found");
    if (!atLeast(ctx.actor.role, "builder")) throw new AppError("forbidden");
    const draft = await draftOf(ctx, agent.id);
    return callable(ctx, draft.agent, draft.agent.draft, draft.knowledge, null);
  }
  const version = which ?? agent.publishedVersion;
  if (version === null || (!own && version !== agent.publishedVersion)) throw new AppError("not_found", { public: own ? "This agent has not been published yet. Publish it, or talk to its draft." : undefined });
  const found = await store.findVersion(reader.db, agent.workspaceId, agent.id, version);
  if (!found) throw new AppError("not_found");
  return callable(ctx, agent, found.definition, found.knowledge, version);
}

async function callable(ctx: Ctx, agent: Agent, definition: AgentDefinition, snapshot: KnowledgeSnapshot, version: number | null): Promise<CallableAgent> {
  const fill = (text: string) => fillVariables(text, definition.variables);
  const entries = entriesOf(await embedSnapshot(ctx, snapshot));
  const knowledge = entries.map((entry) => ({ ...entry, question: entry.question === null ? null : fill(entry.question), answer: fill(entry.answer) })).filter(({ answer }) => answer !== "");
  const { draft: _draft, draftRevision: _revision, allowedOrigins: _origins, ...summary } = agent;
  return { agent: summary, definition: { ...definition, greeting: fill(definition.greeting), instructions: fill(definition.instructions) }, knowledge, version, workspaceId: agent.workspaceId };
}

/** Job, system role: versions published before the models were there. Gives how many it filled. */
export async function fillVersionEmbeddings(ctx: Ctx, limit = 20): Promise<number> {
  let filled = 0;
  for (const version of await store.listVersionsToEmbed(ctx.db, limit)) {
    const knowledge = await embedSnapshot(ctx, version.knowledge);
    if (knowledge !== version.knowledge) filled += await store.setVersionKnowledge(ctx.db, version.workspaceId, version.id, knowledge);
  }
  return filled;
}
