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
