import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { actorFromHeaders } from "@/lib/identity/session";
import { ctxFor, systemCtx, type Ctx } from "@/lib/platform/ctx";
import { changeEnv, rereadEnv } from "@/lib/platform/env";
import { inspect, makeMember, sql, useTestDatabase, type TestMember } from "@/lib/testing/harness";
import { signInAtServer, startOidcServer, type OidcServer } from "@/lib/testing/oidc-server";
import { recordFor } from "./domains";
import { redirectUri, setConnection, verifyDomain } from "./service";
import { finishSignIn, startSignIn, type SignInOutcome } from "./sign-in";
import type { SsoFault } from "./schema";

useTestDatabase({ SIGNUP: "invite" });

let server: OidcServer;
let number = 0;
let domain = "";
let owner: TestMember;
beforeAll(async () => {
  server = await startOidcServer(redirectUri());
  changeEnv({ ALLOWED_PRIVATE_HOSTS: new URL(server.issuer).host });
});
afterAll(async () => { await server.stop(); rereadEnv(); });
beforeEach(async () => {
  number += 1;
  domain = `company-${number}.example`;
  for (const sub of Object.keys(server.people)) delete server.people[sub];
  owner = await makeMember();
  await connect(owner.ctx, domain);
});

/** The workspace's connection, with its domain proven. */
async function connect(ctx: Ctx, name: string) {
  const made = await setConnection(ctx, { issuer: server.issuer, clientId: server.client.id, clientSecret: server.client.secret, domains: [name], defaultRole: "builder", enabled: true });
  for (const each of made.domains) await verifyDomain(ctx, { domainId: each.id }, { txt: async () => ["v=spf1 -all", each.record] });
  expect(made.domains[0]?.record).toMatch(new RegExp(`^${recordFor("")}[0-9a-f]{40}$`));
}

const cookieOf = (lines: readonly string[], name: string): string => /^([^;]*)/.exec(lines.find((line) => line.startsWith(name)) ?? "")?.[1] ?? "";

/** What the browser holds, and where it was sent. */
async function begin(email: string, next?: string): Promise<{ url: string; cookie: string }> {
  const answer = await startSignIn(systemCtx(), { email, ...(next ? { next } : {}) });
  return { url: ((await answer.json()) as { url: string }).url, cookie: cookieOf(answer.headers.getSetCookie(), "parley.sso") };
}
const finish = (back: URL, cookie: string, ctx: Ctx = systemCtx()): Promise<SignInOutcome> => finishSignIn(ctx, { search: back.searchParams, headers: new Headers({ cookie, "user-agent": "a browser" }) });
async function signIn(email: string, typed = email): Promise<SignInOutcome> {
  const { url, cookie } = await begin(typed);
  return finish(await signInAtServer(url, email, redirectUri()), cookie);
}
const faultOf = (outcome: SignInOutcome): SsoFault | null => ("fault" in outcome ? outcome.fault : null);
const userOf = (outcome: SignInOutcome): string => { if ("fault" in outcome) throw new Error(`refused: ${outcome.fault}`); return outcome.userId; };
const actorOf = (outcome: SignInOutcome) => actorFromHeaders(new Headers({ cookie: cookieOf(outcome.cookies, "parley.session") }), { changesState: false });
const count = async (table: "users" | "sessions" | "members") => Number((await inspect({ users: sql`select count(*) as n from users`, sessions: sql`select count(*) as n from sessions`, members: sql`select count(*) as n from members` }[table]))[0]?.n);
/** Nobody was made, let in or signed in. */
async function nothingHappens(work: () => Promise<SignInOutcome>, fault: SsoFault): Promise<void> {
  const before = await Promise.all([count("users"), count("sessions"), count("members")]);
  const outcome = await work();
  expect(faultOf(outcome)).toBe(fault);
  expect(cookieOf(outcome.cookies, "parley.session")).toBe("");
  expect(await Promise.all([count("users"), count("sessions"), count("members")])).toEqual(before);
}

