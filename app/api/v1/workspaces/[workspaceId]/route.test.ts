import { expect, test } from "@jest/globals";
import { GET, PATCH } from "./route";
import { makeKey, makeMember, testRequest, useTestDatabase } from "@/lib/testing/harness";

useTestDatabase();
const params = (workspaceId: string) => ({ params: Promise.resolve({ workspaceId }) });

test("an owner renames their workspace; to a stranger it does not exist", async () => {
  const [owner, stranger] = [await makeMember(), await makeMember()];
  const id = owner.actor.workspaceId;
  const renamed = await PATCH(testRequest("PATCH", `/api/v1/workspaces/${id}`, { as: owner, body: { name: "  New\u202e name " } }), params(id));
  expect([renamed.status, (await renamed.json()).name]).toEqual([200, "New name"]);
  const refused = await PATCH(testRequest("PATCH", `/api/v1/workspaces/${id}`, { as: stranger, body: { name: "Mine" } }), params(id));
  expect(refused.status).toBe(404);
  expect((await GET(testRequest("GET", `/api/v1/workspaces/${id}`, { as: stranger }), params(id))).status).toBe(404);
  const read = await GET(testRequest("GET", `/api/v1/workspaces/${id}`, { as: await makeKey(owner, ["agents:read"]) }), params(id));
  expect(await read.json()).toMatchObject({ id, name: "New name", personal: true });
});
