import { z } from "zod";
import { knowledgeSnapshot, type KnowledgeSnapshot } from "@/lib/knowledge/schema";
import { assignments, columns, joined, json, sql, type Statements } from "@/lib/platform/db";
import type { Order, SortColumn } from "@/lib/platform/page";
import { agent, agentDefinition, agentSummary, agentVersionSummary, type AgentDefinition } from "./schema";

const summaryColumns = sql`id, workspace_id, slug, name, visibility, published_version, created_at, updated_at`;
const agentColumns = sql`${summaryColumns}, draft, draft_revision, allowed_origins`;
const versionColumns = sql`id, agent_id, version, note, created_at`;

export interface AgentRow {
  id: string; workspaceId: string; slug: string; name: string; visibility?: "private" | "public"; draft: AgentDefinition;
  createdBy: string | null; createdAt: Date; updatedAt: Date;
}
export const insertAgent = (db: Statements, row: AgentRow) => db.one(agent, sql`insert into agents ${columns({ ...row })} returning ${agentColumns}`);

export const agentSorts = { updatedAt: { column: sql`updated_at`, kind: "time" }, createdAt: { column: sql`created_at`, kind: "time" }, name: { column: sql`name`, kind: "text" } } as const satisfies Record<string, SortColumn>;
export interface AgentFilter { search: string | null; visibility: string | null }
export const listAgents = (db: Statements, workspaceId: string, { search, visibility }: AgentFilter, { after, tail }: Order) => db.many(agentSummary, sql`
  select ${summaryColumns} from agents where ${joined([
    sql`workspace_id = ${workspaceId}`,
    ...(search === null ? [] : [sql`(name ilike ${pattern(search)} or slug ilike ${pattern(search)})`]),
    ...(visibility === null ? [] : [sql`visibility = ${visibility}`]),
    after,
  ], " and ")} ${tail}`);
const pattern = (search: string) => `%${search.replace(/[\\%_]/g, "\\$&")}%`;

export const findAgent = (db: Statements, workspaceId: string, id: string) => db.find(agent, sql`
  select ${agentColumns} from agents where id = ${id} and workspace_id = ${workspaceId}`);
export const findAgentForUpdate = (db: Statements, workspaceId: string, id: string) => db.find(agent, sql`
  select ${agentColumns} from agents where id = ${id} and workspace_id = ${workspaceId} for update`);
export const findAgentBySlug = (db: Statements, workspaceId: string, slug: string) => db.find(agent, sql`
  select ${agentColumns} from agents where slug = ${slug} and workspace_id = ${workspaceId}`);
/** For callers without an account, by the system role: only what its owner put before the public. */
export const findPublicAgentBySlug = (db: Statements, slug: string) => db.find(agent, sql`
  select ${agentColumns} from agents where slug = ${slug} and visibility = 'public' and published_version is not null`);

export interface AgentFields { name?: string; slug?: string; visibility?: "private" | "public"; allowedOrigins?: string[]; draft?: AgentDefinition; draftRevision?: number; publishedVersion?: number; updatedAt: Date }
export const updateAgent = (db: Statements, workspaceId: string, id: string, fields: AgentFields) => db.one(agent, sql`
  update agents set ${assignments({ ...fields })} where id = ${id} and workspace_id = ${workspaceId} returning ${agentColumns}`);
export const deleteAgent = (db: Statements, workspaceId: string, id: string) => db.run(sql`
  delete from agents where id = ${id} and workspace_id = ${workspaceId}`);

export interface VersionRow { id: string; workspaceId: string; agentId: string; version: number; definition: AgentDefinition; note: string; createdBy: string | null; createdAt: Date }
export const insertVersion = (db: Statements, row: VersionRow, knowledge: KnowledgeSnapshot) => db.run(sql`
  insert into agent_versions ${columns({ ...row, knowledge: json(knowledge) })}`);
export const lastVersion = async (db: Statements, workspaceId: string, agentId: string) => (await db.one(z.object({ version: z.number() }), sql`
  select coalesce(max(version), 0) as version from agent_versions where agent_id = ${agentId} and workspace_id = ${workspaceId}`)).version;
export const listVersions = (db: Statements, workspaceId: string, agentId: string) => db.many(agentVersionSummary, sql`
  select ${versionColumns} from agent_versions where agent_id = ${agentId} and workspace_id = ${workspaceId} order by version desc limit 500`);

const storedVersion = agentVersionSummary.extend({ definition: agentDefinition, knowledge: knowledgeSnapshot });
export const findVersion = (db: Statements, workspaceId: string, agentId: string, version: number) => db.find(storedVersion, sql`
  select ${versionColumns}, definition, knowledge from agent_versions where agent_id = ${agentId} and workspace_id = ${workspaceId} and version = ${version}`);

export const findVersionById = (db: Statements, workspaceId: string, id: string) => db.find(agentVersionSummary, sql`
  select ${versionColumns} from agent_versions where id = ${id} and workspace_id = ${workspaceId}`);

/** For the job that computes embeddings which were missing when a version was published; nothing else of a version ever changes. */
export const listVersionsToEmbed = (db: Statements, limit: number) => db.many(storedVersion.extend({ workspaceId: z.string() }), sql`
  select ${versionColumns}, workspace_id, definition, knowledge from agent_versions
  where jsonb_path_exists(knowledge, '$[*] ? (@.embedding == null)') order by created_at limit ${limit}`);
export const setVersionKnowledge = (db: Statements, workspaceId: string, id: string, knowledge: KnowledgeSnapshot) => db.run(sql`
  update agent_versions set knowledge = ${json(knowledge)} where id = ${id} and workspace_id = ${workspaceId}`);

const seedMark = z.object({ seedVersion: z.number().int(), agentId: z.string(), contentHash: z.string() });
export type SeedMark = z.infer<typeof seedMark>;

/** What was seeded into the workspace last; null where nothing was. */
export const readSeedMark = async (db: Statements, workspaceId: string): Promise<SeedMark | null> => (await db.find(z.object({ mark: seedMark.nullable() }), sql`
  select settings -> 'seed' as mark from workspaces where id = ${workspaceId}`))?.mark ?? null;
export const writeSeedMark = (db: Statements, workspaceId: string, mark: SeedMark) => db.run(sql`
  update workspaces set settings = jsonb_set(settings, '{seed}', ${json(mark)}) where id = ${workspaceId}`);
/** Makes the workspace where it is not there, without end for it is everybody's, and holds its row until the transaction ends. */
export async function claimSeedWorkspace(db: Statements, row: { id: string; name: string; createdAt: Date }): Promise<void> {
  await db.run(sql`insert into workspaces ${columns({ ...row, personal: false, plan: "unlimited" })} on conflict (id) do nothing`);
  await db.run(sql`select from workspaces where id = ${row.id} for update`);
}
