import { expect, test } from "@jest/globals";
import { inspect, makeKey, makeMember, sql, testRequest, useTestDatabase, type TestMember } from "@/lib/testing/harness";
import { DELETE } from "./[providerKeyId]/route";
import { POST } from "./[providerKeyId]/test/route";
import { GET, PUT } from "./route";

useTestDatabase();
const path = "/api/v1/provider-keys";
const secret = "sk-only-tests-use-this-key-WXYZ";
const params = (providerKeyId: string) => ({ params: Promise.resolve({ providerKeyId }) });
const put = (as: TestMember | string | null, body: object = { provider: "openai", key: secret }) => PUT(testRequest("PUT", path, { as, body }));

/** Somebody whose session looks at the owner's workspace. */
async function colleague(owner: TestMember, role: string): Promise<TestMember> {
  const member = await makeMember();
  await inspect(sql`insert into members (workspace_id, user_id, role) values (${owner.actor.workspaceId}, ${member.actor.userId}, ${role})`);
  await inspect(sql`update sessions set workspace_id = ${owner.actor.workspaceId} where id = ${member.sessionId}`);
  return member;
}

test.each([["viewer", 403], ["builder", 403], ["admin", 200], ["owner", 200]])("a %s sees what is set and never the key; setting, asking and deleting answers %d", async (role, status) => {
  const owner = await makeMember();
  const { id } = await (await put(owner)).json();
  const member = await colleague(owner, role);
  const answers = [await GET(testRequest("GET", path, { as: member })), await put(member), await POST(testRequest("POST", `${path}/${id}/test`, { as: member }), params(id)), await DELETE(testRequest("DELETE", `${path}/${id}`, { as: member }), params(id))];
  // The key that was set anew is another one: asking for the first and deleting it finds nothing.
  expect(answers.map((answer) => answer.status)).toEqual([200, status, ...(status === 403 ? [403, 403] : [404, 404])]);
  const texts = await Promise.all(answers.map((answer) => answer.text()));
  expect(texts[0]).toContain("WXYZ");
  expect(texts.join("")).not.toContain(secret);
  expect(await inspect(sql`select count(*)::int as count from provider_keys where workspace_id = ${owner.actor.workspaceId}`)).toEqual([{ count: 1 }]);
});

test("a guest is turned away, an API key cannot do it whatever its scopes, and nothing is kept", async () => {
  const owner = await makeMember();
  const key = await makeKey(owner);
  expect([(await put(null)).status, (await put(key)).status, (await GET(testRequest("GET", path, { as: key }))).status, (await GET(testRequest("GET", path))).status]).toEqual([401, 403, 403, 401]);
  expect(await (await GET(testRequest("GET", path, { as: owner }))).json()).toEqual({ items: [], nextCursor: null, installation: [] });
});

test("a page of another origin sets none", async () => {
  const owner = await makeMember();
  expect((await PUT(testRequest("PUT", path, { as: owner, body: { provider: "openai", key: secret }, headers: { origin: "https://thief.example" } }))).status).toBe(403);
});

test.each([
  ["no key", { provider: "openai" }], ["a provider that takes none", { provider: "local", key: secret }], ["more than is asked for", { provider: "openai", key: secret, owner: "me" }],
  ["an address that is none", { provider: "openai", key: secret, baseUrl: "javascript:alert(1)" }], ["a private address", { provider: "openai", key: secret, baseUrl: "https://10.0.0.1/v1" }], ["a key with a line break inside", { provider: "openai", key: `${secret}\n${secret}` }],
])("%s is refused, and the refusal does not repeat the key", async (_name, body) => {
  const refused = await put(await makeMember(), body);
  const text = await refused.text();
  expect(refused.status).toBe(422);
  expect(text).not.toContain(secret);
});
