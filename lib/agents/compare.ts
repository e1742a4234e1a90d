import type { z } from "zod";
import type { AgentComparison, AgentDefinition } from "./schema";

type Json = z.infer<ReturnType<typeof z.json>>;
type Change = AgentComparison["changes"][number];
interface Pair { question: string | null; answer: string }

/** Field by field, lists as one value, in the definition's own order. */
export function diffDefinitions(before: AgentDefinition, after: AgentDefinition): Change[] {
  return fieldsThatDiffer("", before, after);
}

function fieldsThatDiffer(path: string, before: unknown, after: unknown): Change[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (!isRecord(before) || !isRecord(after)) return [{ path, before: plain(before), after: plain(after) }];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name) => fieldsThatDiffer(path ? `${path}.${name}` : name, before[name], after[name]));
}

/** Pairs that only one side has; the order of the entries does not count. */
export function diffKnowledge(before: readonly Pair[], after: readonly Pair[]): AgentComparison["knowledge"] {
  const without = (all: readonly Pair[], known: readonly Pair[]) => {
    const keys = new Set(known.map(keyOf));
    return all.filter((pair) => !keys.has(keyOf(pair))).map(({ question, answer }) => ({ question, answer }));
  };
  return { added: without(after, before), removed: without(before, after) };
}

const keyOf = ({ question, answer }: Pair) => JSON.stringify([question, answer]);
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);
const plain = (value: unknown): Json => value === undefined ? null : JSON.parse(JSON.stringify(value)) as Json;
