import { expect, test } from "@jest/globals";
import { Secret, TOTP } from "otpauth";
import { systemClock } from "@/lib/platform/clock";
import { systemCtx, type Ctx } from "@/lib/platform/ctx";
import { changeEnv } from "@/lib/platform/env";
import { inspect, makeMember, sql, testRequest, useTestDatabase, type TestMember } from "@/lib/testing/harness";
import { confirmSecondFactor, forgetFactor, proposeSecondFactor, removeSecondFactor, renewRecoveryCodes, resealSecondFactors } from "./second-factor";
import { signIn } from "./service";
import { actorFromHeaders, isAdminWithoutFactor } from "./session";
import { openTokens } from "./tokens";

useTestDatabase();
const at = (ctx: Ctx, afterMs: number): Ctx => ({ ...ctx, clock: { ...systemClock, now: () => new Date(Date.now() + afterMs) } });
const codeOf = (secret: string, afterMs = 0) => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + afterMs });
const minute = 60_000;

async function withFactor(options: { admin?: boolean } = {}): Promise<{ member: TestMember; secret: string; recoveryCodes: string[] }> {
  const member = await makeMember(options);
  const { secret } = await proposeSecondFactor(member.ctx, { currentPassword: member.password });
  const { recoveryCodes } = await confirmSecondFactor(member.ctx, { code: codeOf(secret) });
  return { member, secret, recoveryCodes };
}
const enter = (member: TestMember, code?: string, afterMs = 0) => signIn(at(systemCtx(), afterMs), { email: member.email, password: member.password, ...(code ? { code } : {}) }, "test");

test("a factor counts only when a code of the device has come back, and begins with the password", async () => {
  const member = await makeMember();
  await expect(proposeSecondFactor(member.ctx, { currentPassword: "wrong password" })).rejects.toMatchObject({ options: { errors: [{ path: "currentPassword" }] } });
  const { secret, uri } = await proposeSecondFactor(member.ctx, { currentPassword: member.password });
  expect(uri).toMatch(/^otpauth:\/\/totp\/Parley:/);
  expect(await enter(member)).toMatchObject({ userId: member.actor.userId });
  await expect(confirmSecondFactor(member.ctx, { code: codeOf(secret, 10 * minute) })).rejects.toMatchObject({ code: "second_factor_wrong" });
  expect(await enter(member)).toMatchObject({ userId: member.actor.userId });
  expect((await confirmSecondFactor(member.ctx, { code: codeOf(secret) })).recoveryCodes).toHaveLength(10);
  await expect(enter(member)).rejects.toMatchObject({ code: "second_factor_required" });
  await expect(proposeSecondFactor(member.ctx, { currentPassword: member.password })).rejects.toMatchObject({ code: "conflict" });
});

test("a code is good once, for its own minute, and only beside the right password", async () => {
  const { member, secret } = await withFactor();
  const code = codeOf(secret, minute);
  await expect(signIn(systemCtx(), { email: member.email, password: "wrong password", code }, "test")).rejects.toMatchObject({ code: "invalid_credentials" });
  expect(await enter(member, code, minute)).toMatchObject({ userId: member.actor.userId });
  await expect(enter(member, code, minute)).rejects.toMatchObject({ code: "second_factor_wrong" });
  await expect(enter(member, codeOf(secret), 10 * minute)).rejects.toMatchObject({ code: "second_factor_wrong" });
  await expect(openTokens(systemCtx(), { grant: "password", email: member.email, password: member.password, device: "" })).rejects.toMatchObject({ code: "second_factor_required" });
});

