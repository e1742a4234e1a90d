/** What the typed client is made of: a small table for its run, and the types of the document. */
import openapiTypescript, { astToString } from "openapi-typescript";
import type { Operation } from "@/lib/platform/operation";
import type { Json } from "./json-schemas";

const head = "// Written by `npm run contract`.\n";
const isText = (schema: unknown): boolean => (Object(schema) as Json).type === "string";

/**
 * How the client sends one operation: `METHOD path`, then letters. `c`: makes something, and may be repeated under one key;
 * `m`: a multipart form; `u`: a form in the URL's way; `b`: bytes, of the type that follows unless they have their own; `r`: may answer with something other than JSON.
 */
function lineOf({ method, path, status, rawBody, answers }: Operation): string {
  const types = rawBody?.contentTypes ?? [];
  const body = types.some((type) => type.startsWith("multipart/")) ? "m" : types.includes("application/x-www-form-urlencoded") ? "u" : types.length > 0 ? "b" : "";
  const letters = `${method === "POST" && status === 201 ? "c" : ""}${body}${answers?.length ? "r" : ""}`;
  const bytes = body === "b" ? types.find((type) => type !== "application/json") : undefined;
  return [method, path, ...(letters ? [letters] : []), ...(bytes ? [bytes] : [])].join(" ");
}

export function operationTable(operations: readonly Operation[]): string {
  const rows = operations.map((operation) => `  ${operation.id}: ${JSON.stringify(lineOf(operation))},\n`);
  return `${head}/** \`METHOD path letters\` of each operation; the letters are told in lib/api/sdk-files.ts. */\nexport const operations = {\n${rows.join("")}} as const;\nexport type OperationId = keyof typeof operations;\n`;
}

/** Failures are one error in the client, and bodies that are not JSON are typed by its uploads. */
function forTypes(document: Json): Json {
  const slim = structuredClone(document);
  for (const path of Object.values(slim.paths as Record<string, Json>)) for (const operation of Object.values(path) as Json[]) {
    operation.responses = Object.fromEntries(Object.entries(operation.responses as Json).filter(([status]) => status.startsWith("2")));
    for (const holder of [operation.requestBody, ...Object.values(operation.responses as Json)] as (Json | undefined)[]) {
      const json = (holder?.content as Record<string, Json> | undefined)?.["application/json"];
      if (json && isText(json.schema)) json.schema = { type: "object", additionalProperties: true };
    }
  }
  // Any JSON holds itself, which a type by index cannot say.
  const { schemas } = slim.components as { schemas: Record<string, Json> };
  for (const [name, schema] of Object.entries(schemas)) if (schema.type !== "object" && JSON.stringify(schema).includes(`/${name}"`)) schemas[name] = {};
  return slim;
}

/** The types of `document`, as TypeScript; `names` are the interfaces that are kept. */
export async function typesOf(document: Json, names: readonly string[]): Promise<string> {
  // What a shape gives by default need not be sent; what an answer holds is in its `required`.
  const nodes = await openapiTypescript(JSON.stringify(document), { defaultNonNullable: false });
  return astToString(nodes.filter((node) => "name" in node && names.includes(String(Object(node.name).text))));
}

/** Path → text, from the root of the repository. */
export const sdkFiles = async (operations: readonly Operation[], document: Json): Promise<Record<string, string>> => ({
  "lib/sdk/operations.ts": operationTable(operations),
  "lib/sdk/schema.ts": `${head}${await typesOf(forTypes(document), ["components", "operations"])}`,
});
