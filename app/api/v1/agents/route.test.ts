import { beforeAll, describe, expect, test } from "@jest/globals";
import type { RouteHandler } from "@/lib/api/route";
import { systemCtx } from "@/lib/platform/ctx";
import { sql } from "@/lib/platform/sql";
import { makeKey, makeMember, testRequest, useTestDatabase, type TestMember } from "@/lib/testing/harness";
import * as templates from "../templates/route";
import * as one from "./[id]/route";
import * as compare from "./[id]/compare/route";
import * as duplicate from "./[id]/duplicate/route";
import * as exported from "./[id]/export/route";
import * as knowledge from "./[id]/knowledge/route";
import * as entries from "./[id]/knowledge/entries/route";
import * as entry from "./[id]/knowledge/entries/[entryId]/route";
import * as pages from "./[id]/knowledge/pages/route";
import * as pdf from "./[id]/knowledge/pdf/route";
import * as source from "./[id]/knowledge/sources/[sourceId]/route";
import * as text from "./[id]/knowledge/text/route";
import * as versions from "./[id]/versions/route";
import * as version from "./[id]/versions/[version]/route";
import * as restore from "./[id]/versions/[version]/restore/route";
import * as imported from "./import/route";
import * as agents from "./route";

useTestDatabase();
let builder: TestMember;
let viewer: TestMember;
let stranger: TestMember;
let readKey: string;

beforeAll(async () => {
  [builder, viewer, stranger] = [await makeMember(), await makeMember(), await makeMember()];
  await systemCtx().db.run(sql`update members set role = 'viewer', workspace_id = ${builder.actor.workspaceId} where user_id = ${viewer.actor.userId}`);
  readKey = await makeKey(builder, ["agents:read"]);
});

interface Call { as?: TestMember | string | null; body?: unknown; params?: Record<string, string>; query?: string; headers?: Record<string, string> }
const call = async (handler: RouteHandler, method: string, { params = {}, query = "", ...options }: Call = {}) => {
  const response = await handler(testRequest(method, `/api/v1/agents${query}`, options), { params: Promise.resolve(params) });
  const body: { id: string; code?: string; draftRevision: number; errors?: { path: string }[]; entries: { id: string; sourceId: string }[] } = response.status === 204 ? null : await response.json();
  return { status: response.status, body };
};

interface Door { name: string; method: string; handler: RouteHandler; body?: unknown; status: number; writes: boolean; query?: string; also?: Record<string, string>; type?: string }
const file = { format: "parley.agent/1", name: "From a file", definition: {}, knowledge: [] };
const doors: Door[] = [
  { name: "list", method: "GET", handler: agents.GET, status: 200, writes: false },
  { name: "create", method: "POST", handler: agents.POST, body: { name: "Made" }, status: 201, writes: true },
  { name: "import", method: "POST", handler: imported.POST, body: file, status: 201, writes: true },
  { name: "get", method: "GET", handler: one.GET, status: 200, writes: false },
  { name: "change", method: "PATCH", handler: one.PATCH, body: { name: "Renamed", visibility: "public" }, status: 200, writes: true },
  { name: "duplicate", method: "POST", handler: duplicate.POST, status: 201, writes: true },
  { name: "export", method: "GET", handler: exported.GET, status: 200, writes: false },
  { name: "publish", method: "POST", handler: versions.POST, body: { note: "again" }, status: 201, writes: true },
  { name: "versions", method: "GET", handler: versions.GET, status: 200, writes: false },
  { name: "version", method: "GET", handler: version.GET, also: { version: "1" }, status: 200, writes: false },
  { name: "restore", method: "POST", handler: restore.POST, body: {}, also: { version: "1" }, status: 200, writes: true },
  { name: "compare", method: "GET", handler: compare.GET, query: "?from=1&to=draft", status: 200, writes: false },
  { name: "knowledge", method: "GET", handler: knowledge.GET, status: 200, writes: false },
  { name: "add an entry", method: "POST", handler: entries.POST, body: { question: "When?", answer: "At nine." }, status: 201, writes: true },
  { name: "add a text", method: "POST", handler: text.POST, body: { title: "Notes", text: "We are open daily." }, status: 201, writes: true },
  { name: "delete", method: "DELETE", handler: one.DELETE, status: 204, writes: true },
];
const ofOneAgent = doors.filter(({ name }) => !["list", "create", "import"].includes(name));

async function published(): Promise<string> {
  const { body: { id } } = await call(agents.POST, "POST", { as: builder, body: { name: "Subject" } });
  await call(versions.POST, "POST", { as: builder, params: { id }, body: {} });
  return id;
}

