/** What another process ended: this one believes it for as long as its cache holds, which is under 5 s, and no longer. */
import { afterEach, expect, jest, test } from "@jest/globals";
import { ctxFor } from "@/lib/platform/ctx";
import { inspect, makeKey, makeMember, sql, testRequest, useTestDatabase } from "@/lib/testing/harness";
import { credentialCacheMs } from "./credential-cache";
import { actorFromHeaders } from "./session";

useTestDatabase();
afterEach(() => { jest.restoreAllMocks(); });

const guest = async () => {
  const [owner, visitor] = [await makeMember(), await makeMember()];
  const { workspaceId } = owner.actor;
  await inspect(sql`insert into members (workspace_id, user_id, role) values (${workspaceId}, ${visitor.actor.userId}, 'builder')`);
  await inspect(sql`update sessions set workspace_id = ${workspaceId} where id = ${visitor.sessionId}`);
  return { visitor, workspaceId, key: await makeKey({ ...visitor, ctx: ctxFor({ ...visitor.actor, workspaceId, role: "builder" }) }) };
};
/** In the database alone, as a process beside this one does it. */
const ends = {
  "a session that was ended": (userId: string) => sql`update sessions set revoked_at = now() where user_id = ${userId}`,
  "a session that ran out": (userId: string) => sql`update sessions set idle_expires_at = now() - interval '1 second' where user_id = ${userId}`,
  "a person who was disabled": (userId: string) => sql`update users set disabled_at = now() where id = ${userId}`,
  "a person who was deleted": (userId: string) => sql`delete from users where id = ${userId}`,
  "a key that was revoked": (userId: string) => sql`update api_keys set revoked_at = now() where user_id = ${userId}`,
  "a key that ran out": (userId: string) => sql`update api_keys set expires_at = now() - interval '1 second' where user_id = ${userId}`,
};

test.each(Object.entries(ends))("%s by another process is nobody within 5 s", async (name, end) => {
  const member = await makeMember();
  const as = name.startsWith("a key") ? await makeKey(member) : member;
  const ask = () => actorFromHeaders(testRequest("GET", "/", { as }).headers, { changesState: false }).catch(() => null);
  expect(await ask()).not.toBeNull();
  await inspect(end(member.actor.userId ?? ""));
  expect(credentialCacheMs).toBeLessThan(5_000);
  const nowMs = performance.now();
  jest.spyOn(performance, "now").mockImplementation(() => nowMs + credentialCacheMs + 1);
  expect(await ask()).toBeNull();
});

test("however often it is shown meanwhile: to be asked for does not prolong it", async () => {
  const member = await makeMember();
  const ask = () => actorFromHeaders(testRequest("GET", "/", { as: member }).headers, { changesState: false });
  const begunMs = performance.now();
  const clock = jest.spyOn(performance, "now");
  clock.mockImplementation(() => begunMs);
  await ask();
  await inspect(sql`update sessions set revoked_at = now() where user_id = ${member.actor.userId}`);
  for (let afterMs = 0; afterMs <= credentialCacheMs; afterMs += 100) { clock.mockImplementation(() => begunMs + afterMs); await ask(); }
  expect(await ask()).toBeNull();
});

test("a member whom another process removed sees nothing of the workspace within 5 s, by cookie or by key", async () => {
  const { visitor, workspaceId, key } = await guest();
  const ask = (as: typeof visitor | string) => actorFromHeaders(testRequest("GET", "/", { as }).headers, { changesState: false }).catch(() => null);
  expect(await ask(visitor)).toMatchObject({ workspaceId, role: "builder" });
  expect(await ask(key)).toMatchObject({ workspaceId });
  await inspect(sql`delete from members where workspace_id = ${workspaceId} and user_id = ${visitor.actor.userId}`);
  const nowMs = performance.now();
  jest.spyOn(performance, "now").mockImplementation(() => nowMs + credentialCacheMs + 1);
  expect((await ask(visitor))?.workspaceId).toBe(visitor.actor.workspaceId);
  expect(await ask(key)).toBeNull();
});
