/** What a person does by mail and password, held alike by every identity provider. Called by one test file for each. */
import { randomUUID } from "node:crypto";
import { expect, test } from "@jest/globals";
import { inspect, makeMember, sql, type TestMember } from "@/lib/testing/harness";
import { deliverMails, listOutbox } from "@/lib/mail/service";
import { systemClock } from "@/lib/platform/clock";
import { systemCtx, type Ctx } from "@/lib/platform/ctx";
import { systemDb } from "@/lib/platform/db";
import { changePassword, findRecipient, redeemPasswordReset, redeemVerification, requestEmailChange, requestPasswordReset, requestVerification } from "./links";
import { recheckActor } from "./session";
import { endOtherSessions, signIn, signUp } from "./service";


/** Delivers what was asked for, and gives the newest link that went to the address. */
async function linkTo(address: string, ctx: Ctx = systemCtx()): Promise<string> {
  await deliverMails(ctx, findRecipient(ctx));
  const { items: mails } = await listOutbox(ctx);
  const text = mails.find(({ toAddress, bodyText }) => toAddress.toLowerCase() === address.toLowerCase() && bodyText.includes("#"))?.bodyText ?? "";
  return /#(\S+)/.exec(text)?.[1] ?? "";
}
const phrase = () => `a long phrase ${randomUUID()}`;
const opens = (member: TestMember, password: string) => signIn(systemCtx(), { email: member.email, password }, "test").then(() => true, () => false);
const later = (afterMs: number): Ctx => systemCtx({ clock: { ...systemClock, now: () => new Date(Date.now() + afterMs) } });

