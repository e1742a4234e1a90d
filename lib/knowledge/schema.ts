import { z } from "zod";
import { line, text } from "@/lib/platform/text-shapes";

/** Entries an agent can hold: retrieval compares a question with every one of them. */
export const maxEntries = 500;
/** About 20 s of speech; longer answers are not listened to. */
export const maxAnswerCharacters = 300;
export const maxQuestionCharacters = 600;

const question = line(1, maxQuestionCharacters).nullable().describe("What a caller may ask; null for a plain fact.");
const answer = line(1, maxAnswerCharacters).describe("Spoken as written.");

export const sourceKind = z.enum(["typed", "text", "markdown", "pdf", "url"]);
export type SourceKind = z.infer<typeof sourceKind>;

export const knowledgeSource = z.object({
  id: z.string(), kind: sourceKind, title: z.string(), url: z.string().nullable(), entryCount: z.number().int(), createdAt: z.iso.datetime(),
}).meta({ id: "KnowledgeSource" });
export type KnowledgeSource = z.infer<typeof knowledgeSource>;

export const knowledgeItem = z.object({
  id: z.string(), sourceId: z.string(), position: z.number().int(), question: z.string().nullable(), answer: z.string(),
  searchable: z.boolean().describe("False until its embedding is computed."),
}).meta({ id: "KnowledgeItem" });
export type KnowledgeItem = z.infer<typeof knowledgeItem>;

export const knowledge = z.object({ sources: z.array(knowledgeSource), entries: z.array(knowledgeItem), maxEntries: z.number().int() }).meta({ id: "Knowledge" });
export type Knowledge = z.infer<typeof knowledge>;

export const entryInput = z.strictObject({ question: question.default(null), answer }).meta({ id: "KnowledgeEntryInput" });
export type EntryInput = z.infer<typeof entryInput>;
export const entryChange = z.strictObject({ question: question.optional(), answer: answer.optional() }).meta({ id: "KnowledgeEntryChange" });

export const textInput = z.strictObject({
  title: line(1, 120), text: text(1, 400_000), kind: z.enum(["text", "markdown"]).default("text"),
}).meta({ id: "KnowledgeTextInput" });
export const pageInput = z.strictObject({ url: z.url({ protocol: /^https?$/ }).max(2_000) }).meta({ id: "KnowledgePageInput" });
export const addedSource = z.object({ source: knowledgeSource, entries: z.array(knowledgeItem) }).meta({ id: "AddedKnowledge" });
export type AddedSource = z.infer<typeof addedSource>;

/** Knowledge in an agent's file: sources in order, with their entries. */
export const knowledgeFile = z.array(z.strictObject({
  title: line(1, 120), kind: sourceKind, url: z.string().max(2_000).nullable().default(null), entries: z.array(entryInput).max(maxEntries),
})).max(100).refine((sources) => sources.reduce((sum, source) => sum + source.entries.length, 0) <= maxEntries, `At most ${maxEntries} entries.`);
export type KnowledgeFile = z.infer<typeof knowledgeFile>;

/** Knowledge as a published version keeps it; `embedding` is base64 of 32-bit floats, little-endian. */
export const knowledgeSnapshot = z.array(z.object({
  id: z.string(), source: z.object({ title: z.string(), kind: sourceKind, url: z.string().nullable() }), sourceId: z.string(),
  question: z.string().nullable(), answer: z.string(), embedding: z.string().nullable(),
}));
export type KnowledgeSnapshot = z.infer<typeof knowledgeSnapshot>;
