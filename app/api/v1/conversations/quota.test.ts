import { jest } from "@jest/globals";
import { POST as createPost } from "@/app/api/v1/conversations/route";
import { POST as turnPost } from "@/app/api/v1/conversations/[id]/turns/route";
import { POST as secretPost } from "@/app/v1/realtime/client_secrets/route";
import { deleteAgent } from "@/lib/agents/service";
import { addTalk, requireQuota } from "@/lib/billing/quota";
import { getUsage, setWorkspacePlan } from "@/lib/billing/service";
import { createClientSecret } from "@/lib/conversations/client-secrets";
import { liveCall } from "@/lib/conversations/live-calls";
import { systemClock } from "@/lib/platform/clock";
import { anonymousActor, asSystem, ctxFor, systemCtx } from "@/lib/platform/ctx";
import { plans } from "@/lib/platform/plans";
import { singleton } from "@/lib/platform/singleton";
import { inspect, makeKey, makeMember, sql, testRequest, useTestDatabase, type TestMember } from "@/lib/testing/harness";
import { closeClients, connectTo, refusalFrom, waitFor, type WireClient } from "@/lib/testing/realtime-client";
import { makeAgent, startRealtimeServer, type RealtimeServer, type TestAgent } from "@/lib/testing/realtime-server";

useTestDatabase({ DEFAULT_PLAN: "trial" });

const callLimit = plans.trial.concurrentCalls ?? 0;
let server: RealtimeServer;
let member: TestMember;
let key: string;
let agent: TestAgent;
beforeAll(async () => { server = await startRealtimeServer({ maxCallsPerOwner: 50, replies: ["We open at nine."] }); }, 60_000);
beforeEach(async () => { member = await makeMember(); key = await makeKey(member); agent = await makeAgent(member.ctx, { visibility: "public" }); });
afterEach(closeClients);
afterAll(() => server.close());

const url = (rest = "") => `/v1/realtime?model=agent:${agent.slug}${rest}`;
const connect = (options: Parameters<typeof connectTo>[2] = {}) => connectTo(server.port, url("&ext=1"), { key, ...options });
const refusal = (bearer: string) => refusalFrom(server.port, url(), { authorization: `Bearer ${bearer}` });
const used = async (name: "minutes" | "concurrentCalls") => (await getUsage(member.ctx))[name].used;
const rows = () => inspect(sql`select id from conversations where workspace_id = ${member.actor.workspaceId}`);
/** All the minutes of the month. They are talked in its first hour, so that the day of the test is no matter. */
const useUp = () => { const now = new Date(); const start = Date.UTC(now.getUTCFullYear(), now.getUTCMonth()); return systemCtx().db.transaction((tx) => addTalk(tx, member.actor.workspaceId, new Date(start), new Date(start + 60 * 60_000))); };
const type = async (client: WireClient, id: string, words: string) => {
  client.send({ type: "conversation.item.create", item: { id, type: "message", role: "user", content: [{ type: "input_text", text: words }] } });
  client.send({ type: "response.create" });
  return client.until("response.done");
};
const endAll = async (clients: readonly WireClient[]) => { for (const { socket } of clients) socket.close(1000); await waitFor(async () => ((await used("concurrentCalls")) === 0 ? true : null)); };
const begin = (slug: string) => createPost(testRequest("POST", "/api/v1/conversations", { as: key, body: { agent: slug } }));

