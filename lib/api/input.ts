/** What comes in by a door: sizes, depth and plain text are checked before any shape is. */
import type { z } from "zod";
import { AppError, type FieldError, fieldFault } from "@/lib/platform/errors";

export const maxJsonBytes = 1_048_576;
const maxDepth = 32;

const refuse = (path: string, message: string): never => { throw fieldFault(path, message); };

export function plainText(text: string, path: string): string {
  if (!text.isWellFormed()) return refuse(path, "Not well-formed Unicode.");
  if (text.includes("\0")) return refuse(path, "The character NUL is not allowed.");
  return text.normalize("NFC");
}

/** The same value with every text in NFC. Throws `validation_failed`, or `bad_request` where it is nested too deep. */
export function plainValue(value: unknown, path = "", depth = 0): unknown {
  if (typeof value === "string") return plainText(value, path);
  if (typeof value !== "object" || value === null) return value;
  if (depth >= maxDepth) throw new AppError("bad_request", { public: `The body is nested more than ${maxDepth} deep.` });
  const under = (key: string | number) => (path ? `${path}.${key}` : String(key));
  // Numbers have no need of a path: a megabyte of them is half a million items.
  if (Array.isArray(value)) return value.map((item: unknown, index) => (typeof item === "string" || (typeof item === "object" && item !== null) ? plainValue(item, under(index), depth + 1) : item));
  const fields = Object.entries(value).map(([key, item]) => [plainText(key, path), plainValue(item, under(plainText(key, path)), depth + 1)]);
  return Object.fromEntries(fields);
}

/** A body is read as it was sent: what is packed would be small to the one who counts and large to the one who reads. */
export function refuseEncoded(headers: Headers): void {
  if (![null, "", "identity"].includes(headers.get("content-encoding")?.trim().toLowerCase() ?? null)) throw new AppError("unsupported_media_type", { public: "Send the body without Content-Encoding." });
}

/** The body's bytes, counted while they come. Throws `payload_too_large`. */
export async function readBody(request: Request, maxBytes: number): Promise<Buffer> {
  const tooLarge = () => new AppError("payload_too_large", { public: `The body is larger than the ${maxBytes} bytes allowed here.` });
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw tooLarge();
  const pieces: Uint8Array[] = [];
  let sizeBytes = 0;
  const reader = request.body?.getReader();
  try {
    for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
      sizeBytes += next.value.byteLength;
      if (sizeBytes > maxBytes) throw tooLarge();
      pieces.push(next.value);
    }
  } catch (error) {
    await reader?.cancel().catch(() => {});
    if (error instanceof AppError) throw error;
    throw new AppError("bad_request", { cause: error, public: "The body was cut off." });
  }
  return Buffer.concat(pieces);
}

export async function readJson(request: Request): Promise<unknown> {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
  if (type !== "application/json" && !type.endsWith("+json")) throw new AppError("unsupported_media_type", { public: "Send the body as application/json." });
  const bytes = await readBody(request, maxJsonBytes);
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new AppError("invalid_json");
  }
  return plainValue(value);
}

/** Throws `validation_failed` with a line for each field; values are never quoted. */
export function checked<S extends z.ZodType>(shape: S, value: unknown): z.output<S> {
  const parsed = shape.safeParse(value);
  if (parsed.success) return parsed.data;
  const errors: FieldError[] = parsed.error.issues.slice(0, 50).map((issue) => ({ path: issue.path.join("."), message: issue.message }));
  throw new AppError("validation_failed", { errors });
}

/** Query parameters as an object; a repeated name becomes an array. */
export function queryObject(search: URLSearchParams): Record<string, unknown> {
  const names = [...new Set(search.keys())];
  return Object.fromEntries(names.map((name) => { const all = search.getAll(name); return [name, all.length > 1 ? all : all[0]]; }));
}
