import { readFileSync } from "node:fs";
import { join } from "node:path";
import { agentDefinition } from "@/lib/agents/schema";
import { fillVariables } from "@/lib/agents/variables";
import { embeddedTexts, questionsOf, type Embedder, type KnowledgeEntry } from "@/lib/voice/ports";
import { z } from "zod";

const file = z.object({ knowledge: z.array(z.object({ key: z.string().optional(), question: z.string(), answer: z.string() })), definition: agentDefinition });
const questionList = z.object({ questions: z.array(z.object({ agent: z.string().default("demo"), question: z.string(), expect: z.string().nullable() })) });
export type Asked = z.infer<typeof questionList>["questions"][number];

const root = process.cwd();
const json = (path: string): unknown => JSON.parse(readFileSync(join(root, path), "utf8"));

export const readQuestions = (name: "questions" | "tuning"): Asked[] => questionList.parse(json(`bench/knowledge/${name}.json`)).questions;

export const agentNames = ["demo", "front-desk", "restaurant", "clinic", "support", "quiz"];

/** The agent's entries with their embeddings; an entry's id is its key in the demo, its first question in a template. */
export async function readEntries(agent: string, embedder: Embedder): Promise<KnowledgeEntry[]> {
  const { knowledge, definition } = file.parse(json(agent === "demo" ? "supabase/seed/demo-agent.json" : `supabase/seed/templates/${agent}.json`));
  const entries: KnowledgeEntry[] = [];
  for (const { key, question, answer } of knowledge) {
    const filled = { question: fillVariables(question, definition.variables), answer: fillVariables(answer, definition.variables) };
    const vectors = await embedder.embed(embeddedTexts(filled), AbortSignal.timeout(30_000));
    entries.push({ id: key ?? questionsOf(question)[0] ?? question, ...filled, embedding: Float32Array.from(vectors.flatMap((vector) => [...vector])) });
  }
  return entries;
}
