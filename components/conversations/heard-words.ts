export interface HeardSplit { heard: string; unheard: string }

/** What of a reply was heard, and the tail that was not; both as they were generated, spaces included. */
export function splitHeard(generated: string, heardText: string | null): HeardSplit {
  const said = heardText?.trim() ?? "";
  if (heardText === null) return { heard: generated, unheard: "" };
  if (said === "") return { heard: "", unheard: generated };
  const lead = generated.length - generated.trimStart().length;
  if (!generated.slice(lead).startsWith(said)) return { heard: said, unheard: "" };
  const cut = lead + said.length;
  return { heard: generated.slice(0, cut), unheard: generated.slice(cut) };
}

export interface LitWord { text: string; state: "said" | "now" | "next"; heard: boolean }

/**
 * The words of a reply at `atMs` of its audio; without word times all of them stand as said.
 * `heardLength` is how many characters were heard.
 */
export function litWords(text: string, wordStartsMs: readonly number[] | null, atMs: number | null, heardLength = text.length): LitWord[] {
  const words = [...text.matchAll(/\S+/g)];
  const current = atMs === null || !wordStartsMs ? null : lastIndexBefore(wordStartsMs, atMs);
  return words.map((match, index) => ({ text: match[0], state: stateOf(index, current), heard: match.index < heardLength }));
}

const stateOf = (index: number, current: number | null): LitWord["state"] =>
  current === null || index < current ? "said" : index === current ? "now" : "next";

function lastIndexBefore(starts: readonly number[], atMs: number): number {
  const next = starts.findIndex((startMs) => startMs > atMs);
  return next === -1 ? starts.length - 1 : next - 1;
}
