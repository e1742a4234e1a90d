import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { systemCtx } from "@/lib/platform/ctx";
import { changeEnv, rereadEnv } from "@/lib/platform/env";
import { inspect, makeMember, sql, useTestDatabase, type TestMember } from "@/lib/testing/harness";
import { startLyingServer, type Lie, type LyingServer } from "@/lib/testing/oidc-server";
import { forgetIssuer } from "./issuer";
import { createSend } from "./outgoing";
import type { SsoFault } from "./schema";
import { redirectUri, setConnection, verifyDomain } from "./service";
import { finishSignIn, startSignIn } from "./sign-in";

useTestDatabase();

let server: LyingServer;
let owner: TestMember;
let number = 0;
let domain = "";
const log: string[] = [];
const secret = "the-secret-of-parley-that-only-tests-ever-use";
/** The time limit is what is tested, not how long it is. */
const send = () => createSend({ allowedHosts: [new URL(server.issuer).host], timeoutMs: 150 });
/** A log that keeps what it was told. */
const listening = () => {
  const ctx = systemCtx();
  const keep = (...told: unknown[]) => { log.push(JSON.stringify(told)); };
  return { ...ctx, log: Object.assign(Object.create(ctx.log) as typeof ctx.log, { info: keep, warn: keep, error: keep, debug: keep }) };
};

beforeAll(async () => {
  server = await startLyingServer();
  changeEnv({ ALLOWED_PRIVATE_HOSTS: new URL(server.issuer).host });
});
afterAll(async () => { await server.stop(); rereadEnv(); });
beforeEach(async () => {
  number += 1;
  domain = `company-${number}.example`;
  server.lie = {};
  server.tokens = 0;
  log.length = 0;
  server.person = { sub: `s-${number}`, email: `ada@${domain}`, email_verified: true };
  owner = await makeMember();
  const made = await setConnection(owner.ctx, { issuer: server.issuer, clientId: "parley", clientSecret: secret, domains: [domain], defaultRole: "viewer", enabled: true }, send());
  await verifyDomain(owner.ctx, { domainId: made.domains[0]?.id ?? "" }, { txt: async () => [made.domains[0]?.record ?? ""] });
});
afterEach(() => forgetIssuer(server.issuer));

async function begin() {
  const answer = await startSignIn(systemCtx(), { email: `ada@${domain}` }, send());
  const asked = new URL(((await answer.json()) as { url: string }).url).searchParams;
  return { cookie: /^[^;]*/.exec(answer.headers.getSetCookie()[0] ?? "")?.[0] ?? "", state: asked.get("state") ?? "", nonce: asked.get("nonce") ?? "" };
}
async function signIn(nonce?: string): Promise<SsoFault | "signed in"> {
  const begun = await begin();
  const search = new URLSearchParams({ state: begun.state, code: nonce ?? begun.nonce });
  const outcome = await finishSignIn(listening(), { search, headers: new Headers({ cookie: begun.cookie }) }, send());
  return "fault" in outcome ? outcome.fault : "signed in";
}
const people = async () => (await inspect(sql`select id from users where email = ${`ada@${domain}`}`)).length;

test("when it tells the truth somebody is signed in", async () => {
  expect(await signIn()).toBe("signed in");
  expect(await people()).toBe(1);
});

const hourAgo = Math.floor(Date.now() / 1_000) - 3_600;
const refusedTokens: [name: string, lie: Lie][] = [
  ["without a signature", { alg: "none" }], ["without a signature, which its metadata allows", { alg: "none", metadata: { id_token_signing_alg_values_supported: ["none", "RS256"] } }],
  ["signed with the client's secret", { alg: "HS256" }], ["signed with the client's secret, which its metadata allows", { alg: "HS256", metadata: { id_token_signing_alg_values_supported: ["HS256", "RS256"] } }],
  ["signed with somebody else's key", { alg: "foreign-key" }], ["of another issuer", { claims: { iss: "https://accounts.google.com" } }], ["for another client", { claims: { aud: "other" } }],
  ["for two clients, handed to the other", { claims: { aud: ["parley", "other"], azp: "other" } }], ["that has expired", { claims: { iat: hourAgo, exp: hourAgo + 300 } }],
  ["that is not valid yet", { claims: { nbf: hourAgo + 7_200 } }], ["without a nonce", { claims: { nonce: undefined } }], ["with a wrong nonce", { claims: { nonce: "wrong" } }], ["without a subject", { claims: { sub: undefined } }],
  ["without an end", { claims: { exp: undefined } }],
];
test.each(refusedTokens)("an id_token %s is refused", async (_name, lie) => {
  server.lie = lie;
  forgetIssuer(server.issuer);
  expect(await signIn()).toBe("refused");
  expect(await people()).toBe(0);
});

test("a nonce of another sign-in is refused", async () => {
  const other = await begin();
  expect(await signIn(other.nonce)).toBe("refused");
});

test.each<[name: string, claims: Record<string, unknown>]>([
  ["as a word", { email_verified: "true" }], ["as a number", { email_verified: 1 }], ["not at all", { email_verified: undefined }], ["of no address", { email: "ada" }], ["of a list of addresses", { email: ["ada@company.example"] }],
])("that an address is confirmed, said %s, is not believed", async (_name, claims) => {
  server.lie = { claims };
  expect(await signIn()).toBe("unverified");
  expect(await people()).toBe(0);
});

