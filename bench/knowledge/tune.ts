/** Fits the constants of `lib/voice/providers/knowledge/match.ts` on tuning.json. Prints them; never reads questions.json. */
import type { Embedder, KnowledgeEntry } from "@/lib/voice/ports";
import { candidatesFor, probability, type Candidate } from "@/lib/voice/providers/knowledge/match";
import { openEmbedder } from "./embedder";
import { agentNames, readEntries, readQuestions, type Asked } from "./questions";

interface Case extends Asked { candidates: Candidate[] }

async function readCases(embedder: Embedder): Promise<Case[]> {
  const entries = new Map<string, KnowledgeEntry[]>();
  for (const name of agentNames) entries.set(name, await readEntries(name, embedder));
  const cases: Case[] = [];
  for (const asked of readQuestions("tuning")) {
    const [vector = null] = await embedder.embed([asked.question], AbortSignal.timeout(30_000));
    cases.push({ ...asked, candidates: candidatesFor(asked.question, vector, entries.get(asked.agent) ?? []) });
  }
  return cases;
}

/** Logistic regression by gradient descent over standardised features, with a little ridge. Gives weights for raw features. */
export function fit(cases: readonly Case[], ridge = 0.02, steps = 3_000): number[] {
  const rows = cases.flatMap((one) => one.candidates.filter(({ offKind }) => !offKind).map(({ entry, features }) => ({ features, label: entry.id === one.expect ? 1 : 0 })));
  const width = rows[0]?.features.length ?? 0;
  const mean = Array.from({ length: width }, (_all, at) => rows.reduce((sum, { features }) => sum + (features[at] ?? 0), 0) / rows.length);
  const spread = mean.map((middle, at) => Math.sqrt(rows.reduce((sum, { features }) => sum + ((features[at] ?? 0) - middle) ** 2, 0) / rows.length) + 1e-9);
  const scaled = rows.map(({ features, label }) => ({ label, features: features.map((value, at) => (value - (mean[at] ?? 0)) / (spread[at] ?? 1)) }));
  let by = Array.from({ length: width + 1 }, () => 0);
  for (let step = 0; step < steps; step += 1) {
    const slope = by.map((weight, at) => (at < width ? ridge * weight : 0));
    for (const { features, label } of scaled) {
      const error = (probability(features, by) - label) / scaled.length;
      for (let at = 0; at < width; at += 1) slope[at] = (slope[at] ?? 0) + error * (features[at] ?? 0);
      slope[width] = (slope[width] ?? 0) + error;
    }
    by = by.map((weight, at) => weight - 0.5 * (slope[at] ?? 0));
  }
  const raw = by.slice(0, width).map((weight, at) => weight / (spread[at] ?? 1));
  return [...raw, (by[width] ?? 0) - raw.reduce((sum, weight, at) => sum + weight * (mean[at] ?? 0), 0)];
}

interface Verdict { asked: Case; confidence: number; right: boolean }
const judge = (one: Case, by: readonly number[]): Verdict => {
  const best = one.candidates.filter(({ offKind }) => !offKind).map(({ entry, features }) => ({ id: entry.id, confidence: probability(features, by) })).sort((a, b) => b.confidence - a.confidence)[0];
  return { asked: one, confidence: best?.confidence ?? 0, right: best !== undefined && best.id === one.expect };
};

function report(title: string, verdicts: readonly Verdict[]): void {
  const known = verdicts.filter(({ asked }) => asked.expect !== null);
  const unknown = verdicts.filter(({ asked }) => asked.expect === null);
  console.log(`${title}: ${known.length} answerable, ${unknown.length} not; best entry right ${known.filter(({ right }) => right).length}`);
  for (const needed of [0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7]) {
    const right = known.filter((verdict) => verdict.right && verdict.confidence >= needed).length;
    const wrong = known.filter((verdict) => !verdict.right && verdict.confidence >= needed).length;
    console.log(`  needed ${needed}: right ${(right / known.length).toFixed(3)}, wrong answers ${wrong}, answered what it cannot know ${unknown.filter(({ confidence }) => confidence >= needed).length}`);
  }
}

const cases = await readCases(await openEmbedder());
// Each agent judged by constants that were fitted on the other agents: how it does on knowledge it has never seen.
report("left out", agentNames.flatMap((name) => { const by = fit(cases.filter(({ agent }) => agent !== name)); return cases.filter(({ agent }) => agent === name).map((one) => judge(one, by)); }));
const all = fit(cases);
const verdicts = cases.map((one) => judge(one, all));
report("fitted", verdicts);
report("fitted, demo alone", verdicts.filter(({ asked }) => asked.agent === "demo"));
console.log(JSON.stringify(all.map((weight) => Number(weight.toFixed(3)))));
if (process.argv.includes("--faults")) {
  for (const { asked, confidence } of verdicts.filter(({ asked: { expect }, confidence: sure, right }) => (expect === null ? sure > 0.35 : !right || sure < 0.45))) console.log(confidence.toFixed(2), asked.expect === null ? "cannot know" : "should know", asked.agent, asked.question);
}
