import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createClientSecret } from "@/lib/conversations/client-secrets";
import { getConversation } from "@/lib/conversations/service";
import { anonymousActor, ctxFor } from "@/lib/platform/ctx";
import { inspect, makeMember, sql, testRequest, useTestDatabase, type TestMember } from "@/lib/testing/harness";
import { closeClients, connectTo, refusalFrom, waitFor } from "@/lib/testing/realtime-client";
import { makeAgent, startRealtimeServer, type RealtimeServer, type TestAgent } from "@/lib/testing/realtime-server";
import { POST } from "./route";

useTestDatabase();
let server: RealtimeServer;
let member: TestMember;
let agent: TestAgent;
beforeAll(async () => {
  server = await startRealtimeServer();
  member = await makeMember();
  agent = await makeAgent(member.ctx, { visibility: "public" });
}, 60_000);
afterAll(async () => { closeClients(); await server.close(); });

const ratingOf = async (id: string) => (await getConversation(member.ctx, { id })).rating;
async function rate(id: string, body: object, as?: TestMember): Promise<{ status: number; body: string }> {
  const answer = await POST(testRequest("POST", `/api/v1/conversations/${id}/rating`, { ...(as ? { as } : {}), body }), { params: Promise.resolve({ id }) });
  return { status: answer.status, body: (await answer.text()).replace(/req_\w+/g, "").replaceAll(id, "") };
}

/** A call of somebody without an account, which has ended. */
async function endedCall(): Promise<{ id: string; resumeToken: string }> {
  const nobody = ctxFor(anonymousActor);
  const { value } = await createClientSecret(nobody, { session: { model: `agent:${agent.slug}` } }, () => Promise.resolve(agent.slug));
  const client = connectTo(server.port, `/v1/realtime?model=agent:${agent.slug}&ext=1`, { key: null, protocols: ["realtime", `openai-insecure-api-key.${value}`] });
  const session = await client.until("x.session");
  client.socket.close(1000);
  const id = String(session.conversation_id);
  await waitFor(async () => ((await getConversation(member.ctx, { id })).endedAt ? true : null));
  return { id, resumeToken: String(session.resume_token) };
}

test("a caller without an account rates the call they made, and may change their mind", async () => {
  const { id, resumeToken } = await endedCall();
  expect(await rate(id, { rating: 2, resumeToken })).toEqual({ status: 204, body: "" });
  expect(await ratingOf(id)).toBe(2);
  expect((await rate(id, { rating: 5, resumeToken })).status).toBe(204);
  expect(await ratingOf(id)).toBe(5);
}, 20_000);

test("a wrong token, another call's token, an unknown call and one that ended too long ago get one and the same answer, and change nothing", async () => {
  const mine = await endedCall();
  const other = await endedCall();
  const late = await endedCall();
  await inspect(sql`update conversations set ended_at = now() - interval '16 minutes' where id = ${late.id} returning id`);
  const answers = await Promise.all([
    rate(mine.id, { rating: 1, resumeToken: "res_wrong" }), rate(other.id, { rating: 1, resumeToken: mine.resumeToken }),
    rate("cnv_unknown", { rating: 1, resumeToken: mine.resumeToken }), rate(late.id, { rating: 1, resumeToken: late.resumeToken }),
    rate(mine.id, { rating: 1, resumeToken: "res_wrong" }, member),
  ]);
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  expect(answers[0]).toMatchObject({ status: 404, body: expect.stringContaining("not_found") });
  expect(await Promise.all([mine.id, other.id, late.id].map(ratingOf))).toEqual([null, null, null]);
}, 20_000);

test("a minute before the quarter of an hour is over the rating is still taken", async () => {
  const { id, resumeToken } = await endedCall();
  await inspect(sql`update conversations set ended_at = now() - interval '14 minutes' where id = ${id} returning id`);
  expect((await rate(id, { rating: 3, resumeToken })).status).toBe(204);
  expect(await ratingOf(id)).toBe(3);
}, 20_000);

test.each([0, 6, 2.5, "4", null])("a rating of %p is refused", async (rating) => {
  expect((await rate("cnv_any", { rating, resumeToken: "res_any" })).status).toBe(422);
});

test("what still rates a call no longer takes it up again", async () => {
  const { resumeToken } = await endedCall();
  expect(await refusalFrom(server.port, `/v1/realtime?model=agent:${agent.slug}`, { "sec-websocket-protocol": `realtime, parley-resume.${resumeToken}` })).toMatchObject({ status: 401 });
}, 20_000);
