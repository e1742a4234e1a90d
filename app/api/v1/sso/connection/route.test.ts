import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { changeEnv } from "@/lib/platform/env";
import { inspect, makeKey, makeMember, sql, testRequest, useTestDatabase } from "@/lib/testing/harness";
import { startLyingServer, type LyingServer } from "@/lib/testing/oidc-server";
import { POST as start } from "../start/route";
import { DELETE, GET, PUT } from "./route";

useTestDatabase();
let server: LyingServer;
beforeAll(async () => { server = await startLyingServer(); changeEnv({ ALLOWED_PRIVATE_HOSTS: new URL(server.issuer).host }); });
afterAll(() => server.stop());

const path = "/api/v1/sso/connection";
const body = () => ({ issuer: server.issuer, clientId: "parley", clientSecret: "a-client-secret-1234", domains: ["company.example"] });

test("an owner sets, reads and deletes the connection, and no answer has the secret in it", async () => {
  const owner = await makeMember();
  expect((await GET(testRequest("GET", path, { as: owner }))).status).toBe(404);
  const set = await PUT(testRequest("PUT", path, { as: owner, body: body() }));
  const [setText, gotText] = [await set.text(), await (await GET(testRequest("GET", path, { as: owner }))).text()];
  expect([set.status, JSON.parse(setText)]).toEqual([200, expect.objectContaining({ issuer: server.issuer, defaultRole: "viewer", enabled: true, clientSecretLastFour: "1234" })]);
  expect(gotText).toBe(setText);
  expect(setText).not.toContain("a-client-secret");
  expect((await DELETE(testRequest("DELETE", path, { as: owner }))).status).toBe(204);
  expect((await DELETE(testRequest("DELETE", path, { as: owner }))).status).toBe(404);
});

test.each([["viewer", 403], ["builder", 403], ["admin", 200], ["owner", 200]] as const)("a %s who sets it is answered %i", async (role, status) => {
  const member = await makeMember();
  await inspect(sql`update members set role = ${role} where user_id = ${member.actor.userId}`);
  expect((await PUT(testRequest("PUT", path, { as: member, body: body() }))).status).toBe(status);
  expect((await inspect(sql`select id from sso_connections where workspace_id = ${member.actor.workspaceId}`)).length).toBe(status === 200 ? 1 : 0);
});

test("nobody, a key and another origin set nothing", async () => {
  const owner = await makeMember();
  for (const [request, status] of [
    [testRequest("PUT", path, { body: body() }), 401], [testRequest("PUT", path, { as: await makeKey(owner), body: body() }), 403], [testRequest("PUT", path, { as: owner, body: body(), headers: { origin: "https://elsewhere.example" } }), 403],
  ] as const) expect((await PUT(request)).status).toBe(status);
  expect((await inspect(sql`select id from sso_connections where workspace_id = ${owner.actor.workspaceId}`)).length).toBe(0);
});

test("an account's address and nobody's are answered alike where their domain has no sign-in", async () => {
  const known = await makeMember();
  const answers = await Promise.all([known.email, "nobody@example.test"].map(async (email) => {
    const answer = await start(testRequest("POST", "/api/v1/sso/start", { body: { email } }));
    return [answer.status, { ...(await answer.json() as object), requestId: "" }, answer.headers.getSetCookie()];
  }));
  expect(answers[0]).toEqual(answers[1]);
  expect(answers[0]).toEqual([404, expect.objectContaining({ code: "sso_unknown_domain" }), []]);
});

test.each(["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "javascript:alert(1)", "settings"])("%s is nowhere to go after signing in", async (next) => {
  expect((await start(testRequest("POST", "/api/v1/sso/start", { body: { email: "a@b.example", next } }))).status).toBe(422);
});
