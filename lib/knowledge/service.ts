import type { z } from "zod";
import type { Ctx } from "@/lib/platform/ctx";
import type { Statements } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { cleanLine } from "@/lib/platform/text";
import type { KnowledgeEntry } from "@/lib/voice/ports";
import { embedded, fromBase64 } from "./embedding";
import { fetchPage } from "./fetch-page";
import { blocksOfMarkdown, blocksOfText, entriesFromBlocks, type ParsedEntry } from "./parse";
import { textOfPdf } from "./pdf";
import { currentEmbedder } from "./embedder";
import { maxEntries, type AddedSource, type EntryInput, type Knowledge, type KnowledgeFile, type KnowledgeItem, type KnowledgeSnapshot, type SourceKind, type entryChange, type pageInput, type textInput } from "./schema";
import * as store from "./store";

interface Of { id: string }
const ownerOf = (ctx: Ctx, agentId: string): store.Owner => ({ workspaceId: ctx.actor.workspaceId, agentId });

export async function getKnowledge(ctx: Ctx, { id }: Of): Promise<Knowledge> {
  const owner = ownerOf(ctx, id);
  return ctx.db.transaction(async (tx) => {
    if (!await store.findAgent(tx, owner)) throw new AppError("not_found");
    return { sources: await store.listSources(tx, owner), entries: await store.listItems(tx, owner), maxEntries };
  });
}

export async function addEntry(ctx: Ctx, { id, question, answer }: Of & EntryInput): Promise<KnowledgeItem> {
  await requireAgent(ctx, id);
  const { entries: [entry] } = await add(ctx, id, { kind: "typed", title: "Typed in", url: null }, [{ question, answer }]);
  if (!entry) throw new AppError("internal", { internal: "an entry that was added is not there" });
  return entry;
}

export async function addText(ctx: Ctx, { id, title, text, kind }: Of & z.output<typeof textInput>): Promise<AddedSource> {
  await requireAgent(ctx, id);
  return add(ctx, id, { kind, title, url: null }, entriesFromBlocks(kind === "markdown" ? blocksOfMarkdown(text) : blocksOfText(text)));
}

export async function addPdf(ctx: Ctx, { id, title, bytes }: Of & { title: string; bytes: Uint8Array }): Promise<AddedSource> {
  await requireAgent(ctx, id);
  const text = await textOfPdf(bytes);
  return add(ctx, id, { kind: "pdf", title: cleanLine(title).slice(0, 120) || "PDF", url: null }, entriesFromBlocks(blocksOfText(text)));
}

export async function addPage(ctx: Ctx, { id, url }: Of & z.output<typeof pageInput>): Promise<AddedSource> {
  await requireAgent(ctx, id);
  const page = await fetchPage(url, { signal: ctx.signal });
  return add(ctx, id, { kind: "url", title: cleanLine(page.title) || "Page", url: page.url.slice(0, 2_000) }, entriesFromBlocks(page.blocks));
}

export async function updateEntry(ctx: Ctx, { id, entryId, ...change }: Of & { entryId: string } & z.output<typeof entryChange>): Promise<KnowledgeItem> {
  const owner = ownerOf(ctx, id);
  const before = await store.findItem(ctx.db, owner, entryId);
  if (!before) throw new AppError("not_found");
  const after = { question: change.question === undefined ? before.question : change.question, answer: change.answer ?? before.answer };
  const [embedding = null] = await embedded(ctx, currentEmbedder(), [after]);
  if (await store.updateItem(ctx.db, owner, entryId, after, embedding) === 0) throw new AppError("not_found");
  return { ...before, ...after, searchable: embedding !== null };
}

export async function removeEntry(ctx: Ctx, { id, entryId }: Of & { entryId: string }): Promise<void> {
  if (await store.deleteItem(ctx.db, ownerOf(ctx, id), entryId) === 0) throw new AppError("not_found");
}

export async function removeSource(ctx: Ctx, { id, sourceId }: Of & { sourceId: string }): Promise<void> {
  if (await store.deleteSource(ctx.db, ownerOf(ctx, id), sourceId) === 0) throw new AppError("not_found");
}

async function requireAgent(ctx: Ctx, agentId: string): Promise<void> {
  if (!await store.findAgent(ctx.db, ownerOf(ctx, agentId))) throw new AppError("not_found");
}

