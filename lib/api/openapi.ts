import { z } from "zod";
import { agentsContract } from "@/lib/agents/contract";
import { auditContract } from "@/lib/audit/contract";
import { billingContract } from "@/lib/billing/contract";
import { clientSecretOp, createConversationOp, createTurnOp, deleteConversationOp, getConversationOp, listConversationsOp, listModelsOp, rateConversationOp, updateConversationOp } from "@/lib/conversations/contract";
import { consentContract } from "@/lib/consent/contract";
import { listHandoversOp, readHandoverOp } from "@/lib/handovers/contract";
import { identityContract } from "@/lib/identity/contract";
import { integrationsContract } from "@/lib/integrations/contract";
import { invitesContract } from "@/lib/invites/contract";
import { knowledgeContract } from "@/lib/knowledge/contract";
import { mailContract } from "@/lib/mail/contract";
import { AppError, errorTable, type ErrorCode } from "@/lib/platform/errors";
import { kept } from "@/lib/idempotency/schema";
import { limitOf, makesSomething, type Operation } from "@/lib/platform/operation";
import { rateLimits } from "@/lib/platform/rate-limits";
import { privacyContract } from "@/lib/privacy/contract";
import { providerKeysContract } from "@/lib/provider-keys/contract";
import { recordingsContract } from "@/lib/recordings/contract";
import { speechContract } from "@/lib/speech/contract";
import { ssoContract } from "@/lib/sso/contract";
import { toolsContract } from "@/lib/tools/contract";
import { voicesContract } from "@/lib/voices/contract";
import { webhooksContract } from "@/lib/webhooks/contract";
import { workspacesContract } from "@/lib/workspaces/contract";
import { exampleOf, operationExample } from "./examples";
import { maxJsonBytes } from "./input";
import { openAiBody, problemBody } from "./problem";
import { createSchemaBook, type Json, type SchemaBook } from "./json-schemas";

/** Everything the product answers: its table of contents. A domain adds its contract here. */
export const operations: readonly Operation[] = [
  ...identityContract,
  ...workspacesContract,
  ...billingContract,
  ...agentsContract,
  ...knowledgeContract,
  createConversationOp, createTurnOp, listConversationsOp, getConversationOp, updateConversationOp, rateConversationOp, deleteConversationOp,
  ...recordingsContract,
  ...consentContract,
  listHandoversOp, readHandoverOp,
  ...voicesContract,
  ...speechContract,
  listModelsOp, clientSecretOp,
  ...mailContract,
  ...invitesContract,
  ...providerKeysContract,
  ...webhooksContract,
  ...ssoContract,
  ...toolsContract,
  ...integrationsContract,
  ...auditContract,
  ...privacyContract,
];

const errorCodes = Object.keys(errorTable) as ErrorCode[];

function parametersOf(operation: Operation, book: SchemaBook): Json[] {
  const { params } = operationExample(operation);
  const each = (shape: z.ZodObject | undefined, place: "path" | "query") => Object.entries(shape?.shape ?? {}).map(([name, field]) => ({
    name, in: place, required: place === "path" || !z.safeParse(field as z.ZodType, undefined).success, schema: book.schemaOf(field as z.ZodType, "input", operation.id),
    example: place === "path" ? params[name] : exampleOf(field as z.ZodType, "input", { name }),
  }));
  const header = (name: string, description: string, example: string): Json => ({ name, in: "header", required: false, description, schema: { type: "string" }, example });
  return [
    ...each(operation.params, "path"), ...each(operation.query, "query"),
    ...(makesSomething(operation) ? [header("Idempotency-Key", `Made up by the client for one thing. A repeat within ${kept.hours} hours gets the first answer, with \`Idempotent-Replayed: true\`, and makes nothing.`, "3f1c9a52-7d7e-4c5b-9d0e-6b2a41f0c8aa")] : []),
    ...(operation.changesIf ? [header("If-Match", "Makes the change only in the state that this `ETag` was given for.", '"q2Vt9yXk4mZr7cB1nLw5Pa"')] : []),
    ...(operation.etag && operation.method === "GET" ? [header("If-None-Match", "Answers 304 without a body where this `ETag` still holds.", '"q2Vt9yXk4mZr7cB1nLw5Pa"')] : []),
  ];
}

const withFile = (fields: Json): Json => ({ ...fields, properties: { file: { type: "string", format: "binary" }, ...Object(fields.properties) }, required: ["file", ...(Array.isArray(fields.required) ? fields.required : [])] });

