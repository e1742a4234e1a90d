import { randomUUID } from "node:crypto";
import { expect, test } from "@jest/globals";
import { endOwnSession, signIn } from "@/lib/identity/service";
import { systemCtx } from "@/lib/platform/ctx";
import { rereadEnv } from "@/lib/platform/env";
import { inspect, makeKey, makeMember, sql, testRequest, useTestDatabase } from "@/lib/testing/harness";
import { GET, POST } from "./route";

useTestDatabase();
const fresh = () => ({ email: `${randomUUID()}@example.test`, password: `a long phrase ${randomUUID()}`, name: "Ada" });
const peopleOf = (email: string) => inspect(sql`select id from users where email = ${email}`);
const post = (body: unknown) => POST(testRequest("POST", "/api/v1/me", { body }));

test("twenty sign-ups of one address at once make one account, and none is answered with a fault of ours", async () => {
  const input = fresh();
  const answers = await Promise.all(Array.from({ length: 20 }, () => post(input)));
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 201));
  expect(await peopleOf(input.email)).toHaveLength(1);
  expect(await inspect(sql`select count(*) from workspaces w where not exists (select from members where workspace_id = w.id)`)).toEqual([{ count: 0 }]);
});

test("a known address is answered as an unknown one is, and its password stays", async () => {
  const member = await makeMember();
  const known = await post({ ...fresh(), email: member.email.toUpperCase() });
  const unknown = await post(fresh());
  expect([known.status, await known.text()]).toEqual([unknown.status, await unknown.text()]);
  expect(await signIn(systemCtx(), member, "test")).toMatchObject({ userId: member.actor.userId });
});

test("a password that is tried first, too short or too long is refused, and nothing is made", async () => {
  for (const password of ["password123", "12345678", "abababab", "short", "x".repeat(129)]) {
    const input = { ...fresh(), password };
    const answer = await post(input);
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({ code: "validation_failed", errors: [{ path: "password" }] });
    expect(await peopleOf(input.email)).toEqual([]);
  }
  const long = { ...fresh(), password: `${"é".repeat(120)}tail-one` };
  await post(long);
  await expect(signIn(systemCtx(), { email: long.email, password: `${"é".repeat(120)}tail-two` }, "test")).rejects.toMatchObject({ code: "invalid_credentials" });
});

test("the signed-in are told who they are, by cookie and by key; nobody else is", async () => {
  const member = await makeMember();
  for (const as of [member, await makeKey(member, ["speech:use"])]) {
    const response = await GET(testRequest("GET", "/api/v1/me", { as }));
    expect(await response.json()).toMatchObject({ id: member.actor.userId, email: member.email, workspaceId: member.actor.workspaceId, role: "owner", platformAdmin: false });
  }
  expect((await GET(testRequest("GET", "/api/v1/me"))).status).toBe(401);
  await endOwnSession(systemCtx(), { sessionId: member.sessionId, userId: member.actor.userId ?? "" });
  expect((await GET(testRequest("GET", "/api/v1/me", { as: member }))).status).toBe(401);
});

test("where sign-up is by invitation, it needs a link that holds", async () => {
  process.env.SIGNUP = "invite";
  rereadEnv();
  expect((await post(fresh())).status).toBe(403);
  const withWrongLink = await post({ ...fresh(), linkToken: "lnk_that-nobody-was-ever-given" });
  expect([withWrongLink.status, (await withWrongLink.json()).code]).toEqual([410, "link_used"]);
  delete process.env.SIGNUP;
  rereadEnv();
});
