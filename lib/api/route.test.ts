import { expect, test } from "@jest/globals";
import { z } from "zod";
import { AppError } from "@/lib/platform/errors";
import { operation, type Operation } from "@/lib/platform/operation";
import { makeKey, makeMember, testRequest, useTestDatabase, type TestMember } from "@/lib/testing/harness";
import { route, type RouteHandler } from "./route";

useTestDatabase({ ALLOWED_ORIGINS: "https://app.example" });

const thing = z.object({ text: z.string() });
const base = { id: "sample", method: "POST", path: "/api/v1/sample", description: "", access: "builder", scopes: ["agents:write"], body: z.strictObject({ text: z.string().max(20), deep: z.unknown().optional() }), returns: thing, status: 201 } as const satisfies Operation;
const echo = route(operation(base), async (_ctx, input) => ({ text: input.text, secret: "kept back" }));
const failing = (error: unknown, path: Operation["path"] = "/api/v1/sample"): RouteHandler => route(operation({ ...base, access: "public", path }), async () => { throw error; });
const post = (door: RouteHandler, options: Parameters<typeof testRequest>[2]) => door(testRequest("POST", "/api/v1/sample", options));

type Who = "guest" | "owner" | "viewer" | "key" | "weak key" | "revoked";
async function as(who: Who): Promise<TestMember | string | null> {
  if (who === "guest") return null;
  if (who === "revoked") return "pk_nobody-has-this";
  const member = await makeMember();
  if (who === "key") return makeKey(member, ["agents:write"]);
  if (who === "weak key") return makeKey(member, ["agents:read"]);
  return member;
}

const scenarios: { name: string; who: Who; body?: unknown; headers?: Record<string, string>; status: number; code?: string; hasNot?: string }[] = [
  { name: "an owner is answered in the declared shape and nothing else", who: "owner", body: { text: "a" }, status: 201, hasNot: "kept back" },
  { name: "a key with the scope", who: "key", body: { text: "a" }, status: 201 },
  { name: "a key without the scope", who: "weak key", body: { text: "a" }, status: 403, code: "scope_missing" },
  { name: "a key that does not exist", who: "revoked", body: { text: "a" }, status: 401, code: "unauthenticated" },
  { name: "a guest", who: "guest", body: { text: "a" }, status: 401, code: "unauthenticated" },
  { name: "another origin", who: "owner", body: { text: "a" }, headers: { origin: "https://evil.example" }, status: 403, code: "origin_not_allowed" },
  { name: "a listed origin", who: "owner", body: { text: "a" }, headers: { origin: "https://app.example" }, status: 201 },
  { name: "an unknown field", who: "owner", body: { text: "a", more: 1 }, status: 422, code: "validation_failed" },
  { name: "a missing field", who: "owner", body: {}, status: 422, code: "validation_failed" },
  { name: "too long a text, which is not quoted", who: "owner", body: { text: "quotation-".repeat(9) }, status: 422, code: "validation_failed", hasNot: "quotation" },
  { name: "half a JSON", who: "owner", body: '{"text":', status: 400, code: "invalid_json" },
  { name: "an empty body", who: "owner", body: "", status: 400, code: "invalid_json" },
  { name: "an array", who: "owner", body: [], status: 422, code: "validation_failed" },
  { name: "JSON nested too deep", who: "owner", body: `{"text":"a","deep":${"[".repeat(5_000)}${"]".repeat(5_000)}}`, status: 400, code: "bad_request" },
  { name: "a NUL", who: "owner", body: { text: "a\0b" }, status: 422, code: "validation_failed" },
  { name: "a lone surrogate", who: "owner", body: '{"text":"\\ud800"}', status: 422, code: "validation_failed" },
  { name: "more than a megabyte", who: "owner", body: { text: "x".repeat(1_100_000) }, status: 413, code: "payload_too_large" },
  { name: "a body of another kind", who: "owner", body: "text=a", headers: { "content-type": "text/plain" }, status: 415, code: "unsupported_media_type" },
  { name: "__proto__ as a field", who: "owner", body: '{"text":"a","__proto__":{"admin":true}}', status: 422, code: "validation_failed" },
];

