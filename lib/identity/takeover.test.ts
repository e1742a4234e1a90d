/** Ways into somebody's account or workspace that are left over, raced for, or found out by asking. */
import { randomUUID } from "node:crypto";
import { expect, test } from "@jest/globals";
import { createBetaInvite, createInvite, listInvites } from "@/lib/invites/service";
import { deliverMails, listOutbox } from "@/lib/mail/service";
import { ctxFor, systemCtx } from "@/lib/platform/ctx";
import { inspect, makeKey, makeMember, sql, testRequest, useTestDatabase, type TestMember } from "@/lib/testing/harness";
import { removeMember, updateMember } from "@/lib/workspaces/service";
import { acceptInvite } from "./joining";
import { changePassword, findRecipient, redeemPasswordReset, redeemVerification, requestEmailChange, requestPasswordReset } from "./links";
import { actorFromHeaders, recheckActor } from "./session";
import { signIn, signUp } from "./service";

useTestDatabase();
const system = systemCtx();
const phrase = () => `a long phrase ${randomUUID()}`;
const address = () => `${randomUUID()}@example.test`;
const tokenOf = (link: string): string => link.split("#")[1] ?? "";
const idOf = (member: TestMember): string => member.actor.userId ?? "";
const inWorkspace = (member: TestMember, workspaceId: string, role: "viewer" | "builder" | "admin" | "owner") => ctxFor({ ...member.actor, workspaceId, role });
const holds = (key: string) => actorFromHeaders(testRequest("GET", "/", { as: key }).headers, { changesState: false }).then(() => true, () => false);
async function linkTo(toAddress: string): Promise<string> {
  await deliverMails(system, findRecipient(system));
  return /#(\S+)/.exec((await listOutbox(system)).items.find((mail) => mail.toAddress === toAddress && mail.bodyText.includes("#"))?.bodyText ?? "")?.[1] ?? "";
}
async function reset(member: TestMember, password = phrase()): Promise<string> {
  await requestPasswordReset(system, { email: member.email });
  await redeemPasswordReset(system, { token: await linkTo(member.email), password });
  return password;
}
const join = (member: TestMember, workspaceId: string, role: string) => inspect(sql`insert into members (workspace_id, user_id, role) values (${workspaceId}, ${member.actor.userId}, ${role})`);
const roleOf = async (member: TestMember, workspaceId: string) => (await inspect(sql`select role from members where workspace_id = ${workspaceId} and user_id = ${member.actor.userId}`))[0]?.role;

test.each([["reset", (member: TestMember) => reset(member)], ["changed", (member: TestMember) => changePassword(member.ctx, { currentPassword: member.password, newPassword: phrase() })]] as const)(
  "a change of address that was asked for with the old password does not outlive it, once that is %s: neither its link nor a mail still to be written", async (_how, renew) => {
    const member = await makeMember();
    const [sent, unsent] = [address(), address()];
    await requestEmailChange(member.ctx, { email: sent, currentPassword: member.password });
    const token = await linkTo(sent);
    await requestEmailChange(member.ctx, { email: unsent, currentPassword: member.password });
    await renew(member);
    for (const dead of [token, await linkTo(unsent)]) await expect(redeemVerification(system, { token: dead })).rejects.toMatchObject({ code: "link_used" });
    expect(await inspect(sql`select email from users where id = ${member.actor.userId}`)).toEqual([{ email: member.email }]);
  });

test("whoever made an account with somebody else's address keeps no key to it, once its owner proves theirs by a reset; keys of a proven account stay", async () => {
  const [squatted, proven] = [await makeMember(), await makeMember()];
  await inspect(sql`update users set email_verified_at = now() where id = ${proven.actor.userId}`);
  const [planted, kept] = [await makeKey(squatted), await makeKey(proven)];
  await reset(squatted);
  await reset(proven);
  expect([await holds(planted), await holds(kept)]).toEqual([false, true]);
});

test("a sign-in whose password was proved just before it was changed opens nothing that lasts", async () => {
  for (const wait of [0, 1, 2, 3, 5, 8, 13, 21, 34]) {
    const member = await makeMember();
    // The two prove and hash one after the other; in between comes the change, earlier or later.
    const changing = changePassword(member.ctx, { currentPassword: member.password, newPassword: phrase() });
    for (let turn = 0; turn < wait * 10; turn += 1) await new Promise((next) => { setImmediate(next); });
    const opened = await Promise.all([1, 2, 3].map(() => signIn(system, member, "race").catch(() => null)));
    await changing;
    const late = opened.filter((session) => session !== null);
    expect(await Promise.all(late.map(({ sessionId }) => recheckActor({ ...member.actor, credentialId: sessionId })))).toEqual(late.map(() => false));
  }
});

test("of two who change to one address at once, one has it, and the other is told what anybody is told of a taken one", async () => {
  const [one, other] = [await makeMember(), await makeMember()];
  const email = address();
  const tokens: string[] = [];
  for (const member of [one, other]) {
    await inspect(sql`delete from mails`);
    await requestEmailChange(member.ctx, { email, currentPassword: member.password });
    tokens.push(await linkTo(email));
  }
  const tries = await Promise.allSettled(tokens.map((token) => redeemVerification(system, { token })));
  expect(tries.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(tries.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "link_used" } });
  expect(await inspect(sql`select (select count(*) from users where email = ${email}) as people, (select count(*) from credentials where email = ${email}) as accounts`)).toEqual([{ people: 1, accounts: 1 }]);
});

