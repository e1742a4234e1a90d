import { randomUUID } from "node:crypto";
import { expect, test } from "@jest/globals";
import { acceptInvite } from "@/lib/identity/joining";
import { signIn, signUp } from "@/lib/identity/service";
import { inspect, makeMember, sql, useTestDatabase } from "@/lib/testing/harness";
import { changeEnv } from "@/lib/platform/env";
import { ctxFor, systemCtx, type Ctx } from "@/lib/platform/ctx";
import { systemClock } from "@/lib/platform/clock";
import { createBetaInvite, createInvite, importBetaInvites, listBetaInvites, listInvites, revokeInvite, viewInvite } from "./service";

useTestDatabase();
const tokenOf = (link: string): string => link.split("#")[1] ?? "";
const fresh = (email = `${randomUUID()}@example.test`) => ({ email, password: `a long phrase ${randomUUID()}`, name: "" });
const later = (days: number): Ctx => systemCtx({ clock: { ...systemClock, now: () => new Date(Date.now() + days * 86_400_000) } });
const rolesIn = (workspaceId: string, userId: string | null) => inspect(sql`select role from members where workspace_id = ${workspaceId} and user_id = ${userId}`);

test("an invite brings a person with an account into the workspace, once, and is in the outbox with its link", async () => {
  const [owner, guest] = [await makeMember(), await makeMember()];
  const made = await createInvite(owner.ctx, { email: guest.email.toUpperCase(), role: "builder", days: 7 });
  expect(await viewInvite(systemCtx(), { token: tokenOf(made.link) })).toMatchObject({ kind: "workspace", role: "builder", bound: true });
  expect(await inspect(sql`select state, body_text from mails where to_address = ${guest.email}`)).toEqual([{ state: "queued", bodyText: expect.stringContaining(made.link) }]);
  await acceptInvite(guest.ctx, { token: tokenOf(made.link) });
  expect(await rolesIn(owner.actor.workspaceId, guest.actor.userId)).toEqual([{ role: "builder" }]);
  await expect(acceptInvite(guest.ctx, { token: tokenOf(made.link) })).rejects.toMatchObject({ code: "link_used" });
  expect((await listInvites(owner.ctx)).items).toEqual([expect.objectContaining({ state: "used", people: [expect.objectContaining({ email: guest.email })] })]);
});

test("an invite bound to an address is nobody else's, and a member's own role is not lowered by one", async () => {
  const [owner, guest, thief] = [await makeMember(), await makeMember(), await makeMember()];
  const made = await createInvite(owner.ctx, { email: guest.email, role: "viewer", days: 7 });
  await expect(acceptInvite(thief.ctx, { token: tokenOf(made.link) })).rejects.toMatchObject({ code: "link_used" });
  expect(await rolesIn(owner.actor.workspaceId, thief.actor.userId)).toEqual([]);
  const own = await createInvite(owner.ctx, { email: owner.email, role: "viewer", days: 7 });
  await acceptInvite(owner.ctx, { token: tokenOf(own.link) });
  expect(await rolesIn(owner.actor.workspaceId, owner.actor.userId)).toEqual([{ role: "owner" }]);
});

test("nobody invites above their own role, and another workspace's invites are not there", async () => {
  const [owner, admin] = [await makeMember(), await makeMember()];
  const asAdmin = ctxFor({ ...admin.actor, workspaceId: owner.actor.workspaceId, role: "admin" });
  await expect(createInvite(asAdmin, { email: "x@example.test", role: "owner", days: 7 })).rejects.toMatchObject({ code: "forbidden" });
  const made = await createInvite(owner.ctx, { email: "x@example.test", role: "viewer", days: 7 });
  await expect(revokeInvite(admin.ctx, { inviteId: made.id })).rejects.toMatchObject({ code: "not_found" });
  expect((await listInvites(admin.ctx)).items).toEqual([]);
});