describe.each(doors)("$name", ({ method, handler, body, status, writes, query = "", also }) => {
  const attempt = async (as: TestMember | string | null) => call(handler, method, { as, body, query, params: { id: await published(), ...also } });
  test("a guest is told to sign in", async () => expect((await attempt(null)).status).toBe(401));
  test("a builder may", async () => expect((await attempt(builder)).status).toBe(status));
  test("a viewer and a key that may read get what a role of theirs allows", async () => {
    expect((await attempt(viewer)).status).toBe(writes ? 403 : status);
    expect((await attempt(readKey)).status).toBe(writes ? 403 : status);
  });
});

test.each(ofOneAgent)("$name: to a stranger the agent does not exist", async ({ method, handler, body, query = "", also }) => {
  expect(await call(handler, method, { as: stranger, body, query, params: { id: await published(), ...also } })).toMatchObject({ status: 404, body: { code: "not_found" } });
});

const definition = (change: Record<string, unknown>) => ({ name: "X", definition: change });
test.each([
  ["no name", agents.POST, {}, "name"], ["an unknown field", agents.POST, { name: "X", owner: "me" }, ""], ["a bad address", agents.POST, { name: "X", slug: "Not A Slug" }, "slug"],
  ["an unknown template", agents.POST, { name: "X", template: "nothing" }, "template"], ["a greeting without end", agents.POST, definition({ greeting: "x".repeat(601) }), "definition.greeting"],
  ["silence out of bounds", agents.POST, definition({ turnTaking: { silenceMs: 5 } }), "definition.turnTaking.silenceMs"], ["a file of another format", imported.POST, { ...file, format: "other/1" }, "format"],
  ["a file with identifiers", imported.POST, { ...file, id: "agt_1" }, ""], ["a file that knows too much", imported.POST, { ...file, knowledge: [{ title: "T", kind: "typed", entries: Array.from({ length: 501 }, () => ({ answer: "x" })) }] }, "knowledge.0.entries"],
])("%s is refused with its field", async (_name, handler, body, path) => {
  const answer = await call(handler, "POST", { as: builder, body });
  expect([answer.status, answer.body.code, answer.body.errors?.[0]?.path]).toEqual([422, "validation_failed", path]);
});

test.each([
  ["plain http", ["http://shop.example"]], ["a path", ["https://shop.example/"]], ["a wildcard", ["https://*.shop.example"]], ["any", ["*"]], ["large letters", ["https://Shop.example"]], ["the default port", ["https://shop.example:443"]],
  ["a directive", ["https://shop.example; script-src *"]], ["two in one", ["https://a.example https://b.example"]], ["a keyword", ["'self'"]], ["a user", ["https://me@shop.example"]], ["another scheme", ["ftp://shop.example"]], ["null", ["null"]], ["a line break", ["https://shop.example\n"]],
  ["a port that is none", ["https://shop.example:99999"]], ["the same twice", ["https://shop.example", "https://shop.example"]], ["one more than twenty", Array.from({ length: 21 }, (_, at) => `https://shop${at}.example`)],
])("a site given as %s is refused with its field, and the list stays", async (_name, allowedOrigins) => {
  const id = await published();
  const save = (body: object) => call(one.PATCH, "PATCH", { as: builder, params: { id }, body });
  const kept = ["https://kept.example", "http://localhost:5173"];
  expect(await save({ allowedOrigins: kept })).toMatchObject({ status: 200, body: { allowedOrigins: kept } });
  const answer = await save({ allowedOrigins });
  expect([answer.status, answer.body.code, answer.body.errors?.[0]?.path.split(".")[0]]).toEqual([422, "validation_failed", "allowedOrigins"]);
  expect((await call(one.PATCH, "PATCH", { as: viewer, params: { id }, body: { allowedOrigins: [] } })).status).toBe(403);
  expect(await call(one.GET, "GET", { as: builder, params: { id } })).toMatchObject({ body: { allowedOrigins: kept } });
});

test("a copy and a file of an agent name none of its sites, and publishing changes none", async () => {
  const id = await published();
  await call(one.PATCH, "PATCH", { as: builder, params: { id }, body: { allowedOrigins: ["https://kept.example"] } });
  expect(await call(duplicate.POST, "POST", { as: builder, params: { id } })).toMatchObject({ status: 201, body: { allowedOrigins: [] } });
  expect(JSON.stringify((await call(exported.GET, "GET", { as: builder, params: { id } })).body)).not.toContain("kept.example");
  expect((await call(versions.POST, "POST", { as: builder, params: { id }, body: {} })).status).toBe(201);
  expect(await call(one.GET, "GET", { as: builder, params: { id } })).toMatchObject({ body: { allowedOrigins: ["https://kept.example"] } });
});