describe("without minutes", () => {
  test("a socket is refused before the upgrade, whoever calls, and nothing is made", async () => {
    const visitor = await makeMember();
    const { value } = await createClientSecret(ctxFor(anonymousActor), { session: { type: "realtime", model: `agent:${agent.slug}` } }, () => Promise.resolve(agent.slug));
    await useUp();
    expect(await refusal(key)).toMatchObject({ status: 429, body: { error: { type: "rate_limit_error", code: "quota_exceeded", message: expect.stringContaining("talked its 60 minutes") as string } } });
    for (const bearer of [await makeKey(visitor), value]) {
      const told = await refusal(bearer);
      expect(told).toMatchObject({ status: 429, body: { error: { code: "quota_exceeded", message: expect.stringContaining("takes no more calls this month") as string } } });
      expect(JSON.stringify(told.body)).not.toContain("60");
    }
    expect(await rows()).toEqual([]);
    expect(await inspect(sql`select id from webhook_events where workspace_id = ${member.actor.workspaceId} and type = 'conversation.started'`)).toEqual([]);
  }, 30_000);

  test("a client secret and a conversation over HTTP are refused in words, and another workspace's agent still answers", async () => {
    await useUp();
    const other = await makeMember();
    const elsewhere = await makeAgent(other.ctx, { visibility: "public" });
    const secret = (slug: string) => secretPost(testRequest("POST", "/v1/realtime/client_secrets", { as: key, body: { session: { type: "realtime", model: `agent:${slug}` } } }));
    const refused = await secret(agent.slug);
    expect([refused.status, (await refused.json() as { error: { code: string } }).error.code]).toEqual([429, "quota_exceeded"]);
    expect((await secret(elsewhere.slug)).status).toBe(200);
    const answer = await begin(agent.slug);
    expect([answer.status, await answer.json()]).toEqual([429, expect.objectContaining({ code: "quota_exceeded", detail: expect.stringContaining("They begin anew on 1 ") as string })]);
    expect((await begin(elsewhere.slug)).status).toBe(201);
    expect(await rows()).toEqual([]);
    expect(await inspect(sql`select id from client_secrets where workspace_id = ${member.actor.workspaceId}`)).toEqual([]);
  }, 30_000);

  test("a call that runs goes on to its own end, and is taken up again after its line broke or its process died", async () => {
    const first = connect();
    const session = await first.until("x.session");
    const second = connect();
    await second.until("x.session");
    await useUp();
    expect(await type(first, "a", "Are you there?")).toMatchObject({ response: { status: "completed" } });
    first.socket.terminate();
    await first.closed;
    const again = connect({ protocols: ["realtime", `parley-resume.${String(session.resume_token)}`] });
    const resumed = await again.until("x.session");
    expect(resumed).toMatchObject({ conversation_id: session.conversation_id, resumed: true });
    again.socket.terminate();
    await again.closed;
    const id = String(session.conversation_id);
    const held = liveCall(id);
    singleton<{ calls: Map<string, unknown> }>("live-calls", () => ({ calls: new Map() })).calls.delete(id);
    const third = connect({ protocols: ["realtime", `parley-resume.${String(resumed.resume_token)}`] });
    expect(await third.until("x.session")).toMatchObject({ conversation_id: id, resumed: true });
    expect(await type(third, "b", "Are you still there?")).toMatchObject({ response: { status: "completed" } });
    expect(await refusal(key)).toMatchObject({ status: 429, body: { error: { code: "quota_exceeded" } } });
    third.socket.close(1000);
    second.socket.close(1000);
    held?.end("caller");
    await Promise.all([third.closed, second.closed, held?.ended]);
  }, 30_000);
});

describe("calls at once", () => {
  test("of many opened together as many run as the plan has, the others are refused before the upgrade, and a line is free again when a call ends", async () => {
    const sockets = Array.from({ length: 8 }, () => connect());
    const outcomes = await Promise.all(sockets.map((socket) => socket.until("session.created").then(() => "runs", () => "refused")));
    expect(outcomes.filter((each) => each === "runs")).toHaveLength(callLimit);
    expect(await rows()).toHaveLength(callLimit);
    expect(await used("concurrentCalls")).toBe(callLimit);
    const refused = await refusal(key);
    expect(refused).toMatchObject({ status: 429, body: { error: { code: "quota_exceeded", message: expect.stringContaining(`${callLimit} calls running`) as string } } });
    const running = sockets.filter((_socket, index) => outcomes[index] === "runs");
    running[0]?.socket.close(1000);
    await waitFor(async () => ((await used("concurrentCalls")) < callLimit ? true : null));
    const next = connect();
    await next.until("session.created");
    await endAll([...running, next]);
  }, 30_000);

  test("an unlimited plan refuses none of them", async () => {
    await setWorkspacePlan(member.ctx, { workspaceId: member.actor.workspaceId, plan: "unlimited" });
    await useUp();
    const sockets = Array.from({ length: callLimit + 3 }, () => connect());
    await Promise.all(sockets.map((socket) => socket.until("session.created")));
    expect(await used("concurrentCalls")).toBe(callLimit + 3);
    await endAll(sockets);
  }, 30_000);

  test("whose agent is deleted end at their next sign of life, and their minutes stay counted", async () => {
    const tasks: (() => void)[] = [];
    const after = jest.spyOn(systemClock, "after").mockImplementation((delayMs, task) => {
      if (delayMs === 30_000) { tasks.push(task); return () => {}; }
      const timer = setTimeout(task, delayMs);
      return () => clearTimeout(timer);
    });
    try {
      const client = connect();
      const { conversation_id } = await client.until("x.session");
      expect(tasks.length).toBeGreaterThan(0);
      for (const task of tasks.splice(0)) task();
      expect(await type(client, "a", "Are you there?")).toMatchObject({ response: { status: "completed" } });
      await deleteAgent(member.ctx, { id: agent.id });
      const call = liveCall(String(conversation_id));
      expect(call).not.toBeNull();
      for (const task of tasks.splice(0)) task();
      await call?.ended;
      expect(await client.until("x.call.end")).toMatchObject({ reason: "failed" });
      expect(await rows()).toEqual([]);
      const [talked] = await inspect(sql`select talked_ms > 0 as counted from usage_months where workspace_id = ${member.actor.workspaceId}`);
      expect(talked).toEqual({ counted: true });
    } finally { after.mockRestore(); }
  }, 30_000);
});