function requestBodyOf(operation: Operation, book: SchemaBook): Json | undefined {
  if (operation.body) return { required: true, content: { "application/json": { schema: book.schemaOf(operation.body, "input", operation.id), example: operationExample(operation).body } } };
  if (!operation.rawBody) return undefined;
  const { contentTypes, json, form } = operation.rawBody;
  const contentOf = (type: string): Json => {
    if (type === "application/json" && json) return { schema: book.schemaOf(json, "input", operation.id), example: exampleOf(json, "input") };
    if (type.startsWith("multipart/") && form) return { schema: withFile(book.schemaOf(form, "input", operation.id)) };
    if (type === "application/x-www-form-urlencoded" && form) return { schema: book.schemaOf(form, "input", operation.id) };
    return { schema: { type: "string", format: "binary" } };
  };
  return { required: true, content: Object.fromEntries(contentTypes.map((type) => [type, contentOf(type)])) };
}

/** OpenAPI 3.1 has a schema for a stream as a whole, a text; `itemSchema` of its next version is that of one event. */
const eventStream: Json = {
  schema: { type: "string" },
  "x-itemSchema": { type: "object", required: ["data"], properties: { event: { type: "string" }, data: { type: "string", contentMediaType: "application/json", contentSchema: { type: "object", required: ["type"], properties: { type: { type: "string" } } } } } },
};
const contentOf = (type: string): Json => (type === "text/event-stream" ? eventStream : { schema: { type: "string", ...(type.startsWith("text/") ? {} : { format: "binary" }) } });

function successOf(operation: Operation, book: SchemaBook): Json {
  const json = operation.returns ? { "application/json": { schema: book.schemaOf(operation.returns, "output", operation.id), example: operationExample(operation).answer } } : {};
  const other = Object.fromEntries((operation.answers ?? []).map((type) => [type, contentOf(type)]));
  const content = { ...json, ...other };
  const headers = operation.etag ? { headers: { ETag: { description: "The state of what is answered.", schema: { type: "string" } } } } : {};
  return { description: "Done.", ...headers, ...(Object.keys(content).length > 0 ? { content } : {}) };
}

/** What any door may answer besides what the operation names. */
export function failuresOf(operation: Operation): ErrorCode[] {
  const always: ErrorCode[] = ["rate_limited", "internal", "database_unavailable", "origin_not_allowed"];
  const input: ErrorCode[] = operation.body ? ["bad_request", "invalid_json", "validation_failed", "payload_too_large", "unsupported_media_type"] : operation.rawBody ? ["bad_request", "validation_failed", "payload_too_large", "unsupported_media_type", ...(operation.rawBody.contentTypes.includes("application/json") ? ["invalid_json" as const] : [])] : operation.params || operation.query ? ["validation_failed"] : [];
  const access: ErrorCode[] = operation.access === "public" ? ["unauthenticated"] : ["unauthenticated", "forbidden", "scope_missing"];
  const repeated: ErrorCode[] = makesSomething(operation) ? ["idempotency_key_reused", "request_in_progress", "validation_failed"] : [];
  return [...new Set([...(operation.fails ?? []), ...input, ...access, ...repeated, ...(operation.changesIf ? ["precondition_failed" as const] : []), ...always])];
}

function errorResponses(operation: Operation): Json {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of failuresOf(operation)) byStatus.set(errorTable[code].status, [...(byStatus.get(errorTable[code].status) ?? []), code]);
  const openAi = operation.path.startsWith("/v1/");
  const schema = { $ref: `#/components/schemas/${openAi ? "OpenAIError" : "Problem"}` };
  return Object.fromEntries([...byStatus].sort(([left], [right]) => left - right).map(([status, codes]) => [String(status), {
    description: codes.map((code) => `\`${code}\`: ${errorTable[code].public}`).join("\n\n"),
    content: { [openAi ? "application/json" : "application/problem+json"]: { schema } },
  }]));
}

/** What an operation takes at most. */
function limitsOf(operation: Operation): Json {
  const bytes = operation.rawBody?.maxBytes ?? (operation.body ? maxJsonBytes : null);
  const isList = operation.query !== undefined && "limit" in operation.query.shape;
  const { anonymous, signedIn } = rateLimits[limitOf(operation)];
  return { requestsPerMinute: { countedWith: limitOf(operation), anonymous, signedIn }, ...(bytes === null ? {} : { bodyBytes: bytes }), ...(isList ? { itemsPerPage: 100 } : {}), ...(makesSomething(operation) ? { repeatableForHours: kept.hours } : {}) };
}
const wordsOfLimits = ({ bodyBytes, itemsPerPage }: Json): string => [
  ...(typeof bodyBytes === "number" ? [`The body may have ${bodyBytes >= 1_048_576 ? `${bodyBytes / 1_048_576} MB` : `${bodyBytes / 1_024} kB`}.`] : []), ...(itemsPerPage ? [`A page has at most ${String(itemsPerPage)} items.`] : []),
].join(" ");

