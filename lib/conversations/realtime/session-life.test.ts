/** The open call of somebody whose session, key or membership ends: over within 5 s, whatever ended it and in whichever process. */
import { changePassword, redeemPasswordReset } from "@/lib/identity/links";
import { endOtherSessions, endOwnSession, endSession, signIn } from "@/lib/identity/service";
import { sealSession, sessionCookieName } from "@/lib/identity/cookie";
import { ctxFor, systemCtx } from "@/lib/platform/ctx";
import { sha256 } from "@/lib/platform/crypto";
import { removeMember } from "@/lib/workspaces/service";
import { inspect, makeKey, makeMember, sql, useTestDatabase, type TestMember } from "@/lib/testing/harness";
import { closeClients, connectTo, refusalFrom } from "@/lib/testing/realtime-client";
import { makeAgent, startRealtimeServer, type RealtimeServer } from "@/lib/testing/realtime-server";

useTestDatabase();
let server: RealtimeServer;
beforeAll(async () => { server = await startRealtimeServer(); }, 60_000);
afterAll(async () => { closeClients(); await server.close(); });

const origin = () => `http://127.0.0.1:${server.port}`;
const withinMs = 5_000;

interface Open { member: TestMember; closed: Promise<number>; reason: Promise<unknown>; headers: Record<string, string>; url: string; socket: { readyState: number } }

/** A call by this cookie or key, to an agent of the member's own. */
async function openCall(member: TestMember, headers: Record<string, string>, agentOf: TestMember = member): Promise<Open> {
  const agent = await makeAgent(agentOf.ctx);
  const url = `/v1/realtime?model=agent:${agent.slug}`;
  const client = connectTo(server.port, `${url}&ext=1`, { key: null, headers });
  await client.until("session.created");
  return { member, closed: client.closed, reason: client.until("x.call.end").then(({ reason }) => reason), headers, url, socket: client.socket };
}
const byCookie = (member: TestMember) => openCall(member, { cookie: member.cookie, origin: origin() });
const byKey = async (member: TestMember) => openCall(member, { authorization: `Bearer ${await makeKey(member)}` });
const elsewhere = async (member: TestMember) => {
  const session = await signIn(systemCtx(), member, "elsewhere");
  return { id: session.sessionId, headers: { cookie: `${sessionCookieName()}=${await sealSession(session)}`, origin: origin() } };
};
/** A guest of somebody's workspace who looks at it. */
const guest = async () => {
  const [owner, visitor] = [await makeMember(), await makeMember()];
  const { workspaceId } = owner.actor;
  await inspect(sql`insert into members (workspace_id, user_id, role) values (${workspaceId}, ${visitor.actor.userId}, 'builder')`);
  await inspect(sql`update sessions set workspace_id = ${workspaceId} where id = ${visitor.sessionId}`);
  return { owner, visitor, there: { ...visitor, ctx: ctxFor({ ...visitor.actor, workspaceId, role: "builder" }) } };
};

/** Each opens a call and gives what ends it. */
const ends: [string, () => Promise<{ call: Open; end(): Promise<unknown> }>][] = [
  ["signing out", async () => { const call = await byCookie(await makeMember()); return { call, end: () => endOwnSession(systemCtx(), { sessionId: call.member.sessionId, userId: call.member.actor.userId ?? "" }) }; }],
  ["being signed out from elsewhere", async () => { const member = await makeMember(); const other = await elsewhere(member); return { call: await openCall(member, other.headers), end: () => endSession(member.ctx, { sessionId: other.id }) }; }],
  ["signing out everywhere else", async () => { const member = await makeMember(); return { call: await openCall(member, (await elsewhere(member)).headers), end: () => endOtherSessions(member.ctx) }; }],
  ["a password that is changed elsewhere", async () => { const member = await makeMember(); return { call: await openCall(member, (await elsewhere(member)).headers), end: () => changePassword(member.ctx, { currentPassword: member.password, newPassword: "another long phrase of words" }) }; }],
  ["a password that is reset", async () => {
    const call = await byCookie(await makeMember());
    const token = `lnk_${call.member.sessionId}`;
    await inspect(sql`insert into one_use_links (id, kind, user_id, token_hash, payload, expires_at) values (${token}, 'reset-password', ${call.member.actor.userId}, ${sha256(token)}, ${{ email: call.member.email }}, now() + interval '1 hour')`);
    return { call, end: () => redeemPasswordReset(systemCtx(), { token, password: "another long phrase of words" }) };
  }],
  ["a person who is disabled, by cookie", async () => { const call = await byCookie(await makeMember()); return { call, end: () => inspect(sql`update users set disabled_at = now() where id = ${call.member.actor.userId}`) }; }],
  ["a person who is disabled, by key", async () => { const call = await byKey(await makeMember()); return { call, end: () => inspect(sql`update users set disabled_at = now() where id = ${call.member.actor.userId}`) }; }],
  ["a person who is deleted", async () => { const call = await byCookie(await makeMember()); return { call, end: () => inspect(sql`delete from users where id = ${call.member.actor.userId}`) }; }],
  ["a session that runs out", async () => { const call = await byCookie(await makeMember()); return { call, end: () => inspect(sql`update sessions set expires_at = now() where id = ${call.member.sessionId}`) }; }],
  ["a key that runs out", async () => { const call = await byKey(await makeMember()); return { call, end: () => inspect(sql`update api_keys set expires_at = now() where user_id = ${call.member.actor.userId}`) }; }],
  ["a member who is removed, by cookie", async () => { const { owner, visitor } = await guest(); return { call: await openCall(visitor, { cookie: visitor.cookie, origin: origin() }, owner), end: () => removeMember(owner.ctx, { userId: visitor.actor.userId ?? "" }) }; }],
  ["a member who is removed, by key", async () => { const { owner, visitor, there } = await guest(); return { call: await openCall(visitor, { authorization: `Bearer ${await makeKey(there)}` }, owner), end: () => removeMember(owner.ctx, { userId: visitor.actor.userId ?? "" }) }; }],
];

test("ends within 5 s, is told why, and does not begin again", async () => {
  const opened = await Promise.all(ends.map(async ([name, open]) => ({ name, ...(await open()) })));
  const told = await Promise.all(opened.map(async ({ name, call, end }) => {
    await end();
    const endedMs = performance.now();
    const code = await call.closed;
    const inTime = performance.now() - endedMs < withinMs;
    return { name, code, inTime, reason: await call.reason, again: await refusalFrom(server.port, call.url, call.headers).then(({ status }) => status, () => 101) };
  }));
  // A removed member's cookie still opens their own workspace, and the agent of this one is not there.
  expect(told).toEqual(ends.map(([name]) => ({ name, code: 1008, inTime: true, reason: "revoked", again: name === "a member who is removed, by cookie" ? 404 : 401 })));
}, 60_000);

test("and nobody else's call, nor the one that stays signed in", async () => {
  const [member, bystander] = [await makeMember(), await makeMember()];
  const [kept, other] = [await byCookie(member), await byCookie(bystander)];
  const gone = await openCall(member, (await elsewhere(member)).headers);
  await changePassword(member.ctx, { currentPassword: member.password, newPassword: "another long phrase of words" });
  expect(await gone.closed).toBe(1008);
  expect([kept.socket.readyState, other.socket.readyState]).toEqual([1, 1]);
}, 20_000);