test("somebody of the organisation signs in, is a member with its role, and lands in its workspace, though sign-up is by invitation", async () => {
  server.people["s-1"] = { email: `Ada@${domain}`, email_verified: true, name: "Ada" };
  const { url, cookie } = await begin(`ada@${domain}`, "/settings");
  const asked = new URL(url).searchParams;
  expect(Object.fromEntries(asked)).toMatchObject({ response_type: "code", code_challenge_method: "S256", redirect_uri: redirectUri(), scope: "openid email profile", client_id: "parley" });
  expect([asked.get("state"), asked.get("nonce"), asked.get("code_challenge")].every((each) => (each ?? "").length >= 40)).toBe(true);
  expect(url).not.toContain("ada");
  const outcome = await finish(await signInAtServer(url, `Ada@${domain}`, redirectUri()), cookie);
  expect(outcome).toMatchObject({ next: "/settings" });
  expect(await actorOf(outcome)).toMatchObject({ kind: "user", userId: userOf(outcome), workspaceId: owner.actor.workspaceId, role: "builder", platformAdmin: false });
  const [row] = await inspect(sql`select email, name, email_verified_at is not null as verified, (select count(*) from members m where m.user_id = u.id) as memberships, (select count(*) from credentials c where c.user_id = u.id) as passwords from users u where id = ${userOf(outcome)}`);
  expect(row).toEqual({ email: `Ada@${domain}`, name: "Ada", verified: true, memberships: 1, passwords: 0 });
  expect(await inspect(sql`select action, detail from audit_events where actor_id = ${userOf(outcome)} order by sequence`)).toEqual([
    { action: "account.created", detail: { method: "sso" } }, { action: "member.joined", detail: { role: "builder" } }, { action: "session.created", detail: { method: "sso" } }]);
});

test("the cookies are for this host alone and not for scripts, and the one for the way back is cleared", async () => {
  server.people["s-1"] = { email: `ada@${domain}`, email_verified: true };
  const started = (await startSignIn(systemCtx(), { email: `ada@${domain}` })).headers.getSetCookie();
  expect(started).toEqual([expect.stringMatching(/^parley\.sso=[^;]+; Path=\/; Max-Age=600; HttpOnly; SameSite=Lax$/)]);
  changeEnv({ PARLEY_URL: "https://voice.example.org" });
  try { expect((await startSignIn(systemCtx(), { email: `ada@${domain}` })).headers.getSetCookie()).toEqual([expect.stringMatching(/^__Host-parley\.sso=[^;]+; Path=\/; Max-Age=600; HttpOnly; SameSite=Lax; Secure$/)]); } finally { changeEnv({ PARLEY_URL: undefined }); }
  const { cookies } = await signIn(`ada@${domain}`);
  expect(cookies).toEqual(["parley.sso=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax", expect.stringMatching(/^parley\.session=[^;]+; Path=\/; Max-Age=5184000; HttpOnly; SameSite=Lax$/)]);
});

test("the next time it is the same person, and a role that was changed stays", async () => {
  server.people["s-1"] = { email: `ada@${domain}`, email_verified: true };
  const userId = userOf(await signIn(`ada@${domain}`));
  await inspect(sql`update members set role = 'viewer' where user_id = ${userId}`);
  const again = await signIn(`ada@${domain}`);
  expect(userOf(again)).toBe(userId);
  expect(await actorOf(again)).toMatchObject({ role: "viewer" });
});

test("signing in ends the session that this browser had, and no other", async () => {
  server.people["s-1"] = { email: `ada@${domain}`, email_verified: true };
  const [before, elsewhere] = [await signIn(`ada@${domain}`), await signIn(`ada@${domain}`)];
  const { url, cookie } = await begin(`ada@${domain}`);
  const after = await finish(await signInAtServer(url, `ada@${domain}`, redirectUri()), `${cookie}; ${cookieOf(before.cookies, "parley.session")}`);
  expect((await Promise.all([before, elsewhere, after].map(actorOf))).map((actor) => actor !== null)).toEqual([false, true, true]);
});

