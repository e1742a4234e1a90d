/** Made from the list of operations: whatever is malformed, oversized, of another kind or forbidden is answered as the document says, and changes nothing. */
import { existsSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { z } from "zod";
import { operationExample } from "@/lib/api/examples";
import { openApiDocument, operations } from "@/lib/api/openapi";
import { errorTable, type ErrorCode } from "@/lib/platform/errors";
import type { Operation } from "@/lib/platform/operation";
import { inspect, makeKey, makeMember, sql, testRequest, useTestDatabase, type TestMember } from "@/lib/testing/harness";

useTestDatabase();

type Door = (request: Request, context: unknown) => Promise<Response>;
const moduleOf = ({ path }: Operation): string => `app${path.replace(/\{(\w+)\}/g, "[$1]")}/route`;
const document = z.object({ paths: z.record(z.string(), z.record(z.string(), z.object({ responses: z.record(z.string(), z.unknown()) }))) }).parse(openApiDocument());

async function ask(operation: Operation, { body, search, ...options }: NonNullable<Parameters<typeof testRequest>[2]> & { search?: string }) {
  const { params } = operationExample(operation);
  const path = operation.path.replace(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(String(params[name])));
  const door = (await import(`@/${moduleOf(operation)}`)) as Record<string, Door>;
  const response = await door[operation.method]?.(testRequest(operation.method, `${path}${search ?? ""}`, operation.method === "GET" ? options : { ...options, body }), { params: Promise.resolve(params) });
  if (!response) throw new Error(`no door for ${operation.id}`);
  const text = await response.text();
  const told = text === "" ? {} : z.looseObject({ code: z.string().optional(), error: z.object({ code: z.string(), message: z.string() }).optional(), detail: z.string().optional() }).parse(JSON.parse(text));
  return { status: response.status, code: told.code ?? told.error?.code ?? "", words: told.detail ?? told.error?.message ?? "" };
}
/** What was answered, and whether the document says that it may be. */
const documented = (operation: Operation, { status, code, words }: { status: number; code: string; words: string }) => ({
  operation: operation.id, code, status, isDocumented: String(status) in (document.paths[operation.path]?.[operation.method.toLowerCase()]?.responses ?? {}),
  isOfTheTable: errorTable[code as ErrorCode]?.status === status, saysWhat: words.length > 10,
});
const refused = (operation: Operation, code: ErrorCode) => ({ operation: operation.id, code, status: errorTable[code].status, isDocumented: true, isOfTheTable: true, saysWhat: true });

/** Every table's rows, counted and hashed, but for what a request itself leaves: when a session was last seen, and idempotency. */
async function everything(): Promise<unknown> {
  const tables = await inspect(sql`select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' and table_name not in ('sessions', 'api_keys') order by 1`);
  return Promise.all(tables.map(async ({ name }) => [name, await inspect(sql`select (xpath('/row/c/text()', query_to_xml(format('select md5(coalesce(string_agg(t::text, '' '' order by t::text), '''')) as c from public.%I t', ${String(name)}::text), false, true, '')))[1]::text as sum`)]));
}

let owner: TestMember;
let admin: TestMember;
let weak: string;
beforeAll(async () => {
  owner = await makeMember();
  admin = await makeMember({ admin: true });
  weak = await makeKey(owner, ["speech:use"]);
});
const member = (operation: Operation): TestMember => (operation.access === "platform-admin" ? admin : owner);
const withBody = operations.filter(({ body }) => body !== undefined);

async function allRefused(listed: readonly Operation[], code: ErrorCode, options: (operation: Operation) => Parameters<typeof ask>[1]) {
  const before = await everything();
  const answers = [];
  for (const operation of listed) answers.push(documented(operation, await ask(operation, options(operation))));
  expect(answers).toEqual(listed.map((operation) => refused(operation, code)));
  expect(await everything()).toEqual(before);
}

describe("every operation with a body", () => {
  test("are many", () => { expect(withBody.length).toBeGreaterThan(25); expect(withBody.every((operation) => existsSync(`${moduleOf(operation)}.ts`))).toBe(true); });
  test("refuses half a JSON", () => allRefused(withBody, "invalid_json", (operation) => ({ as: member(operation), body: '{"name":' })));
  test("refuses another kind of body", () => allRefused(withBody, "unsupported_media_type", (operation) => ({ as: member(operation), body: "name=a", headers: { "content-type": "text/plain" } })));
  test("refuses more than a megabyte", () => allRefused(withBody, "payload_too_large", (operation) => ({ as: member(operation), body: `{"name":"${"x".repeat(1_048_577)}"}` })));
  test("refuses a body of another shape", () => allRefused(withBody, "validation_failed", (operation) => ({ as: member(operation), body: [] })));
  test("refuses a body nested too deep", () => allRefused(withBody, "bad_request", (operation) => ({ as: member(operation), body: `{"name":${"[".repeat(99)}${"]".repeat(99)}}` })));
  test("refuses a NUL in any text", () => allRefused(withBody, "validation_failed", (operation) => ({ as: member(operation), body: { name: "a\0b", text: "a\0b" } })));
});

const strict = withBody.filter(({ path, body }) => path.startsWith("/api/v1/") && body instanceof z.ZodObject);
test("every operation of ours refuses a field that it does not know", () => allRefused(strict, "validation_failed", (operation) => ({ as: member(operation), body: { ...Object(operationExample(operation).body), surplus: true } })));

const lists = operations.filter(({ query }) => query && "cursor" in query.shape);
describe("every list", () => {
  test("are many", () => { expect(lists.length).toBeGreaterThan(15); });
  test.each(["?limit=0", "?limit=101", "?limit=many", "?sort=password", "?surplus=1", "?cursor=a&cursor=b", "?cursor=%00"])("refuses %s", (search) => allRefused(lists, "validation_failed", (operation) => ({ as: member(operation), search })));
});

const closed = operations.filter(({ access }) => access !== "public");
describe("every operation that is not public", () => {
  test("refuses whoever is not signed in, before it looks at anything", () => allRefused(closed, "unauthenticated", () => ({ as: null, body: '{"half":' })));
  test("refuses a key that does not exist", () => allRefused(closed, "unauthenticated", () => ({ as: "pk_nobody-has-this", body: {} })));
  test("refuses a key without its scope", () => {
    const scoped = closed.filter(({ scopes }) => !scopes || (scopes.length > 0 && !scopes.includes("speech:use")));
    return allRefused(scoped, "scope_missing", () => ({ as: weak, body: {} }));
  });
  test("refuses a page of another origin, where it changes something", () => allRefused(closed.filter(({ method }) => method !== "GET"), "origin_not_allowed", (operation) => ({ as: member(operation), body: {}, headers: { origin: "https://evil.example" } })));
  test("refuses a member where it is for platform administrators", () => allRefused(closed.filter(({ access }) => access === "platform-admin"), "forbidden", () => ({ as: owner, body: {} })));
});

test("the picture of the database that is compared differs after any change", async () => {
  const before = await everything();
  await inspect(sql`update workspaces set name = name || '.' where id = ${owner.actor.workspaceId}`);
  expect(await everything()).not.toEqual(before);
});

test("the matrix reads the doors that the product serves", () => {
  for (const operation of operations) expect(readFileSync(`${moduleOf(operation)}.ts`, "utf8")).toContain(`export const ${operation.method} = route(`);
});
