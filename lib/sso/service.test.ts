import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { ctxFor, systemCtx } from "@/lib/platform/ctx";
import { changeEnv } from "@/lib/platform/env";
import { isSealedWithNewest } from "@/lib/platform/sealing";
import { inspect, makeMember, sql, useTestDatabase, type TestMember } from "@/lib/testing/harness";
import { startNameServer, type NameServer } from "@/lib/testing/dns-server";
import { startLyingServer, type LyingServer } from "@/lib/testing/oidc-server";
import { systemRecords } from "./domains";
import type { SsoConnectionInput } from "./schema";
import { deleteConnection, findConnection, getConnection, resealSsoSecrets, setConnection, verifyDomain } from "./service";
import { startSignIn } from "./sign-in";

useTestDatabase();
let server: LyingServer;
let names: NameServer;
beforeAll(async () => {
  [server, names] = await Promise.all([startLyingServer(), startNameServer()]);
  changeEnv({ ALLOWED_PRIVATE_HOSTS: new URL(server.issuer).host, DNS_SERVERS: names.address });
});
afterAll(async () => { await Promise.all([server.stop(), names.stop()]); });

const secret = "a-client-secret-1234";
const input = (changes: Partial<SsoConnectionInput> = {}): SsoConnectionInput => ({ issuer: server.issuer, clientId: "parley", clientSecret: secret, domains: ["company.example"], defaultRole: "viewer", enabled: true, ...changes });
/** With the way to leave the secret out. */
const without = ({ clientSecret: _, ...rest }: SsoConnectionInput): SsoConnectionInput => rest;
const fault = (path: string) => ({ code: "validation_failed", options: { errors: [{ path }] } });
const verifyAll = async (member: TestMember) => { for (const { id } of (await getConnection(member.ctx)).domains) await verifyDomain(member.ctx, { domainId: id }); };

test("the client secret is sealed for its row, and only its end is ever shown", async () => {
  const owner = await makeMember();
  const made = await setConnection(owner.ctx, input());
  expect(made).toMatchObject({ clientSecretLastFour: "1234", redirectUri: "http://localhost:3000/sso/callback", enabled: true, defaultRole: "viewer" });
  const rows = await inspect(sql`select * from sso_connections where workspace_id = ${owner.actor.workspaceId}`);
  expect(JSON.stringify([made, rows, await findConnection(owner.ctx)])).not.toContain(secret);
  expect((await setConnection(owner.ctx, input({ clientSecret: "short" }))).clientSecretLastFour).toBe("");
});

test("the secret stays where it is left out, and is asked for again where it would go to another server or client", async () => {
  const owner = await makeMember();
  await expect(setConnection(owner.ctx, without(input()))).rejects.toMatchObject(fault("clientSecret"));
  await setConnection(owner.ctx, input());
  expect(await setConnection(owner.ctx, without(input({ defaultRole: "builder" })))).toMatchObject({ defaultRole: "builder", clientSecretLastFour: "1234" });
  const other = await startLyingServer();
  try {
    changeEnv({ ALLOWED_PRIVATE_HOSTS: `${new URL(server.issuer).host},${new URL(other.issuer).host}` });
    await expect(setConnection(owner.ctx, without(input({ issuer: other.issuer })))).rejects.toMatchObject(fault("clientSecret"));
    await expect(setConnection(owner.ctx, without(input({ clientId: "another" })))).rejects.toMatchObject(fault("clientSecret"));
  } finally { changeEnv({ ALLOWED_PRIVATE_HOSTS: new URL(server.issuer).host }); await other.stop(); }
  expect(await getConnection(owner.ctx)).toMatchObject({ issuer: server.issuer, clientId: "parley" });
});

test.each(["http://id.example.org", "https://id.example.org/?a=b", "https://id.example.org/#x", "https://user:word@id.example.org", "ftp://id.example.org", "id.example.org", "https://127.0.0.1:1", "http://localhost:1", "https://10.0.0.1", "https://[::1]", "https://169.254.169.254"])("%s is no issuer", async (issuer) => {
  await expect(setConnection((await makeMember()).ctx, input({ issuer }))).rejects.toMatchObject(fault("issuer"));
});

