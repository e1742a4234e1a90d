import { z } from "zod";
import { agentsContract } from "@/lib/agents/contract";
import { auditContract } from "@/lib/audit/contract";
import { clientSecretOp, createConversationOp, createTurnOp, deleteConversationOp, getConversationOp, listConversationsOp, listModelsOp, rateConversationOp, updateConversationOp } from "@/lib/conversations/contract";
import { consentContract } from "@/lib/consent/contract";
import { listHandoversOp, readHandoverOp } from "@/lib/handovers/contract";
import { identityContract } from "@/lib/identity/contract";
import { invitesContract } from "@/lib/invites/contract";
import { knowledgeContract } from "@/lib/knowledge/contract";
import { mailContract } from "@/lib/mail/contract";
import { errorTable, type ErrorCode } from "@/lib/platform/errors";
import type { Operation } from "@/lib/platform/operation";
import { privacyContract } from "@/lib/privacy/contract";
import { providerKeysContract } from "@/lib/provider-keys/contract";
import { recordingsContract } from "@/lib/recordings/contract";
import { ssoContract } from "@/lib/sso/contract";
import { voicesContract } from "@/lib/voices/contract";
import { workspacesContract } from "@/lib/workspaces/contract";
import { createSchemaBook, type Json, type SchemaBook } from "./json-schemas";

/** Everything the product answers: its table of contents. A domain adds its contract here. */
export const operations: readonly Operation[] = [
  ...identityContract,
  ...workspacesContract,
  ...agentsContract,
  ...knowledgeContract,
  createConversationOp, createTurnOp, listConversationsOp, getConversationOp, updateConversationOp, rateConversationOp, deleteConversationOp,
  ...recordingsContract,
  ...consentContract,
  listHandoversOp, readHandoverOp,
  ...voicesContract,
  listModelsOp, clientSecretOp,
  ...mailContract,
  ...invitesContract,
  ...providerKeysContract,
  ...ssoContract,
  ...auditContract,
  ...privacyContract,
];

const errorCodes = Object.keys(errorTable) as ErrorCode[];

function parametersOf(operation: Operation, book: SchemaBook): Json[] {
  const each = (shape: z.ZodObject | undefined, place: "path" | "query") => Object.entries(shape?.shape ?? {}).map(([name, field]) => ({
    name, in: place, required: place === "path" || !z.safeParse(field as z.ZodType, undefined).success, schema: book.schemaOf(field as z.ZodType, "input", operation.id),
  }));
  return [...each(operation.params, "path"), ...each(operation.query, "query")];
}

function requestBodyOf(operation: Operation, book: SchemaBook): Json | undefined {
  if (operation.body) return { required: true, content: { "application/json": { schema: book.schemaOf(operation.body, "input", operation.id) } } };
  if (!operation.rawBody) return undefined;
  const { contentTypes, shapes } = operation.rawBody;
  return { required: true, content: Object.fromEntries(contentTypes.map((type) => { const shape = shapes?.[type]; return [type, { schema: shape ? book.schemaOf(shape, "input", operation.id) : { type: "string", format: "binary" } }]; })) };
}

function successOf(operation: Operation, book: SchemaBook): Json {
  const json = operation.returns ? { "application/json": { schema: book.schemaOf(operation.returns, "output", operation.id) } } : {};
  const other = Object.fromEntries((operation.answers ?? []).map((type) => [type, { schema: { type: "string", ...(type.startsWith("text/") ? {} : { format: "binary" }) } }]));
  const content = { ...json, ...other };
  return { description: "Done.", ...(Object.keys(content).length > 0 ? { content } : {}) };
}

/** What any door may answer besides what the operation names. */
function failuresOf(operation: Operation): ErrorCode[] {
  const always: ErrorCode[] = ["internal", "database_unavailable", "origin_not_allowed"];
  const input: ErrorCode[] = operation.body ? ["bad_request", "invalid_json", "validation_failed", "payload_too_large", "unsupported_media_type"] : operation.rawBody ? ["bad_request", "validation_failed", "payload_too_large", "unsupported_media_type", ...(operation.rawBody.contentTypes.includes("application/json") ? ["invalid_json" as const] : [])] : operation.params || operation.query ? ["validation_failed"] : [];
  const access: ErrorCode[] = operation.access === "public" ? ["unauthenticated"] : ["unauthenticated", "forbidden", "scope_missing"];
  return [...new Set([...(operation.fails ?? []), ...input, ...access, ...always])];
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

const security = (operation: Operation): Json[] => {
  const person = [{ session: [] }, { accessToken: [] }];
  const key = { apiKey: [] };
  if (operation.access === "public") return [{}, ...person, key];
  return operation.scopes && operation.access !== "platform-admin" ? [...person, key] : person;
};

/** "List agents" for `listAgents`. */
const titleOf = (id: string): string => { const words = id.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`); return words.charAt(0).toUpperCase() + words.slice(1); };

function describe(operation: Operation, book: SchemaBook): Json {
  const needs = operation.scopes?.length ? ` A key needs ${operation.scopes.map((scope) => `\`${scope}\``).join(", ")}.` : "";
  return {
    operationId: operation.id, summary: titleOf(operation.id), description: `${operation.description}\n\nAccess: ${operation.access}.${needs}`,
    tags: [operation.path.split("/")[operation.path.startsWith("/api/") ? 3 : 2] ?? ""],
    security: security(operation), parameters: parametersOf(operation, book), requestBody: requestBodyOf(operation, book),
    responses: { [String(operation.status)]: successOf(operation, book), ...errorResponses(operation) },
  };
}

const problem = z.object({
  type: z.string(), title: z.string(), status: z.number().int(), detail: z.string(), code: z.enum(errorCodes), requestId: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
const openAiError = z.object({ error: z.object({ type: z.string(), code: z.enum(errorCodes), message: z.string(), param: z.string().nullable() }) });

/** OpenAPI 3.1 of every operation. */
export function openApiDocument(listed: readonly Operation[] = operations): Json {
  const book = createSchemaBook();
  const paths: Record<string, Json> = {};
  for (const operation of listed) paths[operation.path] = { ...paths[operation.path], [operation.method.toLowerCase()]: describe(operation, book) };
  const { document, schemas } = book.settle(paths);
  return {
    openapi: "3.1.0",
    info: { title: "Parley", version: "1", description: "The HTTP interface. Calls use the socket at `/v1/realtime`, which speaks the OpenAI Realtime protocol.", license: { name: "Apache-2.0", identifier: "Apache-2.0" } },
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
