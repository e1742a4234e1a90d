/** From the form of a tried request to the request itself. */

export interface TryParameter { name: string; place: "path" | "query" | "header"; required: boolean; description: string; example: string }
export interface TryOperation {
  title: string;
  method: string;
  path: string;
  /** Asked about before it is sent. */
  changes: boolean;
  parameters: TryParameter[];
  /** `example`: JSON to begin with, null where the body is a file alone. */
  body: { contentType: string; example: string | null; file: boolean } | null;
}
export interface TryInput { values: Record<string, string>; text: string; file: File | null }
export interface TryRequest { path: string; headers: Record<string, string>; body: { contentType: string; text: string } | { form: FormData } | null }

/** The request, or in words what is missing for one. */
export function requestOf(operation: TryOperation, { values, text, file }: TryInput): TryRequest | { fault: string } {
  const missing = operation.parameters.find(({ name, required }) => required && !values[name]?.trim());
  if (missing) return { fault: `Fill in ${missing.name} first.` };
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(values[name]?.trim() ?? ""));
  const filledIn = (where: TryParameter["place"]) => operation.parameters.filter(({ name, place }) => place === where && values[name]?.trim()).map(({ name }): [string, string] => [name, values[name]?.trim() ?? ""]);
  const query = filledIn("query");
  const headers = Object.fromEntries(filledIn("header"));
  const address = query.length > 0 ? `${path}?${new URLSearchParams(query)}` : path;
  if (!operation.body) return { path: address, headers, body: null };
  if (!operation.body.file) return { path: address, headers, body: { contentType: operation.body.contentType, text } };
  if (!file) return { fault: "Choose a file first." };
  const form = new FormData();
  form.set("file", file);
  const fields = fieldsOf(text);
  if (!fields) return { fault: "The other fields are not a JSON object." };
  for (const [name, value] of Object.entries(fields)) form.set(name, typeof value === "string" ? value : JSON.stringify(value));
  return { path: address, headers, body: { form } };
}

function fieldsOf(text: string): Record<string, unknown> | null {
  if (!text.trim()) return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch { return null; }
}