test("two at once with one code: one is in", async () => {
  const { member, secret } = await withFactor();
  const code = codeOf(secret, minute);
  const tries = await Promise.allSettled([enter(member, code, minute), enter(member, code, minute)]);
  expect(tries.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});

test("after five wrong codes, parallel ones too, even the right one waits five minutes, and then works", async () => {
  const { member, secret } = await withFactor();
  const wrong = await Promise.allSettled(Array.from({ length: 12 }, (_, index) => enter(member, String(100_000 + index), minute)));
  const codes = wrong.map((result) => (result.status === "rejected" ? (result.reason as { code: string }).code : "in"));
  expect(codes.filter((code) => code === "second_factor_wrong")).toHaveLength(5);
  expect(codes.filter((code) => code === "rate_limited")).toHaveLength(7);
  await expect(enter(member, codeOf(secret, minute), minute)).rejects.toMatchObject({ code: "rate_limited" });
  expect(await enter(member, codeOf(secret, 7 * minute), 7 * minute)).toMatchObject({ userId: member.actor.userId });
});

test("a recovery code stands in once, however it is typed; renewed ones replace the old; neither is in the database", async () => {
  const { member, secret, recoveryCodes: [first = "", second = ""] } = await withFactor();
  expect(await enter(member, first.toUpperCase().replaceAll("-", " "))).toMatchObject({ userId: member.actor.userId });
  await expect(enter(member, first)).rejects.toMatchObject({ code: "second_factor_wrong" });
  const { recoveryCodes: [renewed = ""] } = await renewRecoveryCodes(at(member.ctx, minute), { code: codeOf(secret, minute) });
  await expect(enter(member, second)).rejects.toMatchObject({ code: "second_factor_wrong" });
  expect(await enter(member, renewed)).toMatchObject({ userId: member.actor.userId });
  const dump = JSON.stringify(await inspect(sql`select f::text as factor, c::text as code from second_factors f left join recovery_codes c on c.user_id = f.user_id`));
  for (const kept of [secret, first, second, renewed.replaceAll("-", "")]) expect(dump).not.toContain(kept);
});

test("a wrong code beside the right password is written down, without the code; that none was sent is not", async () => {
  const { member } = await withFactor();
  const written = () => inspect(sql`select detail, actor_id from audit_events where action = 'session.refused' and target_id = ${member.actor.userId}`);
  await expect(enter(member)).rejects.toMatchObject({ code: "second_factor_required" });
  expect(await written()).toEqual([]);
  await expect(enter(member, "123456", minute)).rejects.toMatchObject({ code: "second_factor_wrong" });
  expect(await written()).toEqual([{ detail: { method: "second-factor" }, actorId: null }]);
});

test("a recovery code is 120 bits, so that its keyed hash needs no salt and no slowness", async () => {
  const { recoveryCodes } = await withFactor();
  for (const code of recoveryCodes) expect(code).toMatch(/^[0-9a-hjkmnp-tv-z]{4}(-[0-9a-hjkmnp-tv-z]{4}){5}$/);
  expect(new Set(recoveryCodes).size).toBe(recoveryCodes.length);
});

test("it is removed by password and code together, and its person is told", async () => {
  const { member, secret } = await withFactor();
  await expect(removeSecondFactor(at(member.ctx, minute), { currentPassword: member.password, code: "000000" })).rejects.toMatchObject({ code: "second_factor_wrong" });
  await expect(removeSecondFactor(at(member.ctx, minute), { currentPassword: "wrong password", code: codeOf(secret, minute) })).rejects.toMatchObject({ code: "validation_failed" });
  await removeSecondFactor(at(member.ctx, minute), { currentPassword: member.password, code: codeOf(secret, minute) });
  expect(await enter(member)).toMatchObject({ userId: member.actor.userId });
  expect(await inspect(sql`select kind from mails where user_id = ${member.actor.userId} and kind like 'second-factor%' order by kind`)).toEqual([{ kind: "second-factor-added" }, { kind: "second-factor-removed" }]);
  expect(await forgetFactor(systemCtx(), member.actor.userId ?? "")).toBe(false);
});

test("where administrators need one, a session without it is no administrator's, and the one that added it is", async () => {
  const { member: proved } = await withFactor({ admin: true });
  const unproved = await makeMember({ admin: true });
  const member = await makeMember();
  changeEnv({ REQUIRE_ADMIN_MFA: "true" });
  try {
    const actorOf = async (person: TestMember) => {
      const actor = await actorFromHeaders(testRequest("GET", "/", { as: person }).headers, { changesState: false });
      if (!actor) throw new Error("signed in");
      return { admin: actor.platformAdmin, waits: await isAdminWithoutFactor(actor) };
    };
    expect(await actorOf(proved)).toEqual({ admin: true, waits: false });
    expect(await actorOf(unproved)).toEqual({ admin: false, waits: true });
    expect(await actorOf(member)).toEqual({ admin: false, waits: false });
  } finally { changeEnv({ REQUIRE_ADMIN_MFA: undefined }); }
});

test("after a new encryption key the device's codes hold, and the secret is sealed anew", async () => {
  const { member, secret } = await withFactor();
  const sealed = () => inspect(sql`select secret from second_factors where user_id = ${member.actor.userId}`);
  const before = await sealed();
  changeEnv({ ENCRYPTION_KEYS: "a-newer-key-that-only-tests-ever-use-12345" });
  expect((await resealSecondFactors(systemCtx())).resealed).toBeGreaterThan(0);
  expect(await resealSecondFactors(systemCtx())).toMatchObject({ resealed: 0, unopened: [] });
  expect(await sealed()).not.toEqual(before);
  expect(await enter(member, codeOf(secret, minute), minute)).toMatchObject({ userId: member.actor.userId });
  changeEnv({ ENCRYPTION_KEYS: undefined });
});