test("a revoked and an expired invite open nothing, and neither token is in the database", async () => {
  const [owner, guest] = [await makeMember(), await makeMember()];
  const [revoked, expired] = [await createInvite(owner.ctx, { email: guest.email, role: "viewer", days: 7 }), await createInvite(owner.ctx, { email: guest.email, role: "viewer", days: 1 })];
  await revokeInvite(owner.ctx, { inviteId: revoked.id });
  await expect(acceptInvite(guest.ctx, { token: tokenOf(revoked.link) })).rejects.toMatchObject({ code: "link_used" });
  await expect(viewInvite(later(2), { token: tokenOf(expired.link) })).rejects.toMatchObject({ code: "link_used" });
  const [{ dump } = { dump: "" }] = await inspect(sql`select string_agg(i::text, ' ') as dump from invites i`);
  expect(String(dump)).not.toContain(tokenOf(expired.link));
});

test("where sign-up is by invitation, an invite opens it for as many as it says, and one sees who came", async () => {
  changeEnv({ SIGNUP: "invite" });
  try {
    const admin = await makeMember({ admin: true });
    const made = await createBetaInvite(admin.ctx, { email: null, uses: 2, days: 7, note: "the meetup" });
    const linkToken = tokenOf(made.link);
    await expect(signUp(systemCtx(), fresh())).rejects.toMatchObject({ code: "signup_closed" });
    await expect(signUp(systemCtx(), { ...fresh(), linkToken: `lnk_${"a".repeat(43)}` })).rejects.toMatchObject({ code: "link_used" });
    const people = [fresh(), fresh(), fresh()];
    const tries = await Promise.allSettled(people.map((person) => signUp(systemCtx(), { ...person, linkToken })));
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(2);
    expect(tries.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "link_used" } });
    const opened = await Promise.all(people.map((person) => signIn(systemCtx(), person, "test").then(() => true, () => false)));
    expect(opened.filter(Boolean)).toHaveLength(2);
    const listed = (await listBetaInvites(systemCtx())).items.find(({ id }) => id === made.id);
    expect(listed).toMatchObject({ state: "used", uses: 2, note: "the meetup" });
    expect(listed?.people.map(({ email }) => email).sort()).toEqual(people.filter((_, index) => opened[index]).map(({ email }) => email).sort());
  } finally { changeEnv({ SIGNUP: undefined }); }
});

test("an invite into a workspace makes the account and the membership together", async () => {
  const owner = await makeMember();
  const person = fresh();
  const made = await createInvite(owner.ctx, { email: person.email, role: "viewer", days: 7 });
  await expect(signUp(systemCtx(), { ...fresh(), linkToken: tokenOf(made.link) })).rejects.toMatchObject({ code: "link_used" });
  await signUp(systemCtx(), { ...person, linkToken: tokenOf(made.link) });
  const { userId } = await signIn(systemCtx(), person, "test");
  expect(await rolesIn(owner.actor.workspaceId, userId)).toEqual([{ role: "viewer" }]);
});

test("a CSV invites all of its lines or none, and names those that are wrong", async () => {
  const admin = await makeMember({ admin: true });
  await expect(importBetaInvites(admin.ctx, { csv: "e-mail,note\nada@example.test,one\nnot an address,two\n", days: 7 })).rejects.toMatchObject({ options: { errors: [{ path: "csv.3" }] } });
  expect(await inspect(sql`select id from invites where email = 'ada@example.test'`)).toEqual([]);
  expect(await importBetaInvites(admin.ctx, { csv: 'e-mail;note\r\n"ada@example.test";"one"\r\ngrace@example.test;two\r\nADA@example.test;again\r\n\r\n', days: 7 })).toEqual({ created: 2 });
  expect(await inspect(sql`select count(*) as count from mails where to_address in ('ada@example.test', 'grace@example.test') and kind = 'beta-invite'`)).toEqual([{ count: 2 }]);
});