test("twenty first sign-ins of one person at once make one person", async () => {
  server.people["s-1"] = { email: `ada@${domain}`, email_verified: true };
  const outcomes = await Promise.all(Array.from({ length: 20 }, () => signIn(`ada@${domain}`)));
  expect(new Set(outcomes.map(userOf)).size).toBe(1);
});

test("a domain that nobody has proven, or whose connection is off, has no sign-in, and that is said plainly", async () => {
  for (const email of ["x@nowhere.example", "x@gmail.com", `x@sub.${domain}`]) await expect(begin(email)).rejects.toMatchObject({ code: "sso_unknown_domain" });
  const other = await makeMember();
  await setConnection(other.ctx, { issuer: server.issuer, clientId: "parley", clientSecret: server.client.secret, domains: [`unproven-${domain}`], defaultRole: "viewer", enabled: true });
  await expect(begin(`x@unproven-${domain}`)).rejects.toMatchObject({ code: "sso_unknown_domain" });
  await setConnection(owner.ctx, { issuer: server.issuer, clientId: "parley", domains: [domain], defaultRole: "viewer", enabled: false });
  await expect(begin(`ada@${domain}`)).rejects.toMatchObject({ code: "sso_unknown_domain" });
});

test("a wrong state, a missing cookie, a foreign cookie and one that is too old sign nobody in, and cost nobody the code", async () => {
  server.people["s-1"] = { email: `ada@${domain}`, email_verified: true };
  const { url, cookie } = await begin(`ada@${domain}`);
  const other = await begin(`ada@${domain}`);
  const back = await signInAtServer(url, `ada@${domain}`, redirectUri());
  const forged = new URL(back);
  forged.searchParams.set("state", "guessed");
  const late = systemCtx({ clock: { ...systemCtx().clock, now: () => new Date(Date.now() + 10 * 60_000 + 1) } });
  await nothingHappens(() => finish(forged, cookie), "expired");
  expect((await finish(forged, cookie)).cookies).toEqual([]);
  await nothingHappens(() => finish(back, ""), "expired");
  await nothingHappens(() => finish(back, other.cookie), "expired");
  await nothingHappens(() => finish(back, `${cookie.slice(0, -6)}AAAAAA`), "expired");
  await nothingHappens(() => finish(back, cookie, late), "expired");
  expect(userOf(await finish(back, cookie))).toBeTruthy();
});

test("a way back that was used is used up, also where the server would take the code again", async () => {
  server.people["s-1"] = { email: `ada@${domain}`, email_verified: true };
  const { url, cookie } = await begin(`ada@${domain}`);
  const back = await signInAtServer(url, `ada@${domain}`, redirectUri());
  userOf(await finish(back, cookie));
  const asked = server.asked.length;
  await nothingHappens(() => finish(back, cookie), "expired");
  expect(server.asked.length).toBe(asked);
});

test("a code that was given for another sign-in, or for another client, is refused", async () => {
  server.people["s-1"] = { email: `ada@${domain}`, email_verified: true };
  const mine = await begin(`ada@${domain}`);
  const theirs = await begin(`ada@${domain}`);
  const code = (await signInAtServer(theirs.url, `ada@${domain}`, redirectUri())).searchParams.get("code") ?? "";
  const swapped = await signInAtServer(mine.url, `ada@${domain}`, redirectUri());
  swapped.searchParams.set("code", code);
  await nothingHappens(() => finish(swapped, mine.cookie), "refused");

  const again = await begin(`ada@${domain}`);
  const other = new URL(again.url);
  other.searchParams.set("client_id", "other");
  other.searchParams.set("redirect_uri", "http://localhost:1/callback");
  const foreign = new URL(redirectUri());
  foreign.search = (await signInAtServer(other.href, `ada@${domain}`, "http://localhost:1/callback")).search;
  await nothingHappens(() => finish(foreign, again.cookie), "refused");
});

test("who says no at the server is not signed in", async () => {
  const { url, cookie } = await begin(`ada@${domain}`);
  await nothingHappens(async () => finish(await signInAtServer(url, `nobody@${domain}`, redirectUri()), cookie), "refused");
});

