import { expect, test } from "@jest/globals";
import { systemClock } from "@/lib/platform/clock";
import { systemCtx, type Ctx } from "@/lib/platform/ctx";
import { inspect, makeMember, sql, useTestDatabase, type TestMember } from "@/lib/testing/harness";
import { changePassword } from "./links";
import { endSession, listSessions } from "./service";
import { actorFromHeaders, recheckActor } from "./session";
import { graceMs, openTokens, refreshTokens } from "./tokens";

useTestDatabase();
const later = (afterMs: number): Ctx => systemCtx({ clock: { ...systemClock, now: () => new Date(Date.now() + afterMs) } });
const open = (member: TestMember) => openTokens(systemCtx(), { grant: "password", email: member.email, password: member.password, device: "A phone" });
const asked = (accessToken: string) => actorFromHeaders(new Headers({ authorization: `Bearer ${accessToken}` }), { changesState: true });
const expired = { code: "session_expired" };

test("a pair of tokens is a session of its person, with its device in the list, and is not in the database", async () => {
  const member = await makeMember();
  const pair = await open(member);
  expect(await asked(pair.accessToken)).toMatchObject({ kind: "user", userId: member.actor.userId, workspaceId: member.actor.workspaceId, credentialId: pair.sessionId });
  expect(await listSessions(member.ctx)).toContainEqual(expect.objectContaining({ id: pair.sessionId, userAgent: "A phone" }));
  const dump = JSON.stringify(await inspect(sql`select r::text as row, s::text as session from refresh_tokens r join sessions s on s.id = r.session_id`));
  for (const secret of [pair.accessToken, pair.refreshToken, Buffer.from(pair.refreshToken).toString("hex")]) expect(dump).not.toContain(secret);
  await expect(openTokens(systemCtx(), { grant: "password", email: member.email, password: "wrong password", device: "" })).rejects.toMatchObject({ code: "invalid_credentials" });
});

test("twenty at once with one refresh token get one successor, and nobody is signed out", async () => {
  const pair = await open(await makeMember());
  const answers = await Promise.all(Array.from({ length: 20 }, () => refreshTokens(systemCtx(), pair)));
  expect(new Set(answers.map(({ refreshToken }) => refreshToken)).size).toBe(1);
  expect(await inspect(sql`select count(*) as count from refresh_tokens where session_id = ${pair.sessionId}`)).toEqual([{ count: 2 }]);
  const [next] = answers;
  expect(next?.refreshToken).not.toBe(pair.refreshToken);
  expect(await asked(next?.accessToken ?? "")).toMatchObject({ credentialId: pair.sessionId });
});

test("a refresh token shown again after its grace ends the whole session, whoever holds the newer one", async () => {
  const pair = await open(await makeMember());
  const next = await refreshTokens(systemCtx(), pair);
  await expect(refreshTokens(later(graceMs + 1_000), pair)).rejects.toMatchObject(expired);
  await expect(refreshTokens(systemCtx(), next)).rejects.toMatchObject(expired);
  await expect(asked(next.accessToken)).rejects.toMatchObject(expired);
  expect(await inspect(sql`select action from audit_events where target_id = ${pair.sessionId} order by sequence`)).toEqual([{ action: "session.created" }, { action: "session.token_reused" }]);
});

test("a parent within its grace is refused once its successor was used, and ends the session", async () => {
  const pair = await open(await makeMember());
  await refreshTokens(systemCtx(), await refreshTokens(systemCtx(), pair));
  await expect(refreshTokens(systemCtx(), pair)).rejects.toMatchObject(expired);
});

test("an access token ends after its quarter of an hour, its session does not", async () => {
  const pair = await open(await makeMember());
  await inspect(sql`update refresh_tokens set access_expires_at = access_expires_at - interval '15 minutes' where session_id = ${pair.sessionId} returning session_id`);
  await expect(asked(pair.accessToken)).rejects.toMatchObject(expired);
  const next = await refreshTokens(systemCtx(), pair);
  expect(await asked(next.accessToken)).toMatchObject({ credentialId: pair.sessionId });
});

test("ended there, with a new password, or disabled: both tokens are dead", async () => {
  const member = await makeMember();
  const [one, two, three] = [await open(member), await open(member), await open(await makeMember())];
  await endSession(member.ctx, { sessionId: one.sessionId });
  await changePassword(member.ctx, { currentPassword: member.password, newPassword: "another long phrase of words" });
  await inspect(sql`update users set disabled_at = now() where id = (select user_id from sessions where id = ${three.sessionId}) returning id`);
  for (const pair of [one, two, three]) {
    await expect(refreshTokens(systemCtx(), pair)).rejects.toMatchObject(expired);
    await expect(asked(pair.accessToken)).rejects.toMatchObject(expired);
  }
  expect(await recheckActor({ ...member.actor, credentialId: two.sessionId })).toBe(false);
});

test("a session left alone for its idle time is not woken by its refresh token", async () => {
  const pair = await open(await makeMember());
  await expect(refreshTokens(later(15 * 86_400_000), pair)).rejects.toMatchObject(expired);
});