test.each(["gmail.com", "GMail.com", "@outlook.com", "yahoo.co.uk", "localhost", "127.0.0.1", "com", "a b.example", "ada@company.example", "-x.example", "x..example"])("%s is no domain to claim", async (domain) => {
  await expect(setConnection((await makeMember()).ctx, input({ domains: ["fine.example", domain] }))).rejects.toMatchObject(fault("domains"));
});

test("domains are kept in one spelling, once each; those that stay on the list stay proven", async () => {
  const owner = await makeMember();
  const made = await setConnection(owner.ctx, input({ domains: ["Spelling.Example", "@spelling.example.", "bücher.example"] }));
  expect(made.domains.map(({ domain, verifiedAt }) => [domain, verifiedAt])).toEqual([["spelling.example", null], ["xn--bcher-kva.example", null]]);
  names.txt["spelling.example"] = ["v=spf1 -all", made.domains[0]?.record ?? ""];
  names.txt["xn--bcher-kva.example"] = [made.domains[1]?.record ?? ""];
  await verifyAll(owner);
  const changed = await setConnection(owner.ctx, without(input({ domains: ["spelling.example", "new.example"] })));
  expect(changed.domains.map(({ domain, verifiedAt }) => [domain, verifiedAt !== null])).toEqual([["new.example", false], ["spelling.example", true]]);
  const back = await setConnection(owner.ctx, without(input({ domains: ["spelling.example", "xn--bcher-kva.example"] })));
  expect(back.domains.map(({ domain, verifiedAt }) => [domain, verifiedAt !== null])).toEqual([["spelling.example", true], ["xn--bcher-kva.example", false]]);
  expect(back.domains[1]?.record).not.toBe(made.domains[1]?.record);
});

test("a domain is proven by its own record alone, asked of real name servers", async () => {
  const owner = await makeMember();
  const [claimed] = (await setConnection(owner.ctx, input({ domains: ["proof.example"] }))).domains;
  const domainId = claimed?.id ?? "";
  for (const records of [[], ["something else"], [`${claimed?.record}0`], ["parley-verification="], [`x ${claimed?.record}`]]) {
    names.txt["proof.example"] = records;
    await expect(verifyDomain(owner.ctx, { domainId })).rejects.toMatchObject({ code: "domain_unproven" });
  }
  expect((await getConnection(owner.ctx)).domains[0]?.verifiedAt).toBeNull();
  names.txt["proof.example"] = [`${"long ".repeat(60)}`, claimed?.record ?? ""];
  expect((await verifyDomain(owner.ctx, { domainId })).verifiedAt).not.toBeNull();
  expect((await systemRecords().txt("proof.example"))[0]).toHaveLength(300);
  await verifyDomain(owner.ctx, { domainId });
  expect(await inspect(sql`select detail from audit_events where action = 'sso.domain_verified' and target_id = ${domainId}`)).toEqual([{ detail: { domain: "proof.example" } }]);
});

test("name servers that do not answer prove nothing, and that is told apart", async () => {
  const owner = await makeMember();
  const [claimed] = (await setConnection(owner.ctx, input({ domains: ["silent.example"] }))).domains;
  await expect(verifyDomain(owner.ctx, { domainId: claimed?.id ?? "" }, { txt: () => Promise.reject(new Error("timeout")) })).rejects.toMatchObject({ code: "domain_unproven", options: { public: expect.stringContaining("did not answer") } });
});

test("whoever names a domain first does not keep its owner out; whoever proves it first has it, also of two at once", async () => {
  const [squatter, owner, third] = [await makeMember(), await makeMember(), await makeMember()];
  for (const member of [squatter, owner, third]) await setConnection(member.ctx, input({ domains: ["contested.example"] }));
  const recordOf = async (member: TestMember) => (await getConnection(member.ctx)).domains[0]?.record ?? "";
  names.txt["contested.example"] = [await recordOf(owner)];
  await expect(verifyAll(squatter)).rejects.toMatchObject({ code: "domain_unproven" });
  names.txt["contested.example"] = [await recordOf(owner), await recordOf(third)];
  const both = await Promise.allSettled([verifyAll(owner), verifyAll(third)]);
  expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(both.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "domain_taken" } });
  const winner = both[0].status === "fulfilled" ? owner : third;
  await deleteConnection(winner.ctx);
  await verifyAll(winner === owner ? third : owner);
});