test("an address that the server does not vouch for, and one of a domain that is not proven, sign nobody in", async () => {
  for (const email_verified of [false, undefined]) {
    server.people["s-1"] = { email: `ada@${domain}`, ...(email_verified === undefined ? {} : { email_verified }) };
    await nothingHappens(() => signIn(`ada@${domain}`), "unverified");
  }
  server.people["s-2"] = { email: "ada@elsewhere.example", email_verified: true };
  await nothingHappens(() => signIn("ada@elsewhere.example", `ada@${domain}`), "foreign");
  server.people["s-2"].email = `ada@sub.${domain}`;
  await nothingHappens(() => signIn(`ada@sub.${domain}`, `ada@${domain}`), "foreign");
  expect(await inspect(sql`select detail from audit_events where action = 'session.refused' and workspace_id = ${owner.actor.workspaceId}`)).toEqual([{ detail: { method: "sso", fault: "unverified" } }]);
});

test("a connection that is switched off in the meantime lets nobody in", async () => {
  server.people["s-1"] = { email: `ada@${domain}`, email_verified: true };
  const { url, cookie } = await begin(`ada@${domain}`);
  const back = await signInAtServer(url, `ada@${domain}`, redirectUri());
  await setConnection(owner.ctx, { issuer: server.issuer, clientId: "parley", domains: [domain], defaultRole: "viewer", enabled: false });
  await nothingHappens(() => finish(back, cookie), "off");
});

test("a domain that was taken off the list in the meantime lets nobody in", async () => {
  server.people["s-1"] = { email: `ada@${domain}`, email_verified: true };
  const { url, cookie } = await begin(`ada@${domain}`);
  const back = await signInAtServer(url, `ada@${domain}`, redirectUri());
  await setConnection(owner.ctx, { issuer: server.issuer, clientId: "parley", domains: [`new-${domain}`], defaultRole: "viewer", enabled: true });
  await nothingHappens(() => finish(back, cookie), "foreign");
});

test("an account that was here, with a confirmed address, is the same person and keeps what it had", async () => {
  const before = await makeMember();
  await inspect(sql`update users set email = ${`ada@${domain}`}, email_verified_at = now() where id = ${before.actor.userId}`);
  server.people["s-1"] = { email: `ada@${domain}`, email_verified: true };
  const outcome = await signIn(`ada@${domain}`);
  expect(userOf(outcome)).toBe(before.actor.userId);
  expect(await actorOf(outcome)).toMatchObject({ workspaceId: owner.actor.workspaceId, role: "builder" });
  expect((await inspect(sql`select workspace_id from members where user_id = ${before.actor.userId}`)).length).toBe(2);
});

test("an account whose address was never confirmed is nobody's to walk into: not by the organisation's sign-in either", async () => {
  const squatter = await makeMember();
  await inspect(sql`update users set email = ${`ada@${domain}`} where id = ${squatter.actor.userId}`);
  server.people["s-1"] = { email: `ada@${domain}`, email_verified: true };
  await nothingHappens(() => signIn(`ada@${domain}`), "unconfirmed");
  await inspect(sql`update users set email_verified_at = now() where id = ${squatter.actor.userId}`);
  expect(userOf(await signIn(`ada@${domain}`))).toBe(squatter.actor.userId);
});

test("a disabled person stays outside, known or new to the server", async () => {
  server.people["s-1"] = { email: `ada@${domain}`, email_verified: true };
  const userId = userOf(await signIn(`ada@${domain}`));
  await inspect(sql`update users set disabled_at = now() where id = ${userId}`);
  await nothingHappens(() => signIn(`ada@${domain}`), "disabled");
  await inspect(sql`delete from sso_identities where user_id = ${userId}`);
  await nothingHappens(() => signIn(`ada@${domain}`), "disabled");
});

test("who changes their address at the server stays the same person, and the old address learns of it", async () => {
  server.people["s-1"] = { email: `ada@${domain}`, email_verified: true };
  const userId = userOf(await signIn(`ada@${domain}`));
  server.people["s-1"].email = `lovelace@${domain}`;
  expect(userOf(await signIn(`lovelace@${domain}`))).toBe(userId);
  expect(await inspect(sql`select email from users where id = ${userId}`)).toEqual([{ email: `lovelace@${domain}` }]);
  expect(await inspect(sql`select kind from mails where to_address = ${`ada@${domain}`}`)).toEqual([{ kind: "email-changed" }]);
});

