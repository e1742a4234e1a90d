/** Examples in the documents are assembled from the shapes: `.meta({ example })` on a field, its default or choices, or what a field of this name usually holds. */
import { z } from "zod";
import type { Operation } from "@/lib/platform/operation";
import type { Json } from "./json-schemas";

/** What a field of this name holds. A field that means something else by the name says so itself by `.meta({ example })`. */
const usual: Record<string, unknown> = {
  agentId: "agt_01kb4x6v9m2q8r5t7w0y3z1abc", workspaceId: "wsp_01kb4x6v9m2q8r5t7w0y3z1abc", conversationId: "cnv_01kb4x6v9m2q8r5t7w0y3z1abc", sessionId: "ses_01kb4x6v9m2q8r5t7w0y3z1abc",
  keyId: "key_01kb4x6v9m2q8r5t7w0y3z1abc", entryId: "kno_01kb4x6v9m2q8r5t7w0y3z1abc", sourceId: "src_01kb4x6v9m2q8r5t7w0y3z1abc", inviteId: "inv_01kb4x6v9m2q8r5t7w0y3z1abc", providerKeyId: "pvk_01kb4x6v9m2q8r5t7w0y3z1abc", domainId: "dom_01kb4x6v9m2q8r5t7w0y3z1abc",
  recordingId: "rec_01kb4x6v9m2q8r5t7w0y3z1abc", turnId: "item_01kb4x6v9m2q8r5t7w0y3z1abc", replyId: "resp_01kb4x6v9m2q8r5t7w0y3z1abc", credentialId: "key_01kb4x6v9m2q8r5t7w0y3z1abc", targetId: "agt_01kb4x6v9m2q8r5t7w0y3z1abc",
  requestId: "req_01kb4x6v9m2q8r5t7w0y3z1abc", userId: "5f0c4d6e-8a1b-4c2d-9e3f-7a6b5c4d3e2f", actorId: "5f0c4d6e-8a1b-4c2d-9e3f-7a6b5c4d3e2f",
  name: "Front desk", agentName: "Front desk", workspaceName: "Harbour Hotel", title: "Opening hours", slug: "front-desk", agent: "front-desk", template: "front-desk", description: "Answers questions of guests.", label: "Local voices", note: "First version",
  email: "guest@example.com", actorEmail: "owner@example.com", toAddress: "guest@example.com", password: "a long enough passphrase", currentPassword: "a long enough passphrase", newPassword: "another long passphrase",
  token: "lnk_8Qm3vZr1Yt6Xw0Ks5Ld9Pa2Nb7Hc4Je", linkToken: "lnk_8Qm3vZr1Yt6Xw0Ks5Ld9Pa2Nb7Hc4Je", refreshToken: "rt_8Qm3vZr1Yt6Xw0Ks5Ld9Pa2Nb7Hc4Je", accessToken: "at_8Qm3vZr1Yt6Xw0Ks5Ld9Pa2Nb7Hc4Je", resumeToken: "res_8Qm3vZr1Yt6Xw0Ks5Ld9Pa2Nb7Hc4Je",
  key: "pk_8Qm3vZr1Yt6Xw0Ks5Ld9Pa2Nb7Hc4Je", secret: "JBSWY3DPEHPK3PXP", code: "123456", lastFour: "c4Je", clientSecret: "a-secret-of-the-identity-server", clientSecretLastFour: "rver", clientId: "parley",
  greeting: "Good morning, Harbour Hotel.", instructions: "You answer for a small hotel by the harbour.", question: "When is breakfast?", answer: "From seven to ten.", text: "When is breakfast?", words: "Keep what is said, as text", message: "Please call back about a room.",
  written: "Kyoto", spoken: "kee-oh-toe", language: "en", voice: "piper:joe", model: "local", transcriber: "moonshine", speaker: "piper", provider: "openai", input: "Good morning.", device: "Phone app", userAgent: "Firefox on Linux",
  url: "https://example.com/faq", baseUrl: "https://models.example.org/v1", uri: "otpauth://totp/Parley:guest@example.com?secret=JBSWY3DPEHPK3PXP&issuer=Parley", link: "https://parley.example.com/invite#lnk_8Qm3vZr1Yt6Xw0Ks5Ld9Pa2Nb7Hc4Je",
  issuer: "https://login.example.com", redirectUri: "https://parley.example.com/sso/callback", domain: "example.com", record: "parley-verification=8Qm3vZr1Yt6Xw0Ks", next: "/agents", path: "name", statusPath: "/erasure#token", downloadPath: "/settings/privacy",
  csv: "guest@example.com, first tester", variable: "opening_hours", value: "7 to 10", where: "greeting", textVersion: "caller-2026-11", subject: "Confirm your address", bodyText: "Open this link to confirm your address.",
  kind: "reply", reason: "expired", body: "parley.receipt/1 …", signature: "bWFkZSBieSB0aGUgc2VydmVy", publicKey: "-----BEGIN PUBLIC KEY----- …", sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
  arguments: "{}", output: "{}", endpointReason: "complete", from: "openai", to: "local", fault: "timeout", detail: "This agent has not been published yet.", type: "realtime", owned_by: "parley", search: "desk", heardText: "From seven to ten.", generatedText: "From seven to ten.", outcome: "complete", endReason: "caller",
  cursor: "WyItY3JlYXRlZEF0Iiwi", nextCursor: "WyItY3JlYXRlZEF0Iiwi", setBy: "owner@example.com", response_format: "mp3", fromAddress: "203.0.113.7", targetKind: "agent", recoveryCodes: "4f7k-9m2q", missing: "OPENAI_API_KEY", models: "llama-3.2-3b",
  runner: "calendar", mcpServerId: "mcp_01kb4x6v9m2q8r5t7w0y3z1abc", toolId: "tol_01kb4x6v9m2q8r5t7w0y3z1abc", installationId: "ins_01kb4x6v9m2q8r5t7w0y3z1abc", remoteName: "find_order", filler: "One moment, please.", fingerprint: "9f86d081884c7d659a2feaa0c55ad015",
  tools: "find_order", toolsAdded: "find_order", toolsChanged: "find_order", toolsDropped: "find_order", hint: "Of your own server.", example: "https://api.example.com", scope: "network:api.example.com", file: "orders.json", installedBy: "owner@example.com",
  allowedOrigins: "https://www.example.com", excerpt: "Good morning.", webhookId: "whk_01kb4x6v9m2q8r5t7w0y3z1abc", deliveryId: "whd_01kb4x6v9m2q8r5t7w0y3z1abc", eventId: "evt_01kb4x6v9m2q8r5t7w0y3z1abc", subjectId: "cnv_01kb4x6v9m2q8r5t7w0y3z1abc",
  limit: 30, speed: 1, version: 3, publishedVersion: 3, draftRevision: 7, created: 1_764_061_200, expires_at: 1_764_061_260, rating: 5, expiresInSeconds: 900, uses: 1, usesAllowed: 1, days: 7, retentionDays: 30, recordingHours: 24,
};
const instant = "2026-11-25T09:30:00.000Z";
const formats: Record<string, unknown> = { "date-time": instant, uri: "https://example.com", email: "guest@example.com", uuid: usual.userId };

