import { expect, test } from "@jest/globals";
import { makeMember, testRequest, useTestDatabase } from "@/lib/testing/harness";
import { DELETE } from "./[sessionId]/route";
import { GET } from "./route";

useTestDatabase();
const path = "/api/v1/sessions";
const params = (sessionId: string) => ({ params: Promise.resolve({ sessionId }) });

test("one sees and ends one's own sessions; a stranger's is not there", async () => {
  const [member, stranger] = [await makeMember(), await makeMember()];
  const listed = await (await GET(testRequest("GET", path, { as: member }))).json();
  expect(listed).toEqual({ nextCursor: null, items: [expect.objectContaining({ id: member.sessionId, current: true, userAgent: "test" })] });
  expect((await DELETE(testRequest("DELETE", `${path}/${member.sessionId}`, { as: stranger }), params(member.sessionId))).status).toBe(404);
  expect((await DELETE(testRequest("DELETE", `${path}/${member.sessionId}`, { as: member }), params(member.sessionId))).status).toBe(204);
  expect((await GET(testRequest("GET", path, { as: member }))).status).toBe(401);
});