test.each(scenarios)("$name: $status", async ({ who, body, headers, status, code, hasNot }) => {
  const response = await post(echo, { as: await as(who), body, headers });
  const text = await response.text();
  expect({ status: response.status, code: JSON.parse(text).code }).toEqual({ status, code });
  if (hasNot) expect(text).not.toContain(hasNot);
  expect(response.headers.get("x-request-id")).toMatch(/^req_/);
  expect(response.headers.get("vary")).toContain("Origin");
});

test("text arrives in one normal form", async () => {
  const response = await post(echo, { as: await makeMember(), body: { text: "e\u0301" } });
  expect(await response.json()).toEqual({ text: "\u00e9" });
});

test("a short plain request id is kept, any other replaced", async () => {
  const door = failing(new AppError("not_found"));
  const kept = await post(door, { body: { text: "a" }, headers: { "x-request-id": "page-0123456789" } });
  expect([kept.headers.get("x-request-id"), (await kept.json()).requestId]).toEqual(["page-0123456789", "page-0123456789"]);
  for (const odd of ["a b c d e f g h", "x".repeat(65), "short", '","level":"fatal']) expect((await post(door, { body: { text: "a" }, headers: { "x-request-id": odd } })).headers.get("x-request-id")).toMatch(/^req_/);
});

test("an error under /v1 has OpenAI's shape, and what was not foreseen tells nothing", async () => {
  const foreseen = await post(failing(new AppError("rate_limited", { retryAfterMs: 2_500 }), "/v1/sample"), { body: { text: "a" } });
  expect([foreseen.status, foreseen.headers.get("retry-after")]).toEqual([429, "3"]);
  expect(await foreseen.json()).toMatchObject({ error: { type: "rate_limit_error", code: "rate_limited" } });
  const unforeseen = await post(failing(new Error("select * from secrets")), { body: { text: "a" } });
  expect(unforeseen.status).toBe(500);
  expect(await unforeseen.text()).not.toContain("secrets");
});

test("an answer that is not of its declared shape is a fault of ours, never sent", async () => {
  const door = route(operation({ ...base, access: "public", returns: z.object({ text: z.uuid() }) }), async () => ({ text: "not-a-uuid" }));
  const response = await post(door, { body: { text: "a" } });
  expect(response.status).toBe(500);
  expect(await response.text()).not.toContain("not-a-uuid");
});

test("a listed origin may read answers and errors, another may not", async () => {
  const door = failing(new AppError("not_found"));
  const listed = await post(door, { body: { text: "a" }, headers: { origin: "https://app.example" } });
  expect([listed.status, listed.headers.get("access-control-allow-origin"), listed.headers.get("access-control-allow-credentials")]).toEqual([404, "https://app.example", "true"]);
  const other = await post(door, { body: { text: "a" }, headers: { origin: "https://app.example.evil.test" } });
  expect(other.headers.get("access-control-allow-origin")).toBeNull();
});

test("without scopes declared an operation is not for keys, and a platform admin's door is for platform admins", async () => {
  const member = await makeMember();
  const { scopes: _scopes, ...unscoped } = base;
  const closed = route(operation(unscoped), async () => ({ text: "" }));
  expect((await post(closed, { as: await makeKey(member), body: { text: "a" } })).status).toBe(403);
  expect((await post(closed, { as: member, body: { text: "a" } })).status).toBe(201);
  const admin = route(operation({ ...base, access: "platform-admin" }), async () => ({ text: "" }));
  expect((await post(admin, { as: member, body: { text: "a" } })).status).toBe(403);
  const platformAdmin = await makeMember({ admin: true });
  expect((await post(admin, { as: platformAdmin, body: { text: "a" } })).status).toBe(201);
  expect((await post(admin, { as: await makeKey(platformAdmin), body: { text: "a" } })).status).toBe(403);
});

test("parameters win over a body's field of the same name", async () => {
  const door = route(operation({ ...base, access: "public", path: "/api/v1/sample/{text}", params: z.strictObject({ text: z.string() }) }), async (_ctx, input) => ({ text: input.text }));
  const response = await door(testRequest("POST", "/api/v1/sample/from-path", { body: { text: "from body" } }), { params: Promise.resolve({ text: "from-path" }) });
  expect(await response.json()).toEqual({ text: "from-path" });
});