/** All or nothing; embeddings are computed before the transaction, because nothing slow happens inside one. */
async function add(ctx: Ctx, agentId: string, source: { kind: SourceKind; title: string; url: string | null }, parsed: readonly ParsedEntry[]): Promise<AddedSource> {
  if (parsed.length === 0) throw new AppError("document_unreadable");
  const owner = ownerOf(ctx, agentId);
  await requireRoom(ctx.db, owner, parsed.length);
  const embeddings = await embedded(ctx, currentEmbedder(), parsed);
  const createdAt = ctx.clock.now();
  return ctx.db.transaction(async (tx) => {
    if (!await store.findAgentForUpdate(tx, owner)) throw new AppError("not_found");
    const nextPosition = await requireRoom(tx, owner, parsed.length);
    const known = source.kind === "typed" ? await store.findTypedSource(tx, owner) : null;
    const sourceId = known?.id ?? newId("src");
    if (!known) await store.insertSource(tx, owner, { ...source, id: sourceId, createdAt });
    const rows = parsed.map(({ question, answer }, index) => ({ id: newId("kno"), sourceId, position: nextPosition + index, question, answer, embedding: embeddings[index] ?? null }));
    await store.insertItems(tx, owner, rows, createdAt);
    const stored = await store.findSource(tx, owner, sourceId);
    if (!stored) throw new AppError("not_found");
    return { source: stored, entries: rows.map(({ embedding, ...row }) => ({ ...row, searchable: embedding !== null })) };
  });
}

/** The next free position. Throws `knowledge_full`. */
async function requireRoom(db: Statements, owner: store.Owner, wanted: number): Promise<number> {
  const { count, nextPosition } = await store.countItems(db, owner);
  if (count + wanted > maxEntries) throw new AppError("knowledge_full", { public: `An agent can know at most ${maxEntries} entries. This would make ${count + wanted}: remove some first, or bring a shorter text.` });
  return nextPosition;
}

// What the agents domain needs to publish, restore, copy and export. Each runs inside the caller's transaction.

export async function snapshotKnowledge(tx: Statements, owner: store.Owner): Promise<KnowledgeSnapshot> {
  return (await store.listFull(tx, owner)).map(({ kind, title, url, ...row }) => ({ ...row, source: { kind, title, url } }));
}

/** The agent's knowledge becomes that of the snapshot, under new ids. The caller holds the agent's row. */
export async function replaceKnowledge(tx: Statements, owner: store.Owner, snapshot: KnowledgeSnapshot, createdAt: Date): Promise<void> {
  await store.deleteAllSources(tx, owner);
  const sourceIds = new Map<string, string>();
  // One time each, so that sources keep their order.
  for (const { sourceId, source } of snapshot) {
    if (sourceIds.has(sourceId)) continue;
    const id = newId("src");
    await store.insertSource(tx, owner, { ...source, id, createdAt: new Date(createdAt.getTime() + sourceIds.size) });
    sourceIds.set(sourceId, id);
  }
  const rows = snapshot.map(({ sourceId, question, answer, embedding }, position) => ({ id: newId("kno"), sourceId: sourceIds.get(sourceId) ?? "", position, question, answer, embedding }));
  if (rows.length > 0) await store.insertItems(tx, owner, rows, createdAt);
}

/** Knowledge of a file, embedded and ready to be stored. Slow: call it outside of a transaction. */
export async function snapshotFromFile(ctx: Ctx, file: KnowledgeFile): Promise<KnowledgeSnapshot> {
  const flat = file.flatMap(({ entries, ...source }, index) => entries.map((entry) => ({ ...entry, source, sourceId: String(index) })));
  const embeddings = await embedded(ctx, currentEmbedder(), flat);
  return flat.map((entry, index) => ({ ...entry, id: "", embedding: embeddings[index] ?? null }));
}

export function fileFromSnapshot(snapshot: KnowledgeSnapshot): KnowledgeFile {
  const sources = new Map<string, KnowledgeFile[number]>();
  for (const { sourceId, source, question, answer } of snapshot) {
    const known = sources.get(sourceId) ?? { ...source, entries: [] };
    known.entries.push({ question, answer });
    sources.set(sourceId, known);
  }
  return [...sources.values()];
}

/** As the engine wants it. */
export const entriesOf = (snapshot: KnowledgeSnapshot): KnowledgeEntry[] =>
  snapshot.map(({ id, question, answer, embedding }) => ({ id, question, answer, embedding: embedding === null ? null : fromBase64(embedding) }));

/** Computes the embeddings of a snapshot that lacks them, as one taken before the models were there does. */
export async function embedSnapshot(ctx: Ctx, snapshot: KnowledgeSnapshot): Promise<KnowledgeSnapshot> {
  const lacking = snapshot.filter(({ embedding }) => embedding === null);
  const embedder = currentEmbedder();
  if (lacking.length === 0 || !embedder) return snapshot;
  const computed = await embedded(ctx, embedder, lacking);
  return snapshot.map((entry) => entry.embedding === null ? { ...entry, embedding: computed[lacking.indexOf(entry)] ?? null } : entry);
}

/** Job, system role: embeddings that could not be computed when their entries were written. Gives how many it filled. */
export async function fillEmbeddings(ctx: Ctx, limit = 200): Promise<number> {
  const embedder = currentEmbedder();
  if (!embedder) return 0;
  const rows = await store.listUnembedded(ctx.db, limit);
  const computed = await embedded(ctx, embedder, rows);
  let filled = 0;
  for (const [index, row] of rows.entries()) {
    const embedding = computed[index];
    if (embedding) filled += await store.setEmbedding(ctx.db, row, embedding);
  }
  return filled;
}
