/** A manifest as it is read from a file: bounded, strict, and with every fault in words. */
import { createHash } from "node:crypto";
import { z } from "zod";
import { manifestFaults } from "./manifest-rules";
import { manifestShape, type Manifest } from "./manifest-shape";

export const largestManifestBytes = 64 * 1_024;
const deepest = 12;

/** With the rules that no JSON Schema can say. */
const manifest = manifestShape.superRefine((value, told) => { for (const { path, message } of manifestFaults(value)) told.addIssue({ code: "custom", path, message }); });

/** For editors: `public/integration.schema.json`. */
export const manifestJsonSchema = (): object => ({ $id: "integration.schema.json", title: "Parley integration, parley.integration/1", ...z.toJSONSchema(manifestShape, { io: "input" }) });

export const hashOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

export type ReadManifest = { manifest: Manifest; hash: string } | { fault: string };

/** Never throws. The hash is of the bytes as they are. */
export function readManifest(bytes: Uint8Array): ReadManifest {
  if (bytes.length > largestManifestBytes) return { fault: `The file is larger than ${largestManifestBytes / 1_024} kB.` };
  let text: string;
  try { text = new TextDecoder("utf-8", { fatal: true }).decode(bytes); } catch { return { fault: "The file is not UTF-8 text." }; }
  const fault = isTooDeep(text) ? `It nests deeper than ${deepest} levels.` : null;
  if (fault) return { fault };
  let forbidden: string | null = null;
  let value: unknown;
  try {
    value = JSON.parse(text, (key, each: unknown) => { if (key === "__proto__" || key === "constructor" || key === "prototype") forbidden = key; return each; });
  } catch { return { fault: "The file is not valid JSON." }; }
  if (forbidden) return { fault: `A field may not be called “${String(forbidden)}”.` };
  const parsed = manifest.safeParse(value);
  if (parsed.success) return { manifest: parsed.data, hash: hashOf(bytes) };
  return { fault: parsed.error.issues.slice(0, 3).map(({ path, message }) => `${path.length > 0 ? `${path.join(".")}: ` : ""}${message}`).join(" ").slice(0, 800) };
}

/** Counted in the text, before anything reads it. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  let quoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (quoted) { if (character === "\\") index += 1; else if (character === '"') quoted = false; continue; }
    if (character === '"') quoted = true;
    else if (character === "{" || character === "[") { depth += 1; if (depth > deepest) return true; }
    else if (character === "}" || character === "]") depth -= 1;
  }
  return false;
}
