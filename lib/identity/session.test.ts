import { expect, jest, test } from "@jest/globals";
import { z } from "zod";
import { systemCtx } from "@/lib/platform/ctx";
import { connectPool, sql, systemDb } from "@/lib/platform/db";
import { makeKey, makeMember, testRequest, useTestDatabase, type TestMember } from "@/lib/testing/harness";
import { credentialCacheMs, forgetCredential } from "./credential-cache";
import { endOwnSession, endSession, listSessions, revokeApiKey } from "./service";
import { actorFromHeaders, recheckActor } from "./session";

const database = useTestDatabase();
const read = { changesState: false };
const headersOf = (as: TestMember | string, more: Record<string, string> = {}) => testRequest("GET", "/", { as, headers: more }).headers;

test("a session's cookie is its person", async () => {
  const member = await makeMember();
  expect(await actorFromHeaders(headersOf(member), read)).toMatchObject({ kind: "user", userId: member.actor.userId, workspaceId: member.actor.workspaceId, role: "owner", credentialId: member.sessionId });
});

test("a signed-out session is nobody at once, whatever its cookie says", async () => {
  const member = await makeMember();
  expect(await actorFromHeaders(headersOf(member), read)).not.toBeNull();
  await endOwnSession(systemCtx(), { sessionId: member.sessionId, userId: member.actor.userId ?? "" });
  expect(await actorFromHeaders(headersOf(member), read)).toBeNull();
  expect(await recheckActor(member.actor)).toBe(false);
});

test("a session ended by another process is not believed for longer than the cache holds, which is under 5 s", async () => {
  const member = await makeMember();
  expect(credentialCacheMs).toBeLessThan(5_000);
  await actorFromHeaders(headersOf(member), read);
  await systemDb().run(sql`update sessions set revoked_at = now() where id = ${member.sessionId}`);
  const clock = jest.spyOn(performance, "now");
  const later = performance.now() + credentialCacheMs + 1;
  clock.mockReturnValue(later);
  expect(await actorFromHeaders(headersOf(member), read)).toBeNull();
  clock.mockRestore();
});

test.each(["idle_expires_at", "expires_at"])("a session past its %s is nobody", async (column) => {
  const member = await makeMember();
  const owner = connectPool(database.current().ownerUrl, { max: 1 });
  await owner.query(`update public.sessions set ${column} = now() - interval '1 second' where id = $1`, [member.sessionId]);
  await owner.end();
  expect(await actorFromHeaders(headersOf(member), read)).toBeNull();
});

test("a disabled person is nobody, by cookie and by key", async () => {
  const member = await makeMember();
  const key = await makeKey(member);
  await systemDb().run(sql`update users set disabled_at = now() where id = ${member.actor.userId}`);
  expect(await actorFromHeaders(headersOf(member), read)).toBeNull();
  await expect(actorFromHeaders(headersOf(key), read)).rejects.toMatchObject({ code: "unauthenticated" });
});

test("a cookie that we did not seal is nobody", async () => {
  const member = await makeMember();
  const forged = { ...member, cookie: `${member.cookie.slice(0, -6)}AAAAAA` };
  expect(await actorFromHeaders(headersOf(forged), read)).toBeNull();
  expect(await actorFromHeaders(new Headers({ cookie: "parley.session=%E0%A4%A; a=b" }), read)).toBeNull();
});

test("an action by cookie needs an origin of ours", async () => {
  const member = await makeMember();
  const acts = { changesState: true };
  await expect(actorFromHeaders(headersOf(member, { origin: "https://elsewhere.example" }), acts)).rejects.toMatchObject({ code: "origin_not_allowed" });
  const without = headersOf(member);
  without.delete("origin");
  await expect(actorFromHeaders(without, acts)).rejects.toMatchObject({ code: "origin_not_allowed" });
  expect(await actorFromHeaders(headersOf(member), acts)).toMatchObject({ kind: "user" });
});

test("a key is its person with the key's scopes, and stops when it is revoked", async () => {
  const member = await makeMember();
  const key = await makeKey(member, ["agents:read"]);
  const actor = await actorFromHeaders(headersOf(key), read);
  expect(actor).toMatchObject({ kind: "key", userId: member.actor.userId, scopes: ["agents:read"], platformAdmin: false });
  if (!actor?.credentialId) throw new Error("a key has an id");
  expect(await recheckActor(actor)).toBe(true);
  await revokeApiKey(member.ctx, { keyId: actor.credentialId });
  await expect(actorFromHeaders(headersOf(key), read)).rejects.toMatchObject({ code: "unauthenticated" });
  expect(await recheckActor(actor)).toBe(false);
});

test("neither keys, session tokens nor passwords are in the database as they are", async () => {
  const member = await makeMember();
  const key = await makeKey(member);
  const owner = connectPool(database.current().ownerUrl, { max: 1 });
  for (const table of ["api_keys", "sessions", "credentials", "users"]) {
    const { rows: [{ dump } = { dump: "" }] } = await owner.query<{ dump: string }>(`select coalesce(string_agg(t::text, ' '), '') as dump from public.${table} t`);
    expect(dump.length).toBeGreaterThan(20);
    for (const secret of [key, key.slice(3), Buffer.from(key).toString("hex"), member.password]) expect(dump).not.toContain(secret);
  }
  await owner.end();
  const kept = await systemDb().one(z.object({ passwordHash: z.string() }), sql`select password_hash from credentials where user_id = ${member.actor.userId}`);
  expect(kept.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
});

test("nobody ends or sees somebody else's session", async () => {
  const [one, other] = [await makeMember(), await makeMember()];
  await expect(endSession(other.ctx, { sessionId: one.sessionId })).rejects.toMatchObject({ code: "not_found" });
  forgetCredential(one.sessionId);
  expect(await actorFromHeaders(headersOf(one), read)).not.toBeNull();
  expect((await listSessions(other.ctx)).map(({ id, current }) => ({ id, current }))).toEqual([{ id: other.sessionId, current: true }]);
});