export interface Missing { path: string }
interface Assembly { id: string; definitions: Json; direction: "input" | "output"; depth: number; missing: Missing[] }

const fieldsOf = (value: unknown): Json => (typeof value === "object" && value !== null ? { ...value } : {});
const listOf = (value: unknown): Json[] => (Array.isArray(value) ? value.map(fieldsOf) : []);

/** An example of the shape. What no rule knows an example for is added to `missing`; a test asks that nothing is. */
export function exampleOf(shape: z.ZodType, direction: "input" | "output", { name = "", id = tail, missing = [] }: { name?: string; id?: string; missing?: Missing[] } = {}): unknown {
  const schema = z.toJSONSchema(shape, { target: "draft-2020-12", io: direction, unrepresentable: "any" }) as Json;
  return assemble(schema, name, name, { id, definitions: fieldsOf(schema.$defs), direction, depth: 0, missing });
}

function assemble(given: Json, name: string, path: string, assembly: Assembly): unknown {
  const schema: Json = Array.isArray(given.type) ? { ...given, type: (given.type as unknown[]).find((type) => type !== "null") } : given;
  if ("example" in schema) return schema.example;
  if (typeof schema.$ref === "string") return assemble(fieldsOf(assembly.definitions[schema.$ref.replace("#/$defs/", "")]), name, path, assembly);
  if ("const" in schema) return schema.const;
  const choices = listOf(schema.anyOf ?? schema.oneOf).filter(({ type }) => type !== "null");
  if (choices[0]) return assemble(choices[0], name, path, assembly);
  if (Array.isArray(schema.enum)) return schema.default ?? schema.enum[0];
  if (schema.type === "object") return assembleObject(schema, path, assembly);
  if (schema.type === "array") return assembleList(schema, name, path, assembly);
  if (schema.type === "boolean") return schema.default ?? true;
  if (schema.type === "number" || schema.type === "integer") return number(schema, name);
  if (schema.type === "null") return null;
  if (schema.type === "string") return typeof schema.format === "string" && schema.format in formats ? formats[schema.format] : text(schema, name, path, assembly);
  return {};
}

