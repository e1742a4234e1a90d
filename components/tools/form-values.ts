import { fieldFaults, type FieldFaults } from "@/components/settings/field-faults";

/** What an administrator may do besides a builder: keep secrets. */
export interface Rights { mayChange: boolean; maySeal: boolean }

/** JSON that was typed; a fault in words where it is none. */
export function readJson(text: string): { value: unknown } | { fault: string } {
  try { return { value: JSON.parse(text) }; } catch { return { fault: "This is not JSON: look for a missing quote, comma or brace." }; }
}

/** Lines of `name: value` or `name=value`. */
export function readLines(text: string): { value: Record<string, string> } | { fault: string } {
  const value: Record<string, string> = {};
  for (const line of text.split("\n").map((each) => each.trim()).filter(Boolean)) {
    const [, name = "", rest = ""] = /^([^:=\s]+)\s*[:=]\s*(.*)$/.exec(line) ?? [];
    if (!name || !rest) return { fault: "Write one a line, as name: value." };
    value[name] = rest;
  }
  return { value };
}

export const asLines = (values: Record<string, unknown>): string => Object.entries(values).map(([name, value]) => `${name}: ${String(value)}`).join("\n");
export const pretty = (value: unknown): string => JSON.stringify(value, null, 2);

/** By the form's own names: what is wrong inside a request belongs to the field it was typed in. */
export function toolFaults(error: unknown): FieldFaults {
  const faults = fieldFaults(error, ["name", "description", "parameters", "request.url", "request.headers", "request.body", "settings", "secrets", "timeoutMs", "filler", "fillerAfterMs"]);
  return Object.fromEntries(Object.entries(faults).map(([path, message]) => [path.replace("request.", ""), message]));
}