describe("over HTTP", () => {
  const begun = async () => (await (await begin(agent.slug)).json() as { id: string }).id;
  const turn = (id: string) => turnPost(testRequest("POST", `/api/v1/conversations/${id}/turns`, { as: key, body: { text: "Tell me about the opening hours of the shop in the old town, please" } }), { params: Promise.resolve({ id }) });

  test("conversations hold a line only in a turn, and what counts of them is what was said", async () => {
    const ids = [await begun(), await begun(), await begun()];
    expect(ids.length).toBeGreaterThan(callLimit);
    expect(await used("concurrentCalls")).toBe(0);
    const response = await turn(ids[0] ?? "");
    expect(response.status).toBe(200);
    expect(await used("concurrentCalls")).toBe(1);
    await response.text();
    expect(await used("concurrentCalls")).toBe(0);
    const [counted] = await inspect(sql`select talked_ms from usage_months where workspace_id = ${member.actor.workspaceId}`);
    const [audio] = await inspect(sql`select sum(audio_ms) as ms from turns where workspace_id = ${member.actor.workspaceId}`);
    expect(Number(audio?.ms)).toBeGreaterThan(100);
    expect(Number(counted?.talkedMs)).toBeGreaterThanOrEqual(Number(audio?.ms));
    expect(Number(counted?.talkedMs)).toBeLessThan(60_000);
    await (await turn(ids[0] ?? "")).text();
    const [twice] = await inspect(sql`select talked_ms from usage_months where workspace_id = ${member.actor.workspaceId}`);
    expect(Number(twice?.talkedMs)).toBeGreaterThan(Number(counted?.talkedMs));
    expect(Number(twice?.talkedMs)).toBeLessThan(Number(counted?.talkedMs) * 2 + 1_000);
  }, 30_000);

  test("a turn is refused where the calls of the plan are running, and where the minutes are used up, and is answered when they are not", async () => {
    const id = await begun();
    const lines = Array.from({ length: callLimit }, () => connect());
    await Promise.all(lines.map((line) => line.until("session.created")));
    const full = await turn(id);
    expect([full.status, await full.json()]).toEqual([429, expect.objectContaining({ code: "quota_exceeded" })]);
    await endAll(lines);
    await (await turn(id)).text();
    const said = await inspect(sql`select id from turns where conversation_id = ${id}`);
    expect(said.length).toBe(2);
    await useUp();
    const empty = await turn(id);
    expect([empty.status, await empty.json()]).toEqual([429, expect.objectContaining({ code: "quota_exceeded" })]);
    expect(await inspect(sql`select id from turns where conversation_id = ${id}`)).toEqual(said);
    expect(await inspect(sql`select ended_at from conversations where id = ${id}`)).toEqual([{ endedAt: null }]);
  }, 30_000);
});

test("what is shown is what is refused by", async () => {
  const refused = () => asSystem(member.ctx).db.transaction((tx) => requireQuota(tx, member.ctx, member.actor.workspaceId, ["minutes"])).then(() => false, () => true);
  const { minutes } = await getUsage(member.ctx);
  expect([minutes.used < (minutes.limit ?? 0), await refused()]).toEqual([true, false]);
  await useUp();
  const after = (await getUsage(member.ctx)).minutes;
  expect([after.used >= (after.limit ?? 0), await refused()]).toEqual([true, true]);
});
