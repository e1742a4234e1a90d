import { randomUUID } from "node:crypto";
import { afterAll, afterEach, describe, expect, test } from "@jest/globals";
import { deliverMails } from "@/lib/mail/service";
import { systemClock } from "@/lib/platform/clock";
import { systemCtx } from "@/lib/platform/ctx";
import { systemDb } from "@/lib/platform/db";
import { changeEnv } from "@/lib/platform/env";
import { inspect, makeMember, sql, useTestDatabase } from "@/lib/testing/harness";
import { startSupabaseAuth } from "@/lib/testing/supabase-auth-server";
import { holdJourneys } from "./journeys";
import { findRecipient } from "./links";
import { signIn, signUp } from "./service";
import { supabaseProvider } from "./supabase";

const auth = await startSupabaseAuth({ instant: true });
useTestDatabase({ AUTH_PROVIDER: "supabase", SUPABASE_URL: auth.url, SUPABASE_ANON_KEY: auth.anonKey, SUPABASE_SERVICE_KEY: auth.serviceKey, SUPABASE_JWT_SECRET: auth.jwtSecret ?? "" });
afterEach(() => { auth.fault = "none"; });
afterAll(() => auth.close());
const fresh = () => ({ email: `${randomUUID()}@example.test`, password: `a long phrase ${randomUUID()}`, name: "" });

describe("the same journeys", () => holdJourneys());

test("no password is kept here, and a person's id is the one of their account there", async () => {
  const member = await makeMember();
  expect(await inspect(sql`select count(*) as count from credentials`)).toEqual([{ count: 0 }]);
  expect(auth.accounts.get(member.actor.userId ?? "")).toMatchObject({ email: member.email, password: member.password });
});

test("an address that is not confirmed signs in by its password alone, and not by a wrong one", async () => {
  const person = fresh();
  await signUp(systemCtx(), person);
  await expect(signIn(systemCtx(), { ...person, password: "wrong password" }, "test")).rejects.toMatchObject({ code: "invalid_credentials" });
  expect(await signIn(systemCtx(), person, "test")).toMatchObject({ userId: expect.any(String) });
  const [account] = [...auth.accounts.values()].filter(({ email }) => email === person.email);
  if (!account) throw new Error("there is an account");
  account.banned = true;
  await expect(signIn(systemCtx(), person, "test")).rejects.toMatchObject({ code: "invalid_credentials" });
});

test("what is too weak for it, or no address to it, is told at its field", async () => {
  await expect(supabaseProvider.create(systemCtx(), { email: fresh().email, password: "abc" })).rejects.toMatchObject({ code: "validation_failed", options: { errors: [{ path: "password" }] } });
  await expect(supabaseProvider.create(systemCtx(), { email: "nobody", password: fresh().password })).rejects.toMatchObject({ code: "validation_failed", options: { errors: [{ path: "email" }] } });
});

test.each(["down", "hang", "error", "rubbish"] as const)("while it is %s, sign-in says so within its bound, half an account is nowhere, and all works again at its return", async (fault) => {
  const member = await makeMember();
  const person = fresh();
  auth.fault = fault;
  const begunMs = performance.now();
  await expect(signIn(systemCtx(), member, "test")).rejects.toMatchObject({ code: "identity_unavailable" });
  expect(performance.now() - begunMs).toBeLessThan(5_000);
  await expect(signUp(systemCtx(), person)).rejects.toMatchObject({ code: "identity_unavailable" });
  expect(await inspect(sql`select count(*) as count from users where email = ${person.email}`)).toEqual([{ count: 0 }]);
  expect(await inspect(sql`select count(*) as count from mails where to_address = ${person.email}`)).toEqual([{ count: 0 }]);
  auth.fault = "none";
  await signUp(systemCtx(), person);
  expect(await signIn(systemCtx(), person, "test")).toMatchObject({ userId: expect.any(String) });
  expect(await signIn(systemCtx(), member, "test")).toMatchObject({ userId: member.actor.userId });
}, 40_000);

test("a letter whose link cannot be had is written when it can", async () => {
  const person = fresh();
  await signUp(systemCtx(), person);
  const states = () => inspect(sql`select state from mails where to_address = ${person.email}`);
  auth.fault = "error";
  await deliverMails(systemCtx(), findRecipient(systemCtx()));
  expect(await states()).toEqual([{ state: "requested" }]);
  auth.fault = "none";
  const later = systemCtx({ clock: { ...systemClock, now: () => new Date(Date.now() + 60_000) } });
  await deliverMails(later, findRecipient(later));
  expect(await states()).toEqual([{ state: "outbox" }]);
});

test("an account that a broken sign-up left there becomes a person at its sign-in, with its own password only, and not where sign-up is by invite", async () => {
  const person = fresh();
  const account = await supabaseProvider.create(systemCtx(), person);
  changeEnv({ SIGNUP: "invite" });
  await expect(signIn(systemCtx(), person, "test")).rejects.toMatchObject({ code: "invalid_credentials" });
  changeEnv({ SIGNUP: undefined });
  await supabaseProvider.redeemLink(systemCtx(), "nothing that was sent", ["verify-email"]);
  const kept = auth.accounts.get(account?.userId ?? "");
  if (kept) kept.confirmedAt = new Date().toISOString();
  await expect(signIn(systemCtx(), { ...person, password: "wrong password" }, "test")).rejects.toMatchObject({ code: "invalid_credentials" });
  expect(await signIn(systemCtx(), person, "test")).toMatchObject({ userId: account?.userId });
});

test("where the person cannot be made here, the account there is taken back", async () => {
  const person = fresh();
  await systemDb().run(sql`insert into users (id, email) values (${randomUUID()}, ${person.email})`);
  await signUp(systemCtx(), person);
  expect([...auth.accounts.values()].some(({ email }) => email === person.email)).toBe(false);
  await expect(signIn(systemCtx(), person, "test")).rejects.toMatchObject({ code: "invalid_credentials" });
});
