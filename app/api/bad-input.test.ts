/** Made from the list of operations: whatever is malformed, oversized, of another kind or forbidden is answered as the document says, and changes nothing. */
import { existsSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { z } from "zod";
import { operationExample } from "@/lib/api/examples";
import { openApiDocument, operations } from "@/lib/api/openapi";
import { errorTable, type ErrorCode } from "@/lib/platform/errors";
import type { Operation } from "@/lib/platform/operation";
import { askDoor, doorModuleOf, everything } from "@/lib/testing/doors";
import { inspect, makeKey, makeMember, sql, useTestDatabase, type TestMember } from "@/lib/testing/harness";

useTestDatabase();

const document = z.object({ paths: z.record(z.string(), z.record(z.string(), z.object({ responses: z.record(z.string(), z.unknown()) }))) }).parse(openApiDocument());

async function ask(operation: Operation, given: Parameters<typeof askDoor>[1]) {
  const response = await askDoor(operation, given);
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
  test("are many", () => { expect(withBody.length).toBeGreaterThan(25); expect(withBody.every((operation) => existsSync(`${doorModuleOf(operation)}.ts`))).toBe(true); });
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
  for (const operation of operations) expect(readFileSync(`${doorModuleOf(operation)}.ts`, "utf8")).toContain(`export const ${operation.method} = route(`);
});