const number = (schema: Json, name: string): unknown => (typeof usual[name] === "number" ? usual[name] : schema.default ?? Math.max(Number(schema.minimum ?? 1), 1));

function text(schema: Json, name: string, path: string, assembly: Assembly): unknown {
  if (typeof schema.default === "string" && schema.default !== "") return schema.default;
  if (name === "id") return assembly.id;
  if (typeof usual[name] === "string") return usual[name];
  if (name === "version") return "1.0.0";
  assembly.missing.push({ path });
  return "text";
}

function assembleList(schema: Json, name: string, path: string, assembly: Assembly): unknown {
  if (assembly.depth > 6) return [];
  const items = fieldsOf(schema.items ?? listOf(schema.prefixItems)[0]);
  return Object.keys(items).length === 0 ? [] : [assemble(items, name, `${path}[]`, { ...assembly, depth: assembly.depth + 1 })];
}

/** An answer has every field; a request what it must have, and what says something by its name. */
function assembleObject(schema: Json, path: string, assembly: Assembly): unknown {
  const required = Array.isArray(schema.required) ? schema.required : [];
  const shown = Object.entries(fieldsOf(schema.properties)).filter(([name]) => assembly.direction === "output" || required.includes(name) || (typeof usual[name] === "string" && assembly.depth === 0 && !Object.hasOwn(fieldsOf(fieldsOf(schema.properties)[name]), "default")));
  const inner = { ...assembly, depth: assembly.depth + 1 };
  return Object.fromEntries(shown.map(([name, field]) => [name, assemble(fieldsOf(field), name, path ? `${path}.${name}` : name, inner)]));
}

const tail = "01kb4x6v9m2q8r5t7w0y3z1abc";
/** `id` alone does not say what it is of; the path does. */
const prefixes: Record<string, string> = {
  agents: "agt", conversations: "cnv", recordings: "rec", handovers: "hnd", "api-keys": "key", sessions: "ses", workspaces: "wsp", invites: "inv", "audit-events": "aud", "provider-keys": "pvk",
  versions: "ver", entries: "kno", sources: "src", receipts: "rct", mails: "mal", webhooks: "whk", deliveries: "whd", tools: "tol", "mcp-servers": "mcp", installations: "ins", "speech-results": "spr",
};
function idOf(path: string): string {
  const known = path.split("/").filter((part) => part in prefixes).at(-1);
  return known ? `${prefixes[known]}_${tail}` : tail;
}

/** Everything that an operation is shown with. */
export function operationExample(operation: Operation, missing: Missing[] = []): { params: Json; body: unknown; answer: unknown } {
  const id = idOf(operation.path);
  const idIn = (name: string) => idOf(operation.path.slice(0, operation.path.indexOf(`{${name}}`)));
  const params = Object.fromEntries(Object.entries(operation.params?.shape ?? {}).map(([name, field]) => [name, exampleOf(field as z.ZodType, "input", { name, id: idIn(name), missing })]));
  return {
    params,
    body: operation.body ? operation.example?.body ?? exampleOf(operation.body, "input", { id, missing }) : undefined,
    answer: operation.returns ? operation.example?.answer ?? exampleOf(operation.returns, "output", { id, missing }) : undefined,
  };
}