test("another workspace's connection and domains are not there", async () => {
  const [owner, stranger] = [await makeMember(), await makeMember()];
  const [claimed] = (await setConnection(owner.ctx, input({ domains: ["private.example"] }))).domains;
  names.txt["private.example"] = [claimed?.record ?? ""];
  await expect(getConnection(stranger.ctx)).rejects.toMatchObject({ code: "not_found" });
  await expect(deleteConnection(stranger.ctx)).rejects.toMatchObject({ code: "not_found" });
  await expect(verifyDomain(stranger.ctx, { domainId: claimed?.id ?? "" })).rejects.toMatchObject({ code: "not_found" });
  expect((await getConnection(owner.ctx)).domains[0]?.verifiedAt).toBeNull();
});

test("what is deleted signs nobody in, and a connection made anew proves its domains anew", async () => {
  const owner = await makeMember();
  const [claimed] = (await setConnection(owner.ctx, input({ domains: ["leaving.example"] }))).domains;
  names.txt["leaving.example"] = [claimed?.record ?? ""];
  await verifyAll(owner);
  expect((await startSignIn(systemCtx(), { email: "ada@leaving.example" })).status).toBe(200);
  await deleteConnection(owner.ctx);
  await expect(startSignIn(systemCtx(), { email: "ada@leaving.example" })).rejects.toMatchObject({ code: "sso_unknown_domain" });
  await setConnection(owner.ctx, input({ domains: ["leaving.example"] }));
  await expect(startSignIn(systemCtx(), { email: "ada@leaving.example" })).rejects.toMatchObject({ code: "sso_unknown_domain" });
  expect(await inspect(sql`select action, detail from audit_events where workspace_id = ${owner.actor.workspaceId} and action like 'sso.%' order by sequence`)).toEqual([
    { action: "sso.connection_set", detail: { issuer: server.issuer, domains: ["leaving.example"], defaultRole: "viewer", enabled: true } }, expect.objectContaining({ action: "sso.domain_verified" }),
    { action: "sso.connection_deleted", detail: {} }, expect.objectContaining({ action: "sso.connection_set" })]);
});

test("two who set the first connection at once leave one that works", async () => {
  const owner = await makeMember();
  const both = await Promise.allSettled([setConnection(owner.ctx, input({ domains: ["twice.example"] })), setConnection(owner.ctx, input({ domains: ["twice.example"] }))]);
  expect(both.some(({ status }) => status === "fulfilled")).toBe(true);
  names.txt["twice.example"] = [(await getConnection(owner.ctx)).domains[0]?.record ?? ""];
  await verifyAll(owner);
  expect((await startSignIn(systemCtx(), { email: "ada@twice.example" })).status).toBe(200);
});

test("secrets are sealed anew with the newest key, and open before and after", async () => {
  const owner = await makeMember();
  await setConnection(owner.ctx, input({ domains: ["rotating.example"] }));
  names.txt["rotating.example"] = [(await getConnection(owner.ctx)).domains[0]?.record ?? ""];
  await verifyAll(owner);
  changeEnv({ ENCRYPTION_KEYS: "a-new-key-of-at-least-thirty-two-characters" });
  try {
    const all = (await inspect(sql`select client_secret from sso_connections`)).length;
    expect((await startSignIn(systemCtx(), { email: "ada@rotating.example" })).status).toBe(200);
    expect(await resealSsoSecrets(systemCtx())).toMatchObject({ resealed: all, unopened: [] });
    expect(await resealSsoSecrets(systemCtx())).toMatchObject({ resealed: 0, current: all });
    expect((await inspect(sql`select client_secret from sso_connections`)).every(({ clientSecret }) => isSealedWithNewest(String(clientSecret)))).toBe(true);
    expect((await startSignIn(systemCtx(), { email: "ada@rotating.example" })).status).toBe(200);
  } finally { changeEnv({ ENCRYPTION_KEYS: undefined }); }
  await expect(startSignIn(systemCtx(), { email: "ada@rotating.example" })).rejects.toMatchObject({ code: "sso_unavailable" });
});

test("a member's own database role reads none of it", async () => {
  const owner = await makeMember();
  await setConnection(owner.ctx, input({ domains: ["hidden.example"] }));
  for (const query of [sql`select 1 as n from sso_connections`, sql`select 1 as n from sso_domains`, sql`select 1 as n from sso_identities`, sql`select 1 as n from sso_used_states`]) {
    await expect(ctxFor(owner.actor).db.run(query)).rejects.toMatchObject({ code: "42501" });
  }
});