const security = (operation: Operation): Json[] => {
  const person = [{ session: [] }, { accessToken: [] }];
  const key = { apiKey: [] };
  if (operation.access === "public") return [{}, ...person, key];
  return operation.scopes && operation.access !== "platform-admin" ? [...person, key] : person;
};

/** "List agents" for `listAgents`. */
const titleOf = (id: string): string => { const words = id.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`); return words.charAt(0).toUpperCase() + words.slice(1); };

function describe(operation: Operation, book: SchemaBook): Json {
  const limits = limitsOf(operation);
  const needs = operation.scopes?.length ? ` A key needs ${operation.scopes.map((scope) => `\`${scope}\``).join(", ")}.` : "";
  return {
    operationId: operation.id, summary: titleOf(operation.id), description: `${operation.description}\n\nAccess: ${operation.access}.${needs} ${wordsOfLimits(limits)}`.trim(),
    "x-access": operation.access, "x-scopes": operation.scopes ?? null, "x-limits": limits,
    tags: [operation.path.split("/")[operation.path.startsWith("/api/") ? 3 : 2] ?? ""],
    security: security(operation), parameters: parametersOf(operation, book), requestBody: requestBodyOf(operation, book),
    responses: { [String(operation.status)]: successOf(operation, book), ...(operation.etag && operation.method === "GET" ? { 304: { description: "The `ETag` of `If-None-Match` still holds." } } : {}), ...errorResponses(operation) },
  };
}

const problem = z.object({
  type: z.string(), title: z.string(), status: z.number().int(), detail: z.string(), code: z.enum(errorCodes), requestId: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
}).meta({ example: problemBody(new AppError("not_found"), "req_01kb4x6v9m2q8r5t7w0y3z1abc") });
const openAiError = z.object({ error: z.object({ type: z.string(), code: z.enum(errorCodes), message: z.string(), param: z.string().nullable() }) }).meta({ example: openAiBody(new AppError("voice_unknown")) });

const overview = `The HTTP interface. Calls use the socket at \`/v1/realtime\`, which speaks the OpenAI Realtime protocol.

**Lists** answer \`items\` and \`nextCursor\`; give that as \`cursor\` for the next page, with the same \`sort\` and filters. \`sort=name\` sorts from the least up, \`sort=-name\` from the greatest down.

**Creates** take an \`Idempotency-Key\`: a repeat makes nothing and gets the first answer for ${kept.hours} hours.

**Agents** answer with an \`ETag\`; a change with \`If-Match\` is made only in that state.

**Limits**: every answer says with \`RateLimit-Limit\`, \`RateLimit-Remaining\` and \`RateLimit-Reset\` (seconds) how much of its limit is left; beyond it the answer is 429 with \`Retry-After\`.

**Errors** under \`/api/v1\` are RFC 9457 problems with a stable \`code\`, under \`/v1\` they have OpenAI's shape; each code has a page under \`/docs/errors\`.`;

/** OpenAPI 3.1 of every operation. */
export function openApiDocument(listed: readonly Operation[] = operations): Json {
  const book = createSchemaBook();
  const paths: Record<string, Json> = {};
  for (const operation of listed) paths[operation.path] = { ...paths[operation.path], [operation.method.toLowerCase()]: describe(operation, book) };
  const { document, schemas } = book.settle(paths);
  return {
    openapi: "3.1.0",
    info: { title: "Parley", version: "1", description: overview, license: { name: "Apache-2.0", identifier: "Apache-2.0" } },
    servers: [{ url: "/" }], paths: document,
    components: {
      schemas: { ...schemas, Problem: book.schemaOf(problem, "output", "problem"), OpenAIError: book.schemaOf(openAiError, "output", "openAiError") },
      securitySchemes: {
        session: { type: "apiKey", in: "cookie", name: "parley.session", description: "Set by signing in; `__Host-parley.session` over https. Requests that change something need a matching Origin." },
        accessToken: { type: "http", scheme: "bearer", description: "An access token, `at_…`, from signing in without a cookie (`openTokens`): the same rights as the session." },
        apiKey: { type: "http", scheme: "bearer", description: "An API key, `pk_…`." },
      },
    },
  };
}
