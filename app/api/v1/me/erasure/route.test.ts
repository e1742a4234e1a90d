import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "@jest/globals";
import { inspect, makeKey, makeMember, sql, testRequest, useTestDatabase, type TestMember } from "@/lib/testing/harness";
import { POST as status } from "../../erasures/status/route";
import { GET as me } from "../route";
import { POST as download } from "../export/download/route";
import { POST as askExport } from "../export/route";
import { POST as erase } from "./route";

const directory = mkdtempSync(join(tmpdir(), "parley-me-"));
useTestDatabase({ PARLEY_DATA_DIR: directory });
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const doors = { "/api/v1/me/erasure": erase, "/api/v1/me/export": askExport } as const;
const codeOf = async (response: Response): Promise<string> => ((await response.json()) as { code: string }).code;
const form = (token: string) => ({ body: new URLSearchParams({ token }).toString(), headers: { "content-type": "application/x-www-form-urlencoded" } });
const post = (path: keyof typeof doors, member: TestMember, currentPassword = member.password) => doors[path](testRequest("POST", path, { as: member, body: { currentPassword } }));

test.each(Object.keys(doors) as (keyof typeof doors)[])("%s is for the signed-in person alone, with the password, from this site", async (path) => {
  const member = await makeMember();
  const cases: [string, Parameters<typeof testRequest>[2], number, string][] = [
    ["a guest", { as: null, body: { currentPassword: member.password } }, 401, "unauthenticated"],
    ["a key, whatever it may do", { as: await makeKey(member), body: { currentPassword: member.password } }, 403, "scope_missing"],
    ["another site", { as: member, body: { currentPassword: member.password }, headers: { origin: "https://evil.example" } }, 403, "origin_not_allowed"],
    ["no password", { as: member, body: {} }, 422, "validation_failed"],
    ["a wrong password", { as: member, body: { currentPassword: "not the password" } }, 422, "validation_failed"],
    ["somebody else named in the body", { as: member, body: { currentPassword: member.password, userId: (await makeMember()).actor.userId } }, 422, "validation_failed"],
  ];
  for (const [who, options, expected, code] of cases) {
    const response = await doors[path](testRequest("POST", path, options));
    expect({ who, status: response.status, code: await codeOf(response) }).toEqual({ who, status: expected, code });
  }
  expect(await inspect(sql`select id from erasures where user_id = ${member.actor.userId}`)).toEqual([]);
  expect(await inspect(sql`select id from exports where user_id = ${member.actor.userId}`)).toEqual([]);
  expect((await me(testRequest("GET", "/api/v1/me", { as: member }))).status).toBe(200);
});

test("a copy is fetched with its token in a form, once, and by nobody else; its answer is kept by no cache", async () => {
  const [member, other] = [await makeMember(), await makeMember()];
  const asked = await post("/api/v1/me/export", member);
  expect(asked.status).toBe(201);
  const { token, downloadPath } = (await asked.json()) as { token: string; downloadPath: string };
  expect(downloadPath).not.toContain(token);
  for (const [as, given, expected, code] of [[null, token, 401, "unauthenticated"], [other, token, 410, "link_used"], [member, "lnk_nothing", 410, "link_used"], [member, "x".repeat(2_000), 413, "payload_too_large"]] as const) {
    const refused = await download(testRequest("POST", downloadPath, { as, ...form(given) }));
    expect([refused.status, await codeOf(refused)]).toEqual([expected, code]);
  }
  const copy = await download(testRequest("POST", downloadPath, { as: member, ...form(token) }));
  expect([copy.status, copy.headers.get("content-type"), copy.headers.get("cache-control")]).toEqual([200, "application/zip", "private, no-store"]);
  expect(Buffer.from(await copy.arrayBuffer()).subarray(0, 4).toString("latin1")).toBe("PK\u0003\u0004");
  expect((await download(testRequest("POST", downloadPath, { as: member, ...form(token) }))).status).toBe(410);
});

test("whoever deletes the account is signed out with the answer, and sees how far it is with the token alone", async () => {
  const member = await makeMember();
  const key = await makeKey(member);
  const asked = await post("/api/v1/me/erasure", member);
  expect(asked.status).toBe(202);
  const { token, statusPath } = (await asked.json()) as { token: string; statusPath: string };
  expect(statusPath).toBe("/erasure");
  expect((await me(testRequest("GET", "/api/v1/me", { as: member }))).status).toBe(401);
  expect((await me(testRequest("GET", "/api/v1/me", { as: key }))).status).toBe(401);
  expect((await post("/api/v1/me/erasure", member)).status).toBe(401);
  const shown = await status(testRequest("POST", "/api/v1/erasures/status", { body: { token } }));
  const text = await shown.text();
  expect([shown.status, JSON.parse(text)]).toEqual([200, expect.objectContaining({ state: "working", doneAt: null })]);
  for (const word of [member.email, member.actor.userId ?? ""]) expect(text).not.toContain(word);
  const unknown = await status(testRequest("POST", "/api/v1/erasures/status", { body: { token: `lnk_${"a".repeat(43)}` } }));
  expect([unknown.status, await codeOf(unknown)]).toEqual([410, "link_used"]);
});

test("the only owner of a workspace with others is told which, and stays signed in", async () => {
  const [owner, guest] = [await makeMember(), await makeMember()];
  await inspect(sql`insert into members (workspace_id, user_id, role) values (${owner.actor.workspaceId}, ${guest.actor.userId}, 'admin')`);
  const refused = await post("/api/v1/me/erasure", owner);
  expect([refused.status, await refused.json()]).toEqual([409, expect.objectContaining({ code: "last_owner", detail: expect.stringContaining("“My workspace”") })]);
  expect((await me(testRequest("GET", "/api/v1/me", { as: owner }))).status).toBe(200);
});
