/** A length in the words an author thinks in: `350 ms`, `1.2 s`, `30 min`, `4 h`. */
export function lengthWords(ms: number): string {
  if (ms < 1_000) return `${ms} ms`;
  if (ms < 60_000) return `${trim(ms / 1_000)} s`;
  return ms < 3_600_000 ? `${trim(ms / 60_000)} min` : `${trim(ms / 3_600_000)} h`;
}

const trim = (value: number): string => String(Math.round(value * 100) / 100);

/** Words and about how many tokens a language model will count. */
export function sizeWords(text: string): { words: number; tokens: number } {
  const words = text.match(/\S+/g)?.length ?? 0;
  return { words, tokens: Math.max(words, Math.round(text.trim().length / 4)) };
}

/** What is wrong with a figure typed into a field of milliseconds, or null. */
export function boundsFault(value: number, bounds: readonly [number, number]): string | null {
  if (!Number.isInteger(value)) return "Write a whole number.";
  if (value < bounds[0]) return `At least ${lengthWords(bounds[0])}.`;
  return value > bounds[1] ? `At most ${lengthWords(bounds[1])}.` : null;
}

/** How many fields of two definitions differ, compared as JSON, level by level. */
export function countChanges(before: unknown, after: unknown): number {
  if (JSON.stringify(before) === JSON.stringify(after)) return 0;
  if (!isPlain(before) || !isPlain(after)) return 1;
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].reduce((sum, key) => sum + countChanges(before[key], after[key]), 0);
}

const isPlain = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);