test.each<[string, Lie]>([
  ["hangs", { token: "hang" }], ["redirects to a metadata address", { token: "redirect" }], ["answers 10 MB", { token: "huge" }], ["answers a page", { token: "broken" }], ["breaks off", { token: "cut" }], ["redirects for its keys", { jwks: "redirect" }], ["answers 10 MB for its keys", { jwks: "huge" }],
])("a server that %s in the middle of it signs nobody in, and is told apart from one that says no", async (_name, lie) => {
  server.lie = lie;
  expect(await signIn()).toBe("unavailable");
  expect(await people()).toBe(0);
});

test.each<[string, Lie]>([
  ["hangs", { discovery: "hang" }], ["redirects", { discovery: "redirect" }], ["answers 10 MB", { discovery: "huge" }], ["answers a page", { discovery: "broken" }], ["names itself otherwise", { metadata: { issuer: "https://accounts.google.com" } }],
  ["sends people to a script", { metadata: { authorization_endpoint: "javascript:alert(1)" } }], ["sends people elsewhere without TLS", { metadata: { authorization_endpoint: "http://elsewhere.example/" } }], ["wants codes at a metadata address", { metadata: { token_endpoint: "http://169.254.169.254/token" } }],
  ["has no keys", { metadata: { jwks_uri: undefined } }],
])("a server that %s begins no sign-in, and cannot be set", async (_name, lie) => {
  server.lie = lie;
  forgetIssuer(server.issuer);
  await expect(begin()).rejects.toMatchObject({ code: "sso_unavailable" });
  const another = await makeMember();
  await expect(setConnection(another.ctx, { issuer: server.issuer, clientId: "parley", clientSecret: secret, domains: ["another.example"], defaultRole: "viewer", enabled: true }, send())).rejects.toMatchObject({ code: "validation_failed", options: { errors: [{ path: "issuer" }] } });
  expect(await inspect(sql`select id from sso_connections where workspace_id = ${another.actor.workspaceId}`)).toEqual([]);
});

test.each(["common", "organizations"])("an issuer that stands for every tenant of a provider (%s) cannot be set", async (tenant) => {
  const issuer = `https://login.microsoftonline.com/${tenant}/v2.0`;
  const metadata = { issuer: "https://login.microsoftonline.com/{tenantid}/v2.0", authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/keys`, response_types_supported: ["code"] };
  const another = await makeMember();
  const set = setConnection(another.ctx, { issuer, clientId: "parley", clientSecret: secret, domains: ["another.example"], defaultRole: "viewer", enabled: true }, async () => Response.json(metadata));
  await expect(set).rejects.toMatchObject({ code: "validation_failed", options: { errors: [{ path: "issuer" }] } });
});

test("a server that is down begins no sign-in, and is asked again after some seconds at the earliest", async () => {
  forgetIssuer(server.issuer);
  let asked = 0;
  let down = true;
  const counted: ReturnType<typeof send> = (address, options) => { asked += 1; return down ? createSend({ allowedHosts: ["127.0.0.1:1"] })("http://127.0.0.1:1/", options) : send()(address, options); };
  let nowMs = 1_000;
  const ctx = { ...systemCtx(), clock: { ...systemCtx().clock, nowMs: () => nowMs } };
  const attempt = () => startSignIn(ctx, { email: `ada@${domain}` }, counted);
  for (const settled of await Promise.allSettled(Array.from({ length: 10 }, attempt))) expect(settled).toMatchObject({ status: "rejected", reason: { code: "sso_unavailable" } });
  expect(asked).toBe(1);
  down = false;
  await expect(attempt()).rejects.toMatchObject({ code: "sso_unavailable" });
  nowMs += 10_001;
  for (let times = 0; times < 5; times += 1) expect((await attempt()).status).toBe(200);
  expect(asked).toBe(2);
  nowMs += 5 * 60_000 + 1;
  await attempt();
  expect(asked).toBe(3);
});

test("a connection that is led to another server in the meantime takes no code from the one before", async () => {
  const begun = await begin();
  const other = await startLyingServer();
  try {
    changeEnv({ ALLOWED_PRIVATE_HOSTS: `${new URL(server.issuer).host},${new URL(other.issuer).host}` });
    const both = createSend({ allowedHosts: [new URL(server.issuer).host, new URL(other.issuer).host] });
    await setConnection(owner.ctx, { issuer: other.issuer, clientId: "parley", clientSecret: secret, domains: [domain], defaultRole: "viewer", enabled: true }, both);
    const outcome = await finishSignIn(systemCtx(), { search: new URLSearchParams({ state: begun.state, code: begun.nonce }), headers: new Headers({ cookie: begun.cookie }) }, both);
    expect(outcome).toMatchObject({ fault: "off" });
    expect([server.tokens, other.tokens]).toEqual([0, 0]);
  } finally { await other.stop(); changeEnv({ ALLOWED_PRIVATE_HOSTS: new URL(server.issuer).host }); }
});

test("neither the log nor the audit log has an address, a code, a token or a secret in it", async () => {
  for (const lie of [{}, { alg: "none" }, { claims: { aud: "other" } }, { token: "broken" }, { claims: { email_verified: false } }] satisfies Lie[]) { server.lie = lie; await signIn(); }
  expect(log.length).toBeGreaterThanOrEqual(4);
  const audit = await inspect(sql`select action, detail::text as detail, target_id from audit_events`);
  const text = `${log.join("\n")}\n${JSON.stringify(audit)}`;
  for (const secretPart of ["ada@", secret, "eyJ", "access_token", redirectUri()]) expect(text).not.toContain(secretPart);
});
