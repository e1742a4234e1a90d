import { z } from "zod";
import { assignments, columns, json, sql, type Statements } from "@/lib/platform/db";
import { knowledgeItem, knowledgeSource, sourceKind, type SourceKind } from "./schema";

/** Whose knowledge: every statement names both. */
export interface Owner { workspaceId: string; agentId: string }

const itemColumns = sql`id, source_id, position, question, answer, embedding is not null as searchable`;
const sourceColumns = sql`id, kind, title, url, created_at,
  (select count(*) from knowledge_entries e where e.source_id = s.id and e.workspace_id = s.workspace_id) as entry_count`;

/** Foreign keys look past row-level security, so the agent's workspace is asked for. Locks the agent: its entries are counted one writer at a time. */
export const findAgentForUpdate = (db: Statements, owner: Owner) => db.find(z.object({ id: z.string() }), sql`
  select id from agents where id = ${owner.agentId} and workspace_id = ${owner.workspaceId} for update`);
export const findAgent = (db: Statements, owner: Owner) => db.find(z.object({ id: z.string() }), sql`
  select id from agents where id = ${owner.agentId} and workspace_id = ${owner.workspaceId}`);

export const listSources = (db: Statements, owner: Owner) => db.many(knowledgeSource, sql`
  select ${sourceColumns} from knowledge_sources s where agent_id = ${owner.agentId} and workspace_id = ${owner.workspaceId} order by created_at, id`);
export const findSource = (db: Statements, owner: Owner, sourceId: string) => db.find(knowledgeSource, sql`
  select ${sourceColumns} from knowledge_sources s where id = ${sourceId} and agent_id = ${owner.agentId} and workspace_id = ${owner.workspaceId}`);
export const findTypedSource = (db: Statements, owner: Owner) => db.find(knowledgeSource, sql`
  select ${sourceColumns} from knowledge_sources s where kind = 'typed' and agent_id = ${owner.agentId} and workspace_id = ${owner.workspaceId} order by created_at, id limit 1`);
export const insertSource = (db: Statements, owner: Owner, source: { id: string; kind: SourceKind; title: string; url: string | null; createdAt: Date }) =>
  db.run(sql`insert into knowledge_sources ${columns({ ...source, ...owner })}`);
export const deleteSource = (db: Statements, owner: Owner, sourceId: string) => db.run(sql`
  delete from knowledge_sources where id = ${sourceId} and agent_id = ${owner.agentId} and workspace_id = ${owner.workspaceId}`);
export const deleteAllSources = (db: Statements, owner: Owner) => db.run(sql`
  delete from knowledge_sources where agent_id = ${owner.agentId} and workspace_id = ${owner.workspaceId}`);

export const listItems = (db: Statements, owner: Owner) => db.many(knowledgeItem, sql`
  select ${itemColumns} from knowledge_entries where agent_id = ${owner.agentId} and workspace_id = ${owner.workspaceId} order by position, id`);
export const findItem = (db: Statements, owner: Owner, entryId: string) => db.find(knowledgeItem, sql`
  select ${itemColumns} from knowledge_entries where id = ${entryId} and agent_id = ${owner.agentId} and workspace_id = ${owner.workspaceId}`);
export const countItems = async (db: Statements, owner: Owner) => db.one(z.object({ count: z.number(), nextPosition: z.number() }), sql`
  select count(*) as count, coalesce(max(position) + 1, 0) as next_position from knowledge_entries where agent_id = ${owner.agentId} and workspace_id = ${owner.workspaceId}`);

export interface ItemRow { id: string; sourceId: string; position: number; question: string | null; answer: string; /** Base64. */ embedding: string | null }

export const insertItems = (db: Statements, owner: Owner, rows: readonly ItemRow[], createdAt: Date) => db.run(sql`
  insert into knowledge_entries (id, workspace_id, agent_id, source_id, position, question, answer, embedding, created_at)
  select r."id", ${owner.workspaceId}, ${owner.agentId}, r."sourceId", r."position", r."question", r."answer", decode(r."embedding", 'base64'), ${createdAt}
  from jsonb_to_recordset(${json(rows)}) as r("id" text, "sourceId" text, "position" integer, "question" text, "answer" text, "embedding" text)`);
export const updateItem = (db: Statements, owner: Owner, entryId: string, change: { question: string | null; answer: string }, embedding: string | null) => db.run(sql`
  update knowledge_entries set ${assignments(change)}, embedding = decode(${embedding}::text, 'base64')
  where id = ${entryId} and agent_id = ${owner.agentId} and workspace_id = ${owner.workspaceId}`);
export const deleteItem = (db: Statements, owner: Owner, entryId: string) => db.run(sql`
  delete from knowledge_entries where id = ${entryId} and agent_id = ${owner.agentId} and workspace_id = ${owner.workspaceId}`);

const fullRow = z.object({
  id: z.string(), sourceId: z.string(), kind: sourceKind, title: z.string(), url: z.string().nullable(), question: z.string().nullable(), answer: z.string(), embedding: z.string().nullable(),
});
/** Entries with their sources and embeddings, in order. `encode` breaks its lines, which base64 readers bear. */
export const listFull = (db: Statements, owner: Owner) => db.many(fullRow, sql`
  select e.id, e.source_id, s.kind, s.title, s.url, e.question, e.answer, translate(encode(e.embedding, 'base64'), E'\\n', '') as embedding
  from knowledge_entries e join knowledge_sources s on s.id = e.source_id and s.workspace_id = e.workspace_id
  where e.agent_id = ${owner.agentId} and e.workspace_id = ${owner.workspaceId} order by e.position, e.id`);

/** For the job that computes what could not be computed at writing; system role. */
const unembedded = z.object({ id: z.string(), workspaceId: z.string(), question: z.string().nullable(), answer: z.string() });
export const listUnembedded = (db: Statements, limit: number) => db.many(unembedded, sql`
  select id, workspace_id, question, answer from knowledge_entries where embedding is null order by created_at limit ${limit}`);
/** Only where the words are still those that were embedded. */
export const setEmbedding = (db: Statements, row: z.infer<typeof unembedded>, embedding: string) => db.run(sql`
  update knowledge_entries set embedding = decode(${embedding}, 'base64')
  where id = ${row.id} and workspace_id = ${row.workspaceId} and answer = ${row.answer} and question is not distinct from ${row.question}`);
