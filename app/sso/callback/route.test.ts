import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { changeEnv } from "@/lib/platform/env";
import { seal } from "@/lib/platform/sealing";
import { redirectUri, setConnection, verifyDomain } from "@/lib/sso/service";
import { POST as start } from "@/app/api/v1/sso/start/route";
import { makeMember, testRequest, useTestDatabase } from "@/lib/testing/harness";
import { signInAtServer, startOidcServer, type OidcServer } from "@/lib/testing/oidc-server";
import { GET as getMe } from "../../api/v1/me/route";
import { GET as callback } from "./route";

useTestDatabase();
let server: OidcServer;
beforeAll(async () => {
  server = await startOidcServer(redirectUri());
  changeEnv({ ALLOWED_PRIVATE_HOSTS: new URL(server.issuer).host });
  const owner = await makeMember();
  const made = await setConnection(owner.ctx, { issuer: server.issuer, clientId: server.client.id, clientSecret: server.client.secret, domains: ["company.example"], defaultRole: "viewer", enabled: true });
  for (const { id, record } of made.domains) await verifyDomain(owner.ctx, { domainId: id }, { txt: async () => [record] });
  server.people["s-1"] = { email: "ada@company.example", email_verified: true };
});
afterAll(() => server.stop());

test("from door to door: begun, signed in at the server, back, and known here by the cookie", async () => {
  const begun = await start(testRequest("POST", "/api/v1/sso/start", { body: { email: "ada@company.example", next: "/conversations?page=2" } }));
  const cookie = begun.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  const back = await signInAtServer(((await begun.json()) as { url: string }).url, "ada@company.example", redirectUri());
  const answer = await callback(testRequest("GET", `/sso/callback${back.search}`, { headers: { cookie } }));
  expect([answer.status, answer.headers.get("location"), answer.headers.get("cache-control"), answer.headers.get("referrer-policy")]).toEqual([303, "/conversations?page=2", "no-store", "no-referrer"]);
  const session = answer.headers.getSetCookie().find((line) => line.startsWith("parley.session="))?.split(";")[0] ?? "";
  const me = await getMe(testRequest("GET", "/api/v1/me", { headers: { cookie: session } }));
  expect([me.status, await me.json()]).toEqual([200, expect.objectContaining({ email: "ada@company.example", emailVerified: true, hasPassword: false, role: "viewer" })]);
});

test("what goes wrong ends on the sign-in page with a word, and without a session", async () => {
  const answer = await callback(testRequest("GET", "/sso/callback?state=x&code=y"));
  expect([answer.status, answer.headers.get("location")]).toEqual([303, "/sign-in?sso=expired&next=%2Fagents"]);
  expect(answer.headers.getSetCookie()).toEqual([expect.stringContaining("Max-Age=0")]);
});

test.each(["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "javascript:alert(1)"])("even a cookie of ours that says %s leads to a page of ours", async (next) => {
  const held = seal(JSON.stringify({ connectionId: "sso_x", issuer: server.issuer, state: "x", nonce: "x", verifier: "x", next, expiresAtMs: Date.now() + 60_000 }), "sso-transaction");
  const answer = await callback(testRequest("GET", "/sso/callback?state=x&code=y", { headers: { cookie: `parley.sso=${held}` } }));
  expect(answer.headers.get("location")).toMatch(/^\/sign-in\?sso=(off|expired)&next=%2Fagents$/);
});
