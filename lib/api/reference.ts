/** The reference's view of the OpenAPI document: operations by group, each with its shapes resolved as far as a page shows them. */
import { errorTable, type ErrorCode } from "@/lib/platform/errors";
import type { Operation } from "@/lib/platform/operation";
import { keptLength } from "@/lib/platform/text-shapes";
import { maxJsonBytes } from "./input";
import type { Json } from "./json-schemas";
import { failuresOf, openApiDocument, operations } from "./openapi";

export interface ReferenceField { name: string; type: string; required: boolean; description: string; fields: ReferenceField[] }
export interface ReferenceParameter { name: string; place: "path" | "query" | "header"; required: boolean; type: string; description: string; example: string }
export interface ReferenceBody { contentType: string; fields: ReferenceField[]; example: string | null }
export interface ReferenceEntry {
  id: string; title: string; group: string; method: Operation["method"]; path: string; description: string; access: string; scopes: readonly string[] | null;
  maxBytes: number | null; status: number; parameters: ReferenceParameter[]; body: ReferenceBody | null; answers: ReferenceBody[];
  errors: { code: ErrorCode; status: number; words: string }[];
}

/** Shapes within shapes that a page still shows; any JSON goes on for ever. */
const deepest = 6;
const asJson = (value: unknown): Json => (typeof value === "object" && value !== null && !Array.isArray(value) ? value as Json : {});
const asList = (value: unknown): Json[] => (Array.isArray(value) ? value.map(asJson) : []);
const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

let kept: { document: Json; entries: ReferenceEntry[] } | undefined;
const whole = () => kept ??= readAll();

/** Every operation, in the order of the one list. */
export const referenceEntries = (): readonly ReferenceEntry[] => whole().entries;
export const referenceEntry = (id: string): ReferenceEntry | null => whole().entries.find((entry) => entry.id === id) ?? null;

/** Operations by their group, groups in the order of their first operation. */
export function referenceGroups(): { name: string; entries: ReferenceEntry[] }[] {
  const groups = new Map<string, ReferenceEntry[]>();
  for (const entry of referenceEntries()) groups.set(entry.group, [...(groups.get(entry.group) ?? []), entry]);
  return [...groups].map(([name, entries]) => ({ name, entries }));
}

/** The operations that may answer with this code. */
export const operationsThatFailWith = (code: ErrorCode): ReferenceEntry[] => referenceEntries().filter((entry) => entry.errors.some((error) => error.code === code));

function readAll() {
  const document = openApiDocument();
  return { document, entries: operations.map((operation) => entryOf(operation, document)) };
}

function entryOf(operation: Operation, document: Json): ReferenceEntry {
  const described = asJson(asJson(asJson(document.paths)[operation.path])[operation.method.toLowerCase()]);
  const success = asJson(asJson(described.responses)[String(operation.status)]);
  const bodies = bodiesOf(asJson(described.requestBody), document);
  const forKeys = operation.access === "public" || (operation.scopes !== undefined && operation.access !== "platform-admin");
  return {
    id: operation.id, title: textOf(described.summary), group: textOf(Array.isArray(described.tags) ? described.tags[0] : ""), method: operation.method, path: operation.path,
    description: operation.description, access: operation.access, scopes: forKeys ? operation.scopes ?? [] : null,
    maxBytes: operation.rawBody?.maxBytes ?? (operation.body ? maxJsonBytes : null), status: operation.status,
    parameters: asList(described.parameters).map((parameter) => parameterOf(parameter, document)),
    body: bodies[0] ?? null, answers: bodiesOf(success, document),
    errors: failuresOf(operation).map((code) => ({ code, status: errorTable[code].status, words: errorTable[code].public })).sort((left, right) => left.status - right.status),
  };
}

