import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "@jest/globals";
import { signIn } from "@/lib/identity/service";
import { systemClock } from "@/lib/platform/clock";
import { systemCtx, type Ctx } from "@/lib/platform/ctx";
import { inspect, makeMember, sql, useTestDatabase } from "@/lib/testing/harness";
import { startSupabaseAuth } from "@/lib/testing/supabase-auth-server";
import { erasePeople, leaseMs, settleMs } from "./erasing";
import { requestErasure } from "./service";

const auth = await startSupabaseAuth({ instant: true });
const directory = mkdtempSync(join(tmpdir(), "parley-erasures-"));
useTestDatabase({ PARLEY_DATA_DIR: directory, AUTH_PROVIDER: "supabase", SUPABASE_URL: auth.url, SUPABASE_ANON_KEY: auth.anonKey, SUPABASE_SERVICE_KEY: auth.serviceKey, SUPABASE_JWT_SECRET: auth.jwtSecret ?? "" });
afterAll(async () => { await auth.close(); rmSync(directory, { recursive: true, force: true }); });
const later = (ms: number): Ctx => systemCtx({ clock: { ...systemClock, now: () => new Date(Date.now() + ms) } });

test("the account at Supabase goes too; while it cannot be reached the person stays signed out and is not forgotten, and it goes on at its return", async () => {
  const member = await makeMember();
  const userId = member.actor.userId ?? "";
  await requestErasure(member.ctx, { currentPassword: member.password });
  auth.fault = "error";
  await expect(erasePeople(later(settleMs + 1_000))).rejects.toMatchObject({ code: "identity_unavailable" });
  auth.fault = "none";
  expect(auth.accounts.has(userId)).toBe(true);
  expect(await inspect(sql`select done_at from erasures where user_id = ${userId}`)).toEqual([{ doneAt: null }]);
  await expect(signIn(systemCtx(), member, "test")).rejects.toMatchObject({ code: "invalid_credentials" });
  expect(await erasePeople(later(settleMs + 1_000 + leaseMs))).toEqual({ done: 1 });
  expect(auth.accounts.has(userId)).toBe(false);
  expect(await inspect(sql`select id from users where id = ${userId}`)).toEqual([]);
  await expect(signIn(systemCtx(), member, "test")).rejects.toMatchObject({ code: "invalid_credentials" });
}, 30_000);