test("an address that the person chose here stays, whatever the server says later", async () => {
  server.people["s-1"] = { email: `ada@${domain}`, email_verified: true };
  const userId = userOf(await signIn(`ada@${domain}`));
  await inspect(sql`update users set email = ${`own-${number}@elsewhere.example`} where id = ${userId}`);
  server.people["s-1"].email = `lovelace@${domain}`;
  expect(userOf(await signIn(`lovelace@${domain}`))).toBe(userId);
  expect(await inspect(sql`select email from users where id = ${userId}`)).toEqual([{ email: `own-${number}@elsewhere.example` }]);
});

test("who is given an address that was somebody else's is not that person: refused while it is the other's, another person after", async () => {
  server.people["s-1"] = { email: `ada@${domain}`, email_verified: true };
  const first = userOf(await signIn(`ada@${domain}`));
  delete server.people["s-1"];
  server.people["s-2"] = { email: `ada@${domain}`, email_verified: true };
  await nothingHappens(() => signIn(`ada@${domain}`), "taken");
  delete server.people["s-2"];
  server.people["s-1"] = { email: `ada.old@${domain}`, email_verified: true };
  expect(userOf(await signIn(`ada.old@${domain}`))).toBe(first);
  server.people["s-2"] = { email: `ada@${domain}`, email_verified: true };
  const second = userOf(await signIn(`ada@${domain}`));
  expect(second).not.toBe(first);
});

test("a new address that is somebody else's here is not taken from them", async () => {
  server.people["s-1"] = { email: `ada@${domain}`, email_verified: true };
  server.people["s-2"] = { email: `grace@${domain}`, email_verified: true };
  const [ada, grace] = [userOf(await signIn(`ada@${domain}`)), userOf(await signIn(`grace@${domain}`))];
  delete server.people["s-2"];
  server.people["s-1"].email = `grace@${domain}`;
  expect(userOf(await signIn(`grace@${domain}`))).toBe(ada);
  expect(await inspect(sql`select id, email from users where id in (${ada}, ${grace}) order by email`)).toEqual([{ id: ada, email: `ada@${domain}` }, { id: grace, email: `grace@${domain}` }]);
});

test("what one workspace's server says of a person counts in no other workspace", async () => {
  server.people["s-1"] = { email: `ada@${domain}`, email_verified: true };
  const ada = userOf(await signIn(`ada@${domain}`));
  const other = await makeMember();
  await connect(other.ctx, `other-${domain}`);
  server.people["s-1"].email = `mallory@other-${domain}`;
  const mallory = await signIn(`mallory@other-${domain}`);
  expect(userOf(mallory)).not.toBe(ada);
  expect(await inspect(sql`select workspace_id from members where user_id = ${userOf(mallory)}`)).toEqual([{ workspaceId: other.actor.workspaceId }]);
});

test("whoever has no password is told so where one is asked for", async () => {
  const { changePassword, requestEmailChange, requestPasswordReset, findRecipient } = await import("@/lib/identity/links");
  server.people["s-1"] = { email: `ada@${domain}`, email_verified: true };
  const actor = await actorOf(await signIn(`ada@${domain}`));
  if (!actor) throw new Error("not signed in");
  const told = { code: "validation_failed", options: { errors: [{ path: "currentPassword", message: expect.stringContaining("no password") }] } };
  await expect(changePassword(ctxFor(actor), { currentPassword: "", newPassword: "a boat on the river" })).rejects.toMatchObject(told);
  await expect(requestEmailChange(ctxFor(actor), { email: "a@b.example", currentPassword: "" })).rejects.toMatchObject(told);
  await requestPasswordReset(systemCtx(), { email: `ada@${domain}` });
  const recipient = await findRecipient(systemCtx())({ kind: "reset-password", toAddress: `ada@${domain}`, userId: null });
  expect(recipient).toBeNull();
});
