import { expect, test } from "@jest/globals";
import { makeKey, makeMember, testRequest, useTestDatabase } from "@/lib/testing/harness";
import { DELETE } from "./[keyId]/route";
import { GET, POST } from "./route";

useTestDatabase();
const path = "/api/v1/api-keys";
const params = (keyId: string) => ({ params: Promise.resolve({ keyId }) });

test("a key is shown once, listed without its secret, and gone after it is revoked", async () => {
  const owner = await makeMember();
  const made = await POST(testRequest("POST", path, { as: owner, body: { name: "Phone line", scopes: ["realtime:connect"] } }));
  const { key, id, lastFour } = await made.json();
  expect([made.status, key.slice(-4), key.startsWith("pk_")]).toEqual([201, lastFour, true]);
  const listed = await (await GET(testRequest("GET", path, { as: owner }))).text();
  expect(listed).toContain("Phone line");
  expect(listed).not.toContain(key);
  expect((await DELETE(testRequest("DELETE", `${path}/${id}`, { as: owner }), params(id))).status).toBe(204);
  expect(await (await GET(testRequest("GET", path, { as: owner }))).json()).toEqual({ items: [], nextCursor: null });
});

test("a stranger's key can be neither seen nor revoked", async () => {
  const [owner, stranger] = [await makeMember(), await makeMember()];
  const { id } = await (await POST(testRequest("POST", path, { as: owner, body: { name: "Mine" } }))).json();
  expect((await DELETE(testRequest("DELETE", `${path}/${id}`, { as: stranger }), params(id))).status).toBe(404);
  expect(await (await GET(testRequest("GET", path, { as: stranger }))).json()).toEqual({ items: [], nextCursor: null });
});

test("a key makes no keys, and an unknown scope is refused", async () => {
  const owner = await makeMember();
  expect((await POST(testRequest("POST", path, { as: await makeKey(owner), body: { name: "More" } }))).status).toBe(403);
  expect((await POST(testRequest("POST", path, { as: owner, body: { name: "More", scopes: ["everything"] } }))).status).toBe(422);
});

test.each([["in the year 20", "0020-01-01T00:00:00Z"], ["a second ago", new Date(Date.now() - 1_000).toISOString()], ["in a thousand years", "3026-01-01T00:00:00Z"], ["at the end of time", "9999-12-31T23:59:59Z"]])("a key that would end %s is refused, and none is made", async (_when, expiresAt) => {
  const owner = await makeMember();
  const refused = await POST(testRequest("POST", path, { as: owner, body: { name: "Short", expiresAt } }));
  expect([refused.status, (await refused.json()).errors]).toEqual([422, [{ path: "expiresAt", message: expect.stringContaining("a time to come") }]]);
  expect(await (await GET(testRequest("GET", path, { as: owner }))).json()).toEqual({ items: [], nextCursor: null });
});

test("a key may end, within a hundred years", async () => {
  const expiresAt = new Date(Date.now() + 99 * 365 * 86_400_000).toISOString();
  const made = await POST(testRequest("POST", path, { as: await makeMember(), body: { name: "Long", expiresAt } }));
  expect([made.status, (await made.json()).expiresAt]).toEqual([201, expiresAt]);
});
