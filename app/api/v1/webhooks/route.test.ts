import { expect, test } from "@jest/globals";
import { inspect, makeKey, makeMember, sql, testRequest, useTestDatabase, type TestMember } from "@/lib/testing/harness";
import { DELETE, GET as getOne, PATCH } from "./[webhookId]/route";
import { GET as listDeliveries } from "./[webhookId]/deliveries/route";
import { POST as rotate } from "./[webhookId]/rotate/route";
import { GET, POST } from "./route";

useTestDatabase();
const path = "/api/v1/webhooks";
const input = { url: "https://example.org/told", eventTypes: ["conversation.ended"] };
const params = (webhookId: string) => ({ params: Promise.resolve({ webhookId }) });
const add = (as: TestMember | string | null, body: object = input) => POST(testRequest("POST", path, { as, body }));
const list = (as: TestMember | string | null, query = "") => GET(testRequest("GET", `${path}${query}`, { as }));

/** Somebody whose session looks at the owner's workspace. */
async function colleague(owner: TestMember, role: string): Promise<TestMember> {
  const member = await makeMember();
  await inspect(sql`insert into members (workspace_id, user_id, role) values (${owner.actor.workspaceId}, ${member.actor.userId}, ${role})`);
  await inspect(sql`update sessions set workspace_id = ${owner.actor.workspaceId} where id = ${member.sessionId}`);
  return member;
}

test.each([["viewer", 403], ["builder", 403], ["admin", 200], ["owner", 200]])("a %s is answered %d whatever they do", async (role, status) => {
  const owner = await makeMember();
  const { id } = await (await add(owner)).json();
  const member = await colleague(owner, role);
  const answers = [await list(member), await getOne(testRequest("GET", `${path}/${id}`, { as: member }), params(id)), await PATCH(testRequest("PATCH", `${path}/${id}`, { as: member, body: { enabled: false } }), params(id)), await rotate(testRequest("POST", `${path}/${id}/rotate`, { as: member }), params(id)), await listDeliveries(testRequest("GET", `${path}/${id}/deliveries`, { as: member }), params(id))];
  expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => status));
  expect((await add(member)).status).toBe(status === 200 ? 201 : 403);
  expect((await DELETE(testRequest("DELETE", `${path}/${id}`, { as: member }), params(id))).status).toBe(status === 200 ? 204 : 403);
});

test("the secret is in the answer to adding and rotating, and in nothing else: no list, no row, no audit event", async () => {
  const owner = await makeMember();
  const made = await add(owner);
  const { id, secret, lastFour } = await made.json();
  expect([made.status, secret]).toEqual([201, expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/)]);
  expect(secret).toContain(lastFour);
  const rotated = await (await rotate(testRequest("POST", `${path}/${id}/rotate`, { as: owner }), params(id))).json();
  expect(rotated.secret).not.toBe(secret);
  const shown = [await (await list(owner)).text(), await (await getOne(testRequest("GET", `${path}/${id}`, { as: owner }), params(id))).text(), await (await PATCH(testRequest("PATCH", `${path}/${id}`, { as: owner, body: { description: "Ours" } }), params(id))).text(),
    JSON.stringify(await inspect(sql`select to_jsonb(w) as row from webhooks w`)), JSON.stringify(await inspect(sql`select to_jsonb(e) as row from audit_events e`))].join("");
  for (const one of [secret, rotated.secret]) expect(shown).not.toContain(one.slice(6, 40));
  expect(shown).toContain("webhook.secret_rotated");
  expect(shown).not.toContain("sealedSecret\":\"whsec");
});

test("a key reads with webhooks:read, changes with webhooks:write, and does neither without", async () => {
  const owner = await makeMember();
  const [reads, writes, other] = [await makeKey(owner, ["webhooks:read"]), await makeKey(owner, ["webhooks:write"]), await makeKey(owner, ["agents:read"])];
  expect([(await add(writes)).status, (await add(reads)).status, (await add(other)).status, (await add(null)).status]).toEqual([201, 403, 403, 401]);
  expect([(await list(reads)).status, (await list(writes)).status, (await list(other)).status, (await list(null)).status]).toEqual([200, 403, 403, 401]);
});

test("the twenty-first of a workspace is refused, also of many at once, and a stranger's do not count", async () => {
  const [owner, stranger] = [await makeMember(), await makeMember()];
  await add(stranger);
  const answers = await Promise.all(Array.from({ length: 23 }, () => add(owner)));
  expect(answers.map(({ status }) => status).sort()).toEqual([...Array(20).fill(201), 422, 422, 422]);
  expect(await (await add(owner)).json()).toMatchObject({ code: "webhooks_full" });
  const first = await (await list(owner, "?limit=15")).json();
  const second = await (await list(owner, `?limit=15&cursor=${first.nextCursor}`)).json();
  expect([first.items.length, second.items.length, second.nextCursor]).toEqual([15, 5, null]);
  expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(20);
});

test.each([
  ["no address", { eventTypes: ["conversation.ended"] }], ["plain http", { ...input, url: "http://example.org/" }], ["a private address", { ...input, url: "https://10.0.0.1/" }], ["this machine", { ...input, url: "https://localhost/" }],
  ["a password in the address", { ...input, url: "https://me:secret@example.org/" }], ["a script", { ...input, url: "javascript:alert(1)" }], ["no types", { ...input, eventTypes: [] }], ["a type that is none", { ...input, eventTypes: ["agent.deleted"] }],
  ["the type of the test", { ...input, eventTypes: ["test"] }], ["more than is asked for", { ...input, secret: "whsec_mine" }],
])("%s is refused and adds nothing", async (_name, body) => {
  const owner = await makeMember();
  expect((await add(owner, body)).status).toBe(422);
  expect(await inspect(sql`select id from webhooks where workspace_id = ${owner.actor.workspaceId}`)).toEqual([]);
});

test("a change to a private address is refused and changes nothing; a list with a foreign cursor or state is refused", async () => {
  const owner = await makeMember();
  const { id } = await (await add(owner)).json();
  expect((await PATCH(testRequest("PATCH", `${path}/${id}`, { as: owner, body: { url: "https://192.168.0.1/" } }), params(id))).status).toBe(422);
  expect(await (await getOne(testRequest("GET", `${path}/${id}`, { as: owner }), params(id))).json()).toMatchObject({ url: input.url });
  expect((await list(owner, "?cursor=abc")).status).toBe(422);
  expect((await listDeliveries(testRequest("GET", `${path}/${id}/deliveries?state=lost`, { as: owner }), params(id))).status).toBe(422);
});
