import { randomUUID } from "node:crypto";
import { expect, test } from "@jest/globals";
import { z } from "zod";
import { systemCtx } from "@/lib/platform/ctx";
import { sql, systemDb } from "@/lib/platform/db";
import { makeMember, useTestDatabase } from "@/lib/testing/harness";
import { createFirstAdminLink, createUser, endSessionsByEmail, promoteByEmail, signIn, signUp, sweepSessions } from "./service";

useTestDatabase();
const fresh = () => ({ email: `${randomUUID()}@example.test`, password: `a long phrase ${randomUUID()}`, name: "Ada" });
const peopleOf = (email: string) => systemDb().many(z.object({ id: z.string(), platformAdmin: z.boolean() }), sql`select id, platform_admin from users where email = ${email}`);

test("signing up makes a person, a workspace of theirs and their consent to keep text", async () => {
  const input = fresh();
  await signUp(systemCtx(), input);
  const made = await systemDb().one(z.object({ role: z.string(), personal: z.boolean(), kind: z.string(), textVersion: z.string() }), sql`
    select m.role, w.personal, c.kind, c.text_version from users u join members m on m.user_id = u.id join workspaces w on w.id = m.workspace_id
    join consents c on c.user_id = u.id and c.workspace_id = w.id where u.email = ${input.email}`);
  expect(made).toEqual({ role: "owner", personal: true, kind: "text", textVersion: "member-2026-11" });
  expect(await signIn(systemCtx(), input, "test")).toMatchObject({ userId: expect.any(String) });
});

test("a wrong password, an unknown address and a disabled account are told alike", async () => {
  const [member, disabled] = [await makeMember(), await makeMember()];
  await systemDb().run(sql`update users set disabled_at = now() where id = ${disabled.actor.userId}`);
  const attempts = [{ email: member.email, password: "wrong password" }, fresh(), disabled];
  for (const attempt of attempts) await expect(signIn(systemCtx(), attempt, "test")).rejects.toMatchObject({ code: "invalid_credentials" });
});

test("the first administrator's link works once, for one account, and is not in the database", async () => {
  const path = await createFirstAdminLink(systemCtx());
  const linkToken = path?.split("#").at(-1) ?? "";
  expect(path).toMatch(/^\/welcome#lnk_[\w-]{43}$/);
  const dump = await systemDb().one(z.object({ dump: z.string() }), sql`select string_agg(l::text, ' ') as dump from one_use_links l`);
  expect(dump.dump).not.toContain(linkToken);
  const [first, second] = [fresh(), fresh()];
  const both = await Promise.allSettled([signUp(systemCtx(), { ...first, linkToken }), signUp(systemCtx(), { ...second, linkToken })]);
  expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(both.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "link_used" } });
  const admins = [...await peopleOf(first.email), ...await peopleOf(second.email)];
  expect(admins.map(({ platformAdmin }) => platformAdmin)).toEqual([true]);
  expect(await createFirstAdminLink(systemCtx())).toBeNull();
});

test("a link after its day is refused", async () => {
  await systemDb().run(sql`update users set platform_admin = false`);
  const linkToken = (await createFirstAdminLink(systemCtx()))?.split("#").at(-1) ?? "";
  await systemDb().run(sql`update one_use_links set expires_at = now() - interval '1 second' where used_at is null`);
  await expect(signUp(systemCtx(), { ...fresh(), linkToken })).rejects.toMatchObject({ code: "link_used" });
});

test("the command line is told of a taken address", async () => {
  const member = await makeMember();
  await expect(createUser(systemCtx(), { email: member.email, password: "another long phrase" })).rejects.toMatchObject({ code: "conflict" });
});

test("the sweep takes rows that ended a month ago and leaves those in use", async () => {
  const [kept, gone] = [await makeMember(), await makeMember()];
  await systemDb().run(sql`update sessions set revoked_at = now() - interval '31 days' where id = ${gone.sessionId}`);
  expect((await sweepSessions(systemCtx())).sessions).toBe(1);
  const left = await systemDb().many(z.object({ id: z.string() }), sql`select id from sessions where id in (${kept.sessionId}, ${gone.sessionId})`);
  expect(left).toEqual([{ id: kept.sessionId }]);
});

test("the operator signs somebody out everywhere, and nobody else; it is written down", async () => {
  const [member, other] = [await makeMember(), await makeMember()];
  await signIn(systemCtx(), member, "another device");
  const open = (userId: string | null) => systemDb().many(z.object({ id: z.string() }), sql`select id from sessions where user_id = ${userId} and revoked_at is null`);
  expect(await endSessionsByEmail(systemCtx(), { email: member.email })).toBe(2);
  expect(await open(member.actor.userId)).toEqual([]);
  expect(await open(other.actor.userId)).toHaveLength(1);
  expect(await systemDb().many(z.object({ actorKind: z.string() }), sql`select actor_kind from audit_events where action = 'sessions.ended' and target_id = ${member.actor.userId}`)).toEqual([{ actorKind: "system" }]);
  await expect(endSessionsByEmail(systemCtx(), { email: "nobody@example.test" })).rejects.toMatchObject({ code: "not_found" });
});

test("an existing account is made an administrator, and it is written down", async () => {
  const member = await makeMember();
  await promoteByEmail(systemCtx(), { email: member.email });
  expect(await peopleOf(member.email)).toEqual([expect.objectContaining({ platformAdmin: true })]);
  expect(await systemDb().many(z.object({ action: z.string() }), sql`select action from audit_events where target_id = ${member.actor.userId} and action like 'admin%'`)).toEqual([{ action: "admin.promoted" }]);
  await expect(promoteByEmail(systemCtx(), { email: "nobody@example.test" })).rejects.toMatchObject({ code: "not_found" });
});