function parameterOf(parameter: Json, document: Json): ReferenceParameter {
  const schema = resolved(asJson(parameter.schema), document);
  return {
    name: textOf(parameter.name), place: parameter.in === "path" || parameter.in === "header" ? parameter.in : "query", required: parameter.required === true, type: typeOf(schema, document),
    description: textOf(parameter.description) || textOf(schema.description), example: parameter.required === true || schema.default !== undefined ? String(parameter.example ?? "") : "",
  };
}

function bodiesOf(holder: Json, document: Json): ReferenceBody[] {
  return Object.entries(asJson(holder.content)).map(([contentType, media]) => {
    const { schema, example } = asJson(media);
    return { contentType, fields: contentType.endsWith("json") ? fieldsOf(asJson(schema), document) : [], example: example === undefined ? null : JSON.stringify(example, null, 2) };
  });
}

/** A schema with its reference followed and the one real branch of a nullable taken. */
function resolved(schema: Json, document: Json): Json {
  const name = /^#\/components\/schemas\/(.+)$/.exec(textOf(schema.$ref))?.[1];
  return name ? { ...resolved(asJson(asJson(asJson(document.components).schemas)[name]), document), ...(schema.description ? { description: schema.description } : {}) } : schema;
}

const isNull = (schema: Json): boolean => schema.type === "null";
const branchesOf = (schema: Json): Json[] => asList(schema.anyOf ?? schema.oneOf);

function typeOf(given: Json, document: Json, depth = 0): string {
  if (depth >= deepest) return "any";
  const schema = resolved(given, document);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  const branches = branchesOf(schema);
  if (branches.length > 0) return [...new Set(branches.map((branch) => typeOf(branch, document, depth + 1)))].join(" | ");
  if (schema.type === "array") return `list of ${typeOf(asJson(schema.items), document, depth + 1)}`;
  const format = textOf(schema.format);
  return `${textOf(schema.type) || "any"}${format ? ` (${format})` : ""}${boundsOf(schema)}`;
}

function boundsOf(schema: Json): string {
  const safe = (value: unknown): number | null => (typeof value === "number" && Math.abs(value) < Number.MAX_SAFE_INTEGER ? value : null);
  const [least, most] = schema.type === "string" ? [safe(schema.minLength), safe(schema[keptLength] ?? schema.maxLength)] : [safe(schema.minimum), safe(schema.maximum)];
  const unit = schema.type === "string" ? " characters" : "";
  if (least !== null && most !== null) return `, ${least} to ${most}${unit}`;
  return least !== null ? `, at least ${least}${unit}` : most !== null ? `, at most ${most}${unit}` : "";
}

function fieldsOf(given: Json, document: Json, depth = 0): ReferenceField[] {
  const schema = resolved(given, document);
  if (depth >= deepest) return [];
  if (schema.type === "array") return fieldsOf(asJson(schema.items), document, depth + 1);
  const branches = branchesOf(schema).filter((branch) => !isNull(resolved(branch, document)));
  if (branches.length > 0) return mergedFields(branches.map((branch) => fieldsOf(branch, document, depth + 1)));
  const required = Array.isArray(schema.required) ? schema.required : [];
  return Object.entries(asJson(schema.properties)).map(([name, property]) => {
    const shape = resolved(asJson(property), document);
    const fallback = shape.default === undefined || typeof shape.default === "object" ? "" : ` Default: ${JSON.stringify(shape.default)}.`;
    return { name, type: typeOf(shape, document), required: required.includes(name), description: `${textOf(shape.description)}${fallback}`.trim(), fields: fieldsOf(shape, document, depth + 1) };
  });
}

/** Fields of alternatives: each once, required only where every one of them has it so. */
function mergedFields(alternatives: ReferenceField[][]): ReferenceField[] {
  const names = [...new Set(alternatives.flat().map(({ name }) => name))];
  return names.flatMap((name) => {
    const found = alternatives.flatMap((fields) => fields.filter((field) => field.name === name));
    const [first] = found;
    if (!first) return [];
    return [{ ...first, type: [...new Set(found.map(({ type }) => type))].join(" | "), required: found.length === alternatives.length && found.every(({ required }) => required) }];
  });
}
