/** Timed text as files that players know: SubRip, WebVTT, and plain text. */

export interface TimedText { startMs: number; endMs: number; text: string }

/** One cue for each segment that has words, numbered from 1, in the order of their beginnings. Where two overlap, each keeps its own times: players show both. */
export const srtOf = (segments: readonly TimedText[]): string =>
  cuesOf(segments).map(({ startMs, endMs, text }, index) => `${index + 1}\n${stamp(startMs, ",")} --> ${stamp(endMs, ",")}\n${text.replaceAll("-->", "→")}\n`).join("\n");

/** The same as WebVTT, in which `&`, `<` and `>` are written as entities. */
export const vttOf = (segments: readonly TimedText[]): string =>
  `WEBVTT\n\n${cuesOf(segments).map(({ startMs, endMs, text }) => `${stamp(startMs, ".")} --> ${stamp(endMs, ".")}\n${text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")}\n`).join("\n")}`;

/** The words alone, a line for each segment. */
export const textOf = (segments: readonly TimedText[]): string => cuesOf(segments).map(({ text }) => `${text.replaceAll("\n", " ")}\n`).join("");

/** An empty line would end a cue: runs of line ends become one. One that ends before it begins is shown for no time at all. */
function cuesOf(segments: readonly TimedText[]): TimedText[] {
  return segments.map(({ startMs, endMs, text }) => ({ startMs, endMs: Math.max(startMs, endMs), text: text.replace(/\s*[\r\n]\s*/g, "\n").trim() }))
    .filter(({ text }) => text !== "").sort((left, right) => left.startMs - right.startMs);
}

/** `00:01:02,345`; hours go on past 99. */
export function stamp(ms: number, separator: "," | "."): string {
  const whole = Math.max(0, Math.round(ms));
  const two = (value: number) => String(Math.floor(value)).padStart(2, "0");
  return `${two(whole / 3_600_000)}:${two((whole / 60_000) % 60)}:${two((whole / 1_000) % 60)}${separator}${String(whole % 1_000).padStart(3, "0")}`;
}
