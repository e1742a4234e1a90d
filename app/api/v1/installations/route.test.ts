import { beforeEach, expect, test } from "@jest/globals";
import { GET as LIST } from "@/app/api/v1/integrations/route";
import { changeEnv } from "@/lib/platform/env";
import { inspect, makeKey, makeMember, sql, testRequest, useTestDatabase, type TestMember } from "@/lib/testing/harness";
import { DELETE, PATCH } from "./[installationId]/route";
import { POST as APPROVE } from "./[installationId]/approve/route";
import { GET, POST } from "./route";

useTestDatabase();
beforeEach(() => { changeEnv({ INTEGRATIONS_DIR: "/nowhere" }); });
const path = "/api/v1/installations";
const params = (installationId: string) => ({ params: Promise.resolve({ installationId }) });
const secret = "https://hooks.example.org/only-tests-use-this";

async function hashOf(name: string, as: TestMember | string): Promise<string> {
  const { items } = await (await LIST(testRequest("GET", "/api/v1/integrations", { as }))).json() as { items: { name: string; hash: string }[] };
  return items.find((each) => each.name === name)?.hash ?? "";
}
const install = async (as: TestMember, name = "crm-webhook", settings: object = { webhook: secret }, by: TestMember | string = as) => POST(testRequest("POST", path, { as: by, body: { name, hash: await hashOf(name, as), settings } }));

async function colleague(owner: TestMember, role: string): Promise<TestMember> {
  const member = await makeMember();
  await inspect(sql`insert into members (workspace_id, user_id, role) values (${owner.actor.workspaceId}, ${member.actor.userId}, ${role})`);
  await inspect(sql`update sessions set workspace_id = ${owner.actor.workspaceId} where id = ${member.sessionId}`);
  return member;
}

test.each([["viewer", 403], ["builder", 403], ["admin", 200]])("a %s sees what is installed and never its secrets; changing it answers %d", async (role, status) => {
  const owner = await makeMember();
  const made = await install(owner);
  expect([made.status, made.status === 201 ? "" : await made.text()]).toEqual([201, ""]);
  const { id, hash } = await made.json() as { id: string; hash: string };
  const member = await colleague(owner, role);
  const answers = [
    await GET(testRequest("GET", path, { as: member })), await PATCH(testRequest("PATCH", `${path}/${id}`, { as: member, body: { settings: { source: "Web" } } }), params(id)),
    await APPROVE(testRequest("POST", `${path}/${id}/approve`, { as: member, body: { hash } }), params(id)), await DELETE(testRequest("DELETE", `${path}/${id}`, { as: member }), params(id)),
  ];
  expect(answers.map((answer) => answer.status)).toEqual([200, status, status, status === 403 ? 403 : 204]);
  expect((await Promise.all(answers.map((answer) => answer.text()))).join("")).not.toContain(secret);
  expect(await inspect(sql`select count(*)::int as count from tools where workspace_id = ${owner.actor.workspaceId}`)).toEqual([{ count: status === 403 ? 1 : 0 }]);
});

test("a guest is turned away; a key needs the scope, and sets no provider whatever its scopes", async () => {
  const owner = await makeMember();
  expect((await LIST(testRequest("GET", "/api/v1/integrations"))).status).toBe(401);
  const reader = await makeKey(owner, ["tools:read"]);
  const writer = await makeKey(owner, ["tools:read", "tools:write"]);
  expect([(await install(owner, "crm-webhook", { webhook: secret }, reader)).status, (await install(owner, "crm-webhook", { webhook: secret }, writer)).status]).toEqual([403, 201]);
  const provider = await install(owner, "openai-compatible", { address: "https://models.example.org/v1", key: "sk-only-tests-use-this" }, writer);
  expect([provider.status, await inspect(sql`select id from provider_keys where workspace_id = ${owner.actor.workspaceId}`)]).toEqual([403, []]);
});

test.each([
  ["no hash", { name: "web-search", settings: {} }], ["a hash that is none", { name: "web-search", hash: "x", settings: {} }], ["more than is asked for", { name: "web-search", hash: "0".repeat(64), settings: {}, scopes: [] }],
  ["settings that are a list", { name: "web-search", hash: "0".repeat(64), settings: [] }], ["a setting that is an object", { name: "web-search", hash: "0".repeat(64), settings: { address: {} } }],
])("%s is refused as what it is", async (_name, body) => {
  expect((await POST(testRequest("POST", path, { as: await makeMember(), body }))).status).toBe(422);
});

test("what is not there and what is another by now have their own answers", async () => {
  const owner = await makeMember();
  const ask = async (name: string) => (await POST(testRequest("POST", path, { as: owner, body: { name, hash: "0".repeat(64), settings: {} } }))).status;
  expect([await ask("no-such"), await ask("../../etc/passwd"), await ask("web-search")]).toEqual([404, 404, 412]);
});