export function holdJourneys(): void {
  test("a new account's address is confirmed by its link, once", async () => {
    const input = { email: `${randomUUID()}@example.test`, password: phrase(), name: "" };
    await signUp(systemCtx(), input);
    const verified = async () => (await inspect(sql`select email_verified_at from users where email = ${input.email}`))[0]?.emailVerifiedAt;
    const token = await linkTo(input.email);
    expect(await verified()).toBeNull();
    await redeemVerification(systemCtx(), { token });
    expect(await verified()).not.toBeNull();
    await expect(redeemVerification(systemCtx(), { token })).rejects.toMatchObject({ code: "link_used" });
  });

  test("signing up with a taken address tells its owner and nobody else, and makes no second account", async () => {
    const member = await makeMember();
    expect(await signUp(systemCtx(), { email: member.email, password: phrase(), name: "" })).toEqual({ accepted: true });
    await deliverMails(systemCtx(), findRecipient(systemCtx()));
    const { items: mails } = await listOutbox(systemCtx());
    expect(mails.filter(({ toAddress }) => toAddress === member.email)).toEqual([expect.objectContaining({ kind: "address-taken", bodyText: expect.not.stringContaining("#") })]);
    expect(await opens(member, member.password)).toBe(true);
  });

  test("a forgotten password is replaced by the link: once, within the hour, and every session ends", async () => {
    const member = await makeMember();
    await requestPasswordReset(systemCtx(), { email: member.email.toUpperCase() });
    const token = await linkTo(member.email);
    const password = phrase();
    await expect(redeemPasswordReset(systemCtx(), { token, password: member.email })).rejects.toMatchObject({ code: "validation_failed" });
    await expect(redeemPasswordReset(later(3_600_001), { token, password })).rejects.toMatchObject({ code: "link_used" });
    await redeemPasswordReset(systemCtx(), { token, password });
    expect(await opens(member, password)).toBe(true);
    expect(await opens(member, member.password)).toBe(false);
    expect(await recheckActor(member.actor)).toBe(false);
    await expect(redeemPasswordReset(systemCtx(), { token, password: phrase() })).rejects.toMatchObject({ code: "link_used" });
  });

  test("of two that use one link at once, one sets the password", async () => {
    const member = await makeMember();
    await requestPasswordReset(systemCtx(), { email: member.email });
    const token = await linkTo(member.email);
    const tries = await Promise.allSettled([phrase(), phrase()].map((password) => redeemPasswordReset(systemCtx(), { token, password })));
    expect(tries.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("a newer link closes the older one, and a link of one kind opens nothing of another", async () => {
    const member = await makeMember();
    await requestPasswordReset(systemCtx(), { email: member.email });
    const older = await linkTo(member.email);
    await requestPasswordReset(later(61_000), { email: member.email });
    const newer = await linkTo(member.email, later(61_000));
    expect(newer).not.toBe(older);
    await expect(redeemPasswordReset(systemCtx(), { token: older, password: phrase() })).rejects.toMatchObject({ code: "link_used" });
    await expect(redeemVerification(systemCtx(), { token: newer })).rejects.toMatchObject({ code: "link_used" });
    await redeemPasswordReset(systemCtx(), { token: newer, password: phrase() });
  });

  test("asking costs the same row for a known and an unknown address, and an unknown, disabled or confirmed one gets no mail", async () => {
    const [confirmed, disabled] = [await makeMember(), await makeMember()];
    await systemDb().run(sql`update users set email_verified_at = now() where id = ${confirmed.actor.userId}`);
    await systemDb().run(sql`update users set disabled_at = now() where id = ${disabled.actor.userId}`);
    const unknown = `${randomUUID()}@example.test`;
    await systemDb().run(sql`delete from mails`);
    expect(await requestPasswordReset(systemCtx(), { email: unknown })).toEqual(await requestPasswordReset(systemCtx(), { email: disabled.email }));
    await requestVerification(systemCtx(), { email: confirmed.email });
    await requestVerification(systemCtx(), { email: unknown });
    expect(await inspect(sql`select count(*) as count from mails`)).toEqual([{ count: 4 }]);
    await deliverMails(systemCtx(), findRecipient(systemCtx()));
    expect(await inspect(sql`select count(*) as count from mails`)).toEqual([{ count: 0 }]);
  });

  test("changing the password needs the old one, keeps this session and ends the others", async () => {
    const member = await makeMember();
    const elsewhere = await signIn(systemCtx(), member, "elsewhere");
    const newPassword = phrase();
    await expect(changePassword(member.ctx, { currentPassword: "wrong password", newPassword })).rejects.toMatchObject({ code: "validation_failed", options: { errors: [{ path: "currentPassword" }] } });
    await expect(changePassword(member.ctx, { currentPassword: member.password, newPassword: member.password })).rejects.toMatchObject({ options: { errors: [{ path: "newPassword" }] } });
    expect(await opens(member, member.password)).toBe(true);
    await changePassword(member.ctx, { currentPassword: member.password, newPassword });
    expect(await opens(member, member.password)).toBe(false);
    expect(await recheckActor(member.actor)).toBe(true);
    expect(await recheckActor({ ...member.actor, credentialId: elsewhere.sessionId })).toBe(false);
  });

  test("an address changes when the link at the new one is used, not before; the old one is told", async () => {
    const member = await makeMember();
    const email = `${randomUUID()}@example.test`;
    await expect(requestEmailChange(member.ctx, { email, currentPassword: "wrong password" })).rejects.toMatchObject({ options: { errors: [{ path: "currentPassword" }] } });
    await requestEmailChange(member.ctx, { email, currentPassword: member.password });
    const token = await linkTo(email);
    expect(await opens(member, member.password)).toBe(true);
    await redeemVerification(member.ctx, { token });
    expect(await opens(member, member.password)).toBe(false);
    expect(await opens({ ...member, email }, member.password)).toBe(true);
    expect(await recheckActor(member.actor)).toBe(true);
    await deliverMails(systemCtx(), findRecipient(systemCtx()));
    expect((await listOutbox(systemCtx())).items.filter(({ toAddress }) => toAddress === member.email).map(({ kind }) => kind)).toContain("email-changed");
  });

  test("an address that is taken, or taken in the meantime, is not taken over", async () => {
    const [member, other] = [await makeMember(), await makeMember()];
    expect(await requestEmailChange(member.ctx, { email: other.email, currentPassword: member.password })).toEqual({ accepted: true });
    await deliverMails(systemCtx(), findRecipient(systemCtx()));
    expect((await listOutbox(systemCtx())).items.filter(({ toAddress }) => toAddress === other.email).map(({ kind }) => kind)).toEqual(["address-taken"]);
    const email = `${randomUUID()}@example.test`;
    await requestEmailChange(member.ctx, { email, currentPassword: member.password });
    const token = await linkTo(email);
    await signUp(systemCtx(), { email, password: phrase(), name: "" });
    await expect(redeemVerification(systemCtx(), { token })).rejects.toMatchObject({ code: "link_used" });
  });

  test("signing out everywhere else leaves this session and nobody else's", async () => {
    const [member, other] = [await makeMember(), await makeMember()];
    const elsewhere = await signIn(systemCtx(), member, "elsewhere");
    await endOtherSessions(member.ctx);
    expect(await recheckActor({ ...member.actor, credentialId: elsewhere.sessionId })).toBe(false);
    expect(await recheckActor(member.actor)).toBe(true);
    expect(await recheckActor(other.actor)).toBe(true);
  });

  test("twenty at once with one address make one account", async () => {
    const email = `${randomUUID()}@example.test`;
    const answers = await Promise.all(Array.from({ length: 20 }, () => signUp(systemCtx(), { email, password: phrase(), name: "" })));
    expect(answers).toEqual(Array.from({ length: 20 }, () => ({ accepted: true })));
    expect(await inspect(sql`select count(*) as count from users where email = ${email}`)).toEqual([{ count: 1 }]);
  }, 60_000);
}