test.each(["9007199254740990", "2147483648", "1000001", "0", "1.5", "-1"])("a version named %s is refused wherever one is named, and answers no fault of ours", async (number) => {
  const id = await published();
  const answers = [
    await call(compare.GET, "GET", { as: builder, params: { id }, query: `?from=1&to=${number}` }), await call(compare.GET, "GET", { as: builder, params: { id }, query: `?from=${number}&to=draft` }),
    await call(version.GET, "GET", { as: builder, params: { id, version: number } }), await call(restore.POST, "POST", { as: builder, params: { id, version: number }, body: {} }),
  ];
  expect(answers.map(({ status, body }) => [status, body.code])).toEqual(answers.map(() => [422, "validation_failed"]));
});

test.each([9_007_199_254_740_990, 2_147_483_648, -5])("a draft made from a revision %d, which there is not, is not saved or published", async (draftRevision) => {
  const id = await published();
  expect((await call(one.PATCH, "PATCH", { as: builder, params: { id }, body: { definition: { greeting: "Lost" }, draftRevision } })).status).toBe(412);
  expect((await call(versions.POST, "POST", { as: builder, params: { id }, body: { draftRevision } })).status).toBe(412);
  expect((await call(versions.GET, "GET", { as: builder, params: { id } })).body).toMatchObject({ items: { length: 1 } });
});

test("a draft is saved only over the revision it was made from", async () => {
  const id = await published();
  const save = (greeting: string, draftRevision?: number) => call(one.PATCH, "PATCH", { as: builder, params: { id }, body: { definition: { greeting }, draftRevision } });
  expect((await save("none")).status).toBe(422);
  expect(await save("first", 1)).toMatchObject({ status: 200, body: { draftRevision: 2 } });
  expect(await save("second", 1)).toMatchObject({ status: 412, body: { code: "precondition_failed" } });
  expect(await call(one.GET, "GET", { as: builder, params: { id } })).toMatchObject({ body: { draft: { greeting: "first" } } });
});

test("entries and sources are changed and removed, and only those of the agent", async () => {
  const [id, other] = [await published(), await published()];
  const { body: made } = await call(entries.POST, "POST", { as: builder, params: { id }, body: { answer: "At nine." } });
  expect((await call(entry.PATCH, "PATCH", { as: builder, params: { id: other, entryId: made.id }, body: { answer: "Hijacked." } })).status).toBe(404);
  expect(await call(entry.PATCH, "PATCH", { as: builder, params: { id, entryId: made.id }, body: { answer: "At ten." } })).toMatchObject({ status: 200, body: { answer: "At ten.", question: null } });
  expect((await call(entry.DELETE, "DELETE", { as: viewer, params: { id, entryId: made.id } })).status).toBe(403);
  expect((await call(entry.DELETE, "DELETE", { as: builder, params: { id, entryId: made.id } })).status).toBe(204);
  const { body: added } = await call(text.POST, "POST", { as: builder, params: { id }, body: { title: "Notes", text: "Q: When?\nA: At nine." } });
  expect((await call(source.DELETE, "DELETE", { as: builder, params: { id: other, sourceId: added.entries[0]?.sourceId ?? "" } })).status).toBe(404);
  expect((await call(source.DELETE, "DELETE", { as: builder, params: { id, sourceId: added.entries[0]?.sourceId ?? "" } })).status).toBe(204);
  expect((await call(knowledge.GET, "GET", { as: builder, params: { id } })).body.entries).toEqual([]);
});

test.each([["https://127.0.0.1/"], ["https://[::1]/"], ["https://169.254.169.254/latest/meta-data/"], ["http://example.com/"]])("the page %s is not fetched", async (url) => {
  expect(await call(pages.POST, "POST", { as: builder, params: { id: await published() }, body: { url } })).toMatchObject({ status: 422, body: { code: "url_refused" } });
});

test("a body that is no PDF is refused and leaves nothing behind", async () => {
  const id = await published();
  expect(await call(pdf.POST, "POST", { as: builder, params: { id }, body: "MZ not a pdf", headers: { "content-type": "application/pdf" } })).toMatchObject({ status: 415 });
  expect(await call(pdf.POST, "POST", { as: builder, params: { id }, body: "x".repeat(10 * 1_048_576 + 1), headers: { "content-type": "application/pdf" } })).toMatchObject({ status: 413 });
  expect(await call(knowledge.GET, "GET", { as: builder, params: { id } })).toMatchObject({ body: { sources: [], entries: [] } });
});

test("templates are for everybody to see", async () => {
  const response = await templates.GET(testRequest("GET", "/api/v1/templates"), { params: Promise.resolve({}) });
  expect([response.status, (await response.json()).items.length]).toEqual([200, 5]);
});
