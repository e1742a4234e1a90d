/** The schema of a tool's arguments: whether it may be kept, and whether arguments are as it says. Both bounded in time, since schemas come from elsewhere too. */
import Ajv7, { type ErrorObject, type Options } from "ajv";
import Ajv2020 from "ajv/dist/2020";
import addFormats from "ajv-formats";
import type { ToolArguments, ToolParameters } from "./schema";
import { withinTime } from "./within-time";

const mostBytes = 16 * 1024;
const mostLevels = 12;
/** A plain schema takes a few milliseconds, the first one of a process some tens. */
const compileMs = 1_000;
const checkMs = 100;
/** Nothing is coerced or filled in, and a keyword that is not known is a note. */
const options: Options = { strict: false, allErrors: false, addUsedSchema: false, logger: false, ownProperties: true };

const isOld = (schema: ToolParameters): boolean => typeof schema.$schema === "string" && /draft-0[67]/.test(schema.$schema);

function validatorOf(schema: ToolParameters) {
  const ajv = isOld(schema) ? new Ajv7(options) : new Ajv2020(options);
  addFormats(ajv);
  // An `$id` is a name for others to find it by, and there are none.
  const { $schema: _draft, $id: _id, ...rest } = schema;
  return ajv.compile(rest);
}

function levelsOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(levelsOf));
}

/** Why it cannot be the schema of a tool's arguments; null where it can. */
export function schemaFault(schema: ToolParameters): string | null {
  if (Buffer.byteLength(JSON.stringify(schema)) > mostBytes) return "The schema is longer than 16 KB.";
  if (levelsOf(schema) > mostLevels * 2) return "The schema is nested deeper than 12 levels.";
  if (schema.type !== "object") return "The schema must be of an object: \"type\": \"object\".";
  if (typeof schema.$schema === "string" && !/draft-0[67]|2020-12/.test(schema.$schema)) return "Use JSON Schema draft 2020-12 or 07.";
  try { withinTime(() => validatorOf(schema), compileMs); } catch { return "This is not a JSON Schema that can be used: draft 2020-12 or 07, without references to other documents."; }
  return null;
}

/** Null where the arguments are as the schema says; else what is wrong, in words for the model. */
export type ArgumentsCheck = (given: unknown) => string | null;

/** Compiles once, at the first use. Never throws. */
export function argumentsCheck(schema: ToolParameters): ArgumentsCheck {
  let validate: ReturnType<typeof validatorOf> | null = null;
  return (given) => {
    try {
      validate ??= withinTime(() => validatorOf(schema), compileMs);
      const check = validate;
      return withinTime(() => check(given), checkMs) ? null : wordsOf(check.errors ?? []);
    } catch { return "The arguments could not be checked."; }
  };
}

const wordsOf = (errors: readonly ErrorObject[]): string => errors.slice(0, 3).map(({ instancePath, message, params }) => `${instancePath || "arguments"} ${message ?? "is wrong"}${"additionalProperty" in params ? `: ${String(params.additionalProperty)}` : ""}`).join("; ").slice(0, 500) || "The arguments are not as they should be.";

/** Arguments as a model wrote them; null where that is no JSON object. */
export function readArguments(text: string): ToolArguments | null {
  try {
    const value: unknown = JSON.parse(text.trim() === "" ? "{}" : text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value as ToolArguments : null;
  } catch { return null; }
}
