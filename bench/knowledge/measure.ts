/** The measured set through the model itself, by text: `node --import tsx bench/knowledge/measure.ts [--faults]`. */
import { createKnowledgeModel } from "@/lib/voice/providers/knowledge/llm";
import type { Embedder } from "@/lib/voice/ports";
import { openEmbedder } from "./embedder";
import { readEntries, readQuestions } from "./questions";

export interface Score { answerable: number; right: number; wrong: string[]; unknowable: number; declined: number; invented: string[] }

/** `heard` turns a question into what the agent hears of it: itself, or a transcript of its audio. */
export async function measure(embedder: Embedder, heard: (question: string, index: number) => string | Promise<string> = (question) => question): Promise<Score> {
  const entries = await readEntries("demo", embedder);
  const model = createKnowledgeModel({ embedder });
  const score: Score = { answerable: 0, right: 0, wrong: [], unknowable: 0, declined: 0, invented: [] };
  for (const [index, { question, expect }] of readQuestions("questions").entries()) {
    const text = await heard(question, index);
    let reply = "";
    const request = { instructions: "", messages: [{ role: "user" as const, text }], tools: [], toolChoice: "none" as const, knowledge: entries, persona: { name: "", saysItIsAi: true }, maxTokens: null, temperature: null };
    for await (const part of model.reply(request, AbortSignal.timeout(30_000))) if (part.type === "text-delta") reply += part.text;
    const known = entries.filter(({ answer }) => reply.includes(answer)).map(({ id }) => id);
    if (expect === null) {
      score.unknowable += 1;
      if (known.length === 0 && /don't know/.test(reply)) score.declined += 1;
      else score.invented.push(`${text} -> ${known.join(", ") || reply}`);
    } else {
      score.answerable += 1;
      if (known.length === 1 && known[0] === expect) score.right += 1;
      else score.wrong.push(`${text} -> ${known.join(", ") || "declined"} instead of ${expect}`);
    }
  }
  return score;
}

if (import.meta.filename === process.argv[1]) {
  const score = await measure(await openEmbedder());
  console.log(`right ${score.right} of ${score.answerable}; said that it does not know ${score.declined} of ${score.unknowable}`);
  if (process.argv.includes("--faults")) console.log([...score.wrong, ...score.invented].join("\n"));
}