test("an invite for one address tells nobody whether another has an account", async () => {
  const [owner, known] = [await makeMember(), await makeMember()];
  const { link } = await createInvite(owner.ctx, { email: address(), role: "viewer", days: 7 });
  const told = await Promise.all([known.email, address()].map((email) => signUp(system, { email, password: phrase(), name: "", linkToken: tokenOf(link) }).then(() => "accepted", (error: { code: string }) => error.code)));
  expect(told).toEqual(["link_used", "link_used"]);
});

test("an invite is worth no more than whoever made it: not after they were removed, nor above the role they are left with", async () => {
  const [owner, admin, friend, other] = [await makeMember(), await makeMember(), await makeMember(), await makeMember()];
  const { workspaceId } = owner.actor;
  await join(admin, workspaceId, "admin");
  const asAdmin = inWorkspace(admin, workspaceId, "admin");
  const [high, low] = [await createInvite(asAdmin, { email: friend.email, role: "admin", days: 7 }), await createInvite(asAdmin, { email: other.email, role: "viewer", days: 7 })];
  await updateMember(owner.ctx, { userId: idOf(admin), role: "builder" });
  await expect(acceptInvite(friend.ctx, { token: tokenOf(high.link) })).rejects.toMatchObject({ code: "link_used" });
  await acceptInvite(other.ctx, { token: tokenOf(low.link) });
  const last = await createInvite(owner.ctx, { email: friend.email, role: "viewer", days: 7 });
  await removeMember(owner.ctx, { userId: idOf(admin) });
  await acceptInvite(friend.ctx, { token: tokenOf(last.link) });
  expect([await roleOf(friend, workspaceId), await roleOf(other, workspaceId)]).toEqual(["viewer", "viewer"]);
  expect((await listInvites(owner.ctx)).items.find(({ id }) => id === high.id)?.state).toBe("revoked");
});

test("of two at once with one invite, one comes in, and one person twice comes in once", async () => {
  const [owner, one, other] = [await makeMember(), await makeMember(), await makeMember()];
  const admin = await makeMember({ admin: true });
  const { link } = await createInvite(owner.ctx, { email: one.email, role: "builder", days: 7 });
  const twice = await Promise.allSettled([1, 2, 3].map(() => acceptInvite(one.ctx, { token: tokenOf(link) })));
  expect(twice.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  const open = await createBetaInvite(admin.ctx, { email: null, uses: 1, days: 7, note: "" });
  await expect(acceptInvite(other.ctx, { token: tokenOf(open.link) })).rejects.toMatchObject({ code: "conflict" });
  const people = await Promise.allSettled([1, 2, 3].map(() => signUp(system, { email: address(), password: phrase(), name: "", linkToken: tokenOf(open.link) })));
  expect(people.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await inspect(sql`select max(uses) as uses from invites`)).toEqual([{ uses: 1 }]);
});

test("a key of somebody who was removed stays dead when they come back", async () => {
  const [owner, member] = [await makeMember(), await makeMember()];
  const { workspaceId } = owner.actor;
  await join(member, workspaceId, "builder");
  const [there, own] = [await makeKey({ ...member, ctx: inWorkspace(member, workspaceId, "builder") }), await makeKey(member)];
  await removeMember(owner.ctx, { userId: idOf(member) });
  await join(member, workspaceId, "builder");
  expect([await holds(there), await holds(own)]).toEqual([false, true]);
});

test("whoever has just been demoted or removed does nothing more with the role that their request came in with", async () => {
  const [owner, admin, viewer] = [await makeMember(), await makeMember(), await makeMember()];
  const { workspaceId } = owner.actor;
  await join(admin, workspaceId, "admin");
  await join(viewer, workspaceId, "viewer");
  const late = inWorkspace(admin, workspaceId, "admin");
  await updateMember(owner.ctx, { userId: idOf(admin), role: "viewer" });
  for (const work of [() => updateMember(late, { userId: idOf(admin), role: "admin" }), () => updateMember(late, { userId: idOf(viewer), role: "admin" }), () => removeMember(late, { userId: idOf(viewer) }), () => createInvite(late, { email: address(), role: "viewer", days: 7 })]) await expect(work()).rejects.toMatchObject({ code: "forbidden" });
  await removeMember(owner.ctx, { userId: idOf(admin) });
  await expect(updateMember(late, { userId: idOf(viewer), role: "admin" })).rejects.toMatchObject({ code: "forbidden" });
  expect([await roleOf(admin, workspaceId), await roleOf(viewer, workspaceId)]).toEqual([undefined, "viewer"]);
});

test("an admin makes no owner, unmakes none, removes none and invites none, also not themselves", async () => {
  const [owner, admin] = [await makeMember(), await makeMember()];
  const { workspaceId } = owner.actor;
  await join(admin, workspaceId, "admin");
  const asAdmin = inWorkspace(admin, workspaceId, "admin");
  for (const work of [() => updateMember(asAdmin, { userId: idOf(admin), role: "owner" }), () => updateMember(asAdmin, { userId: idOf(owner), role: "viewer" }), () => removeMember(asAdmin, { userId: idOf(owner) }), () => createInvite(asAdmin, { email: admin.email, role: "owner", days: 7 })]) {
    await expect(work()).rejects.toMatchObject({ code: "forbidden" });
  }
  expect([await roleOf(owner, workspaceId), await roleOf(admin, workspaceId)]).toEqual(["owner", "admin"]);
});
