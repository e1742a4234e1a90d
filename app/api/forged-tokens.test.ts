/** What is shown instead of a credential: refused alike at a read, at an action and at the realtime socket, whatever is wrong with it. */
import { createHmac, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { encode } from "next-auth/jwt";
import { createClientSecret } from "@/lib/conversations/client-secrets";
import { signIn } from "@/lib/identity/service";
import { openTokens } from "@/lib/identity/tokens";
import { sealSession } from "@/lib/identity/cookie";
import { authSecret, sha256 } from "@/lib/platform/crypto";
import { systemCtx } from "@/lib/platform/ctx";
import { inspect, makeKey, makeMember, sql, testRequest, useTestDatabase, type TestMember } from "@/lib/testing/harness";
import { closeClients, connectTo, refusalFrom } from "@/lib/testing/realtime-client";
import { makeAgent, startRealtimeServer, type RealtimeServer, type TestAgent } from "@/lib/testing/realtime-server";
import { GET as getMe } from "./v1/me/route";
import { POST as createAgent } from "./v1/agents/route";

useTestDatabase();
let server: RealtimeServer;
let member: TestMember;
let other: TestMember;
let agent: TestAgent;
let key: string;
let session: { userId: string; sessionId: string; sessionToken: string };
beforeAll(async () => {
  server = await startRealtimeServer();
  [member, other] = [await makeMember(), await makeMember()];
  agent = await makeAgent(member.ctx);
  key = await makeKey(member);
  session = await signIn(systemCtx(), member, "forger");
}, 60_000);
afterAll(async () => { closeClients(); await server.close(); });

const name = "parley.session";
const cookie = (value: string) => ({ cookie: `${name}=${value}` });
const bearer = (value: string) => ({ authorization: `Bearer ${value}` });
const base64 = (value: unknown) => Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");
const claims = () => ({ sub: session.userId, sessionId: session.sessionId, sessionToken: session.sessionToken, iat: 1, exp: 99_999_999_999, jti: "x" });
const hmac = (header: object, secret: string) => { const text = `${base64(header)}.${base64(claims())}`; return `${text}.${createHmac("sha256", secret).update(text).digest("base64url")}`; };
const seal = (change: Record<string, unknown>, secret = authSecret(), maxAge = 60) => encode({ token: { sub: session.userId, sessionId: session.sessionId, sessionToken: session.sessionToken, ...change }, secret, maxAge });
const good = () => sealSession(session);
/** The five parts of a sealed cookie with one of them changed. */
const changed = async (part: number, change: (text: string) => string) => (await good()).split(".").map((text, index) => (index === part ? change(text) : text)).join(".");
const flipped = (text: string) => { const bytes = Buffer.from(text, "base64url"); bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1; return bytes.toString("base64url"); };
const keyThen = async (change: (keyId: string) => Promise<unknown>) => {
  const made = await makeKey(await makeMember());
  const [{ id } = { id: "" }] = await inspect(sql`select id from api_keys where key_hash = ${sha256(made)}`);
  await change(String(id));
  return bearer(made);
};
const secretFor = async (of: TestMember, to: TestAgent) => (await createClientSecret(of.ctx, { session: { model: `agent:${to.slug}` } }, () => Promise.reject(new Error("no default")))).value;
const usedSecret = async () => {
  const value = await secretFor(member, agent);
  const client = connectTo(server.port, "/v1/realtime", { key: value });
  await client.until("session.created");
  client.socket.close(1000);
  await client.closed;
  return bearer(value);
};
const resuming = (token: string) => ({ ...bearer(key), "sec-websocket-protocol": `realtime, parley-resume.${token}` });
/** A conversation that waits to be taken up again. */
const waiting = async (of: TestMember, change: { ended?: boolean; late?: boolean } = {}) => {
  const token = `rsm_${randomUUID()}`;
  await inspect(sql`insert into conversations (id, workspace_id, agent_id, user_id, channel, caller_kind, resume_token_hash, resume_expires_at, ended_at)
    values (${`cnv_${randomUUID()}`}, ${member.actor.workspaceId}, ${agent.id}, ${of.actor.userId}, 'realtime', 'user', ${sha256(token)}, now() + ${change.late ? "-1 second" : "1 minute"}::interval, ${change.ended ? new Date() : null})`);
  return token;
};

type Forged = [string, () => Promise<Record<string, string>> | Record<string, string>];
const cookies: Forged[] = [
  ["no token at all", () => cookie("")],
  ["the session's token, unsealed", () => cookie(session.sessionToken)],
  ["an unsealed token with algorithm none", () => cookie(`${base64({ alg: "none" })}.${base64(claims())}.`)],
  ["an unsealed token signed by HS256 with our secret as its key", () => cookie(hmac({ alg: "HS256", typ: "JWT" }, authSecret()))],
  ["an unsealed token signed with an empty key", () => cookie(hmac({ alg: "HS256", typ: "JWT" }, ""))],
  ["a seal of another secret", async () => cookie(await seal({}, "another secret of forty letters and more 01"))],
  ["a seal of no secret", async () => cookie(await seal({}, " "))],
  ["our seal around another session's id", async () => cookie(await seal({ sessionId: other.sessionId }))],
  ["our seal around another person", async () => cookie(await seal({ sub: other.actor.userId ?? "" }))],
  ["our seal around a right id and a wrong token", async () => cookie(await seal({ sessionToken: `ses_${"A".repeat(43)}` }))],
  ["our seal around a right id and no token", async () => cookie(await seal({ sessionToken: undefined }))],
  ["our seal around a token that is an object", async () => cookie(await seal({ sessionToken: { $ne: "" } }))],
  ["our seal around a token that is SQL", async () => cookie(await seal({ sessionToken: "' or true --" }))],
  ["our seal, expired", async () => cookie(await seal({}, authSecret(), -60))],
  ["a good one cut short by a letter", async () => cookie((await good()).slice(0, -1))],
  ["a good one without its last part", async () => cookie((await good()).split(".").slice(0, 4).join("."))],
  ["a good one with a bit of its contents flipped", async () => cookie(await changed(3, flipped))],
  ["a good one with a bit of its vector flipped", async () => cookie(await changed(2, flipped))],
  ["a good one with a bit of its tag flipped", async () => cookie(await changed(4, flipped))],
  ["a good one whose head names another algorithm", async () => cookie(await changed(0, () => base64({ alg: "none", enc: "A256GCM" })))],
  ["a good one behind a forged one of the same name", async () => ({ cookie: `${name}=forged; ${name}=${await good()}` })],
  ["a good one before a forged one of the same name", async () => ({ cookie: `${name}=${await good()}; ${name}=forged` })],
  ["a good one under the name that only https has", async () => ({ cookie: `__Host-${name}=${await good()}` })],
  ["a good one under a name in capitals", async () => ({ cookie: `Parley.Session=${await good()}` })],
  ["a good one under a name that ends in ours", async () => ({ cookie: `x${name}=${await good()}` })],
  ["a good one under our name in percent signs", async () => ({ cookie: `parley%2Esession=${await good()}` })],
  ["a good one in two pieces, as the library has it", async () => { const whole = await good(); return { cookie: `${name}.0=${whole.slice(0, 100)}; ${name}.1=${whole.slice(100)}` }; }],
  ["a good one and a null byte", async () => cookie(`${await good()}%00`)],
  ["a good one encoded twice", async () => cookie((await good()).replaceAll(".", "%252E"))],
  ["a good one with overlong dots", async () => cookie((await good()).replaceAll(".", "%C0%AE"))],
  ["percent signs that are none", () => cookie("%E0%A4%A%zz%")],
  ["twelve thousand letters", () => cookie("a".repeat(12_000))],
  ["five thousand dots", () => cookie(".".repeat(5_000))],
  ["an API key", () => cookie(key)],
  ["an API key under a name of its own", () => ({ cookie: `api_key=${key}; token=${key}; authorization=Bearer ${key}` })],
];
const bearers: Forged[] = [
  ["a key's prefix alone", () => bearer("pk_")],
  ["a key in capitals", () => bearer(key.toUpperCase())],
  ["a key in small letters", () => bearer(key.toLowerCase())],
  ["a key without its prefix", () => bearer(key.slice(3))],
  ["a key cut short by a letter", () => bearer(key.slice(0, -1))],
  ["a key and a dot", () => bearer(`${key}.`)],
  ["a key and a comma", () => bearer(`${key},`)],
  ["a list of a key and a forged one", () => bearer(`${key}, Bearer pk_forged`)],
  ["a list of one key twice without spaces", () => bearer(`${key},${key}`)],
  ["a key in quotation marks", () => bearer(`"${key}"`)],
  ["a key and a second word", () => bearer(`${key} ${key}`)],
  ["a key and a null byte in percent signs", () => bearer(`${key}%00`)],
  ["a key's hash, in hexadecimal", () => bearer(`pk_${sha256(key).toString("hex")}`)],
  ["a key's hash, in base64", () => bearer(`pk_${sha256(key).toString("base64url")}`)],
  ["a key's own id", async () => bearer(String((await inspect(sql`select id from api_keys where key_hash = ${sha256(key)}`))[0]?.id))],
  ["a revoked key", () => keyThen((id) => inspect(sql`update api_keys set revoked_at = now() where id = ${id}`))],
  ["an expired key", () => keyThen((id) => inspect(sql`update api_keys set expires_at = now() - interval '1 second' where id = ${id}`))],
  ["a deleted key", () => keyThen((id) => inspect(sql`delete from api_keys where id = ${id}`))],
  ["a key of a removed member", () => keyThen((id) => inspect(sql`delete from members m using api_keys k where k.id = ${id} and m.user_id = k.user_id`))],
  ["a key of a disabled person", () => keyThen((id) => inspect(sql`update users u set disabled_at = now() from api_keys k where k.id = ${id} and u.id = k.user_id`))],
  ["a refresh token", async () => bearer((await access()).refreshToken)],
  ["a session's token", () => bearer(session.sessionToken)],
  ["a session's id", () => bearer(session.sessionId)],
  ["a good cookie", async () => bearer(await good())],
  ["a key of ten thousand letters", () => bearer(`pk_${"a".repeat(10_000)}`)],
  ["a key that is SQL", () => bearer("pk_'||(select'x')--")],
  ["a key as a password of Basic", () => ({ authorization: `Basic ${Buffer.from(`${key}:`).toString("base64")}` })],
  ["a key under another scheme", () => ({ authorization: `Token ${key}` })],
  ["a key without a scheme", () => ({ authorization: key })],
  ["a key in a header of its own", () => ({ "x-api-key": key, "api-key": key, "proxy-authorization": `Bearer ${key}` })],
  ["an unknown client secret", () => bearer(`ek_${"A".repeat(43)}`)],
  ["a client secret that was used", usedSecret],
  ["a client secret that has expired", async () => { const value = await secretFor(member, agent); await inspect(sql`update client_secrets set expires_at = now() - interval '1 second' where secret_hash = ${sha256(value)}`); return bearer(value); }],
  ["a client secret of somebody who was disabled", async () => { const gone = await makeMember(); const value = await secretFor(gone, await makeAgent(gone.ctx)); await inspect(sql`update users set disabled_at = now() where id = ${gone.actor.userId}`); return bearer(value); }],
];
/** These are told that they have expired, so that a client refreshes; which of them ever were is not told. */
const access = async (change?: (pair: { accessToken: string; sessionId: string }) => Promise<unknown>) => {
  const pair = await openTokens(systemCtx(), { grant: "password", email: other.email, password: other.password, device: "" });
  await change?.(pair);
  return pair;
};
const accessTokens: Forged[] = [
  ["an access token's prefix alone", () => bearer("at_")],
  ["an unknown access token", () => bearer(`at_${"A".repeat(43)}`)],
  ["a key as an access token", () => bearer(`at_${key.slice(3)}`)],
  ["an access token cut short by a letter", async () => bearer((await access()).accessToken.slice(0, -1))],
  ["an access token's hash", async () => bearer(`at_${sha256((await access()).accessToken).toString("base64url")}`)],
  ["a refresh token as an access token", async () => bearer((await access()).refreshToken.replace(/^rt_/, "at_"))],
  ["an access token that has expired", async () => bearer((await access(({ sessionId }) => inspect(sql`update refresh_tokens set access_expires_at = now() where session_id = ${sessionId}`))).accessToken)],
  ["an access token whose session was ended", async () => bearer((await access(({ sessionId }) => inspect(sql`update sessions set revoked_at = now() where id = ${sessionId}`))).accessToken)],
];
/** Good at the socket alone. */
const secretsAtDoors: Forged[] = [["a good client secret at a door that is none of its own", async () => bearer(await secretFor(member, agent))]];
const resumeTokens: Forged[] = [
  ["an unknown resume token", () => resuming(`rsm_${randomUUID()}`)],
  ["a resume token of a call that has ended", async () => resuming(await waiting(member, { ended: true }))],
  ["a resume token that is too late", async () => resuming(await waiting(member, { late: true }))],
  ["somebody else's resume token", async () => resuming(await waiting(other))],
  ["a resume token alone, where its call waits for its own person", async () => ({ "sec-websocket-protocol": `realtime, parley-resume.${await waiting(member)}` })],
  ["a resume token with somebody else's forged key", async () => ({ ...resuming(await waiting(member)), ...bearer("pk_forged") })],
  ["a client secret as a resume token", async () => resuming(await secretFor(member, agent))],
];

const snapshot = () => inspect(sql`select (select count(*) from agents) as agents, (select count(*) from conversations) as calls, (select count(*) from sessions) as sessions, (select count(*) from users) as people,
  (select max(last_seen_at) from sessions where user_id = ${session.userId}) as seen, (select count(*) from conversations where resume_token_hash is not null) as resumable`);
const asked = { "x-request-id": "the-same-request" };
const url = (rest = "") => `/v1/realtime?model=agent:${agent.slug}${rest}`;
const path = (rest = "") => `/api/v1/agents${rest}`;
/** Everything a forger could compare, but for the request's own number. */
const seen = async (response: Response) => ({ status: response.status, body: await response.text(), headers: [...response.headers.keys()].sort().join(), challenge: response.headers.get("www-authenticate") });
let nobody: { read: unknown; action: unknown; socket: unknown };
beforeAll(async () => { nobody = { read: await read({}), action: await act({}), socket: await refusalFrom(server.port, url()) }; });
const read = async (headers: Record<string, string>, rest = "") => seen(await getMe(testRequest("GET", `/api/v1/me${rest}`, { headers: { ...headers, ...asked } })));
const act = async (headers: Record<string, string>, rest = "") => seen(await createAgent(testRequest("POST", path(rest), { headers: { ...headers, ...asked, origin: "http://localhost:3000" }, body: { name: "Forged" } })));
const knock = (headers: Record<string, string>, rest = "") => refusalFrom(server.port, url(rest), { ...headers, origin: `http://127.0.0.1:${server.port}` });

test("nobody is told 401 and nothing else, and the table has more than fifty ways to be nobody", () => {
  expect(nobody).toMatchObject({ read: { status: 401, challenge: "Bearer" }, action: { status: 401, challenge: "Bearer" }, socket: { status: 401 } });
  expect(cookies.length + bearers.length + resumeTokens.length).toBeGreaterThan(50);
});

test("what the table bends is good where nobody bends it", async () => {
  for (const headers of [cookie(await good()), bearer(key)]) expect([await read(headers), await act(headers)]).toMatchObject([{ status: 200 }, { status: 201 }]);
  const client = connectTo(server.port, url("&ext=1"), { key: null, headers: { ...cookie(await good()), origin: `http://127.0.0.1:${server.port}` } });
  await client.until("session.created");
  client.socket.close(1000);
});

describe.each([["cookie", cookies], ["key", bearers]] as const)("in place of a %s", (_kind, table) => {
  test.each([...table])("%s is refused as nobody is, at a read, an action and the socket, and changes nothing", async (_name, forge) => {
    const headers = await forge();
    const before = await snapshot();
    expect({ read: await read(headers), action: await act(headers), socket: await knock(headers) }).toEqual(nobody);
    expect(await snapshot()).toEqual(before);
  });
});

test.each(accessTokens)("%s is refused as any is that has expired, at a read, an action and the socket, and changes nothing", async (_name, forge) => {
  const [headers, any] = [await forge(), bearer(`at_${"B".repeat(43)}`)];
  const before = await snapshot();
  const told = { read: await read(headers), action: await act(headers), socket: await knock(headers) };
  expect(told).toMatchObject({ read: { status: 401 }, action: { status: 401 }, socket: { status: 401, body: { error: { code: "session_expired" } } } });
  expect(told).toEqual({ read: await read(any), action: await act(any), socket: await knock(any) });
  expect(await snapshot()).toEqual(before);
});

test.each(secretsAtDoors)("%s is refused as nobody is", async (_name, forge) => {
  const headers = await forge();
  expect([await read(headers), await act(headers)]).toEqual([nobody.read, nobody.action]);
});

test.each(resumeTokens)("%s is refused as nobody is, and stays as good as it was", async (_name, forge) => {
  const headers = await forge();
  const before = await snapshot();
  expect(await knock(headers)).toEqual(nobody.socket);
  expect(await snapshot()).toEqual(before);
});

test("a key or a token in the address is nobody's, and a forged one beside a good one in the address too", async () => {
  const rest = `?key=${key}&api_key=${key}&token=${key}&access_token=${key}`;
  expect([await read({}, rest), await act({}, rest), await knock({}, rest.replace("?", "&"))]).toEqual([nobody.read, nobody.action, nobody.socket]);
  expect((await knock(bearer("pk_forged"), rest.replace("?", "&"))).status).toBe(401);
});

test("a forged key is not forgiven for the sake of a good cookie beside it", async () => {
  const both = { ...cookie(await good()), ...bearer("pk_forged") };
  expect([await read(both), await act(both), await knock(both)]).toEqual([nobody.read, nobody.action, nobody.socket]);
});

test("a forged key as a subprotocol is refused as nobody is", async () => {
  for (const forged of ["pk_", key.slice(0, -1), `pk_${sha256(key).toString("hex")}`, session.sessionToken]) {
    expect(await knock({ "sec-websocket-protocol": `realtime, openai-insecure-api-key.${forged}` })).toEqual(nobody.socket);
  }
});

test("a client secret opens its own agent, whatever agent the address names", async () => {
  const second = await makeAgent(member.ctx);
  const client = connectTo(server.port, `/v1/realtime?model=agent:${second.slug}&ext=1`, { key: await secretFor(member, agent) });
  expect(await client.until("x.session")).toMatchObject({ agent: { slug: agent.slug } });
  client.socket.close(1000);
});

test("a resume token that was used is refused as nobody is", async () => {
  const client = connectTo(server.port, url("&ext=1"), { key });
  const token = String((await client.until("x.session")).resume_token);
  client.socket.terminate();
  const again = connectTo(server.port, url("&ext=1"), { key, protocols: ["realtime", `parley-resume.${token}`] });
  await again.until("x.session");
  expect(await knock(resuming(token))).toEqual(nobody.socket);
  again.socket.close(1000);
});
