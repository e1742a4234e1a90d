/** What a tool gave, as the model is handed it: data, named as such, bounded, without characters that are not text. */
import { cleanText } from "@/lib/platform/text";
import { dataNote as note } from "@/lib/voice/data-marks";

/** The engine cuts at this, too; what is cut here stays JSON. */
export const mostOutputCharacters = 16_000;
const mostDataCharacters = 15_000;

/** Marks by which some models' templates tell who speaks. */
const clean = (text: string): string => cleanText(text).replaceAll("<|", "< |").replaceAll("|>", "| >");

function cleanJson(value: unknown): unknown {
  if (typeof value === "string") return clean(value);
  if (Array.isArray(value)) return value.map(cleanJson);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [clean(name), cleanJson(each)]));
}

/** As JSON where it is some, else as text. What nests too deep is text. */
export function dataOf(text: string): unknown {
  try { return cleanJson(JSON.parse(text)); } catch { return text; }
}

const fits = (value: unknown): boolean => (JSON.stringify(value) ?? "null").length <= mostDataCharacters;

function bounded(value: unknown): { data: unknown; cut?: true } {
  let data: unknown;
  try { data = cleanJson(typeof value === "string" ? value : JSON.parse(JSON.stringify(value ?? null))); if (fits(data)) return { data }; } catch { return { data: "", cut: true }; }
  let text = typeof data === "string" ? data : JSON.stringify(data);
  text = text.slice(0, mostDataCharacters);
  while (!fits(text)) text = text.slice(0, Math.floor(text.length * 0.9));
  return { data: text.toWellFormed(), cut: true };
}

export const answerOf = (value: unknown): string => JSON.stringify({ note, ...bounded(value) });
/** `message` is ours; what the service said beside it is data. */
export const faultOf = (message: string, value?: unknown): string => JSON.stringify({ error: message, ...(value === undefined ? {} : { note, ...bounded(value) }) });
