import { expect, test } from "@jest/globals";
import { z } from "zod";
import { makeKey, makeMember, useTestDatabase } from "@/lib/testing/harness";
import { connectPool, databaseFor, json, sql, systemDb } from "./db";

const database = useTestDatabase();
const insertAgent = (id: string, workspaceId: string) => sql`insert into agents ${sql`(id, workspace_id, slug, name, draft) values (${id}, ${workspaceId}, ${id.replace("_", "-")}, 'a', ${json({ n: 1 })})`}`;

test("a stranger's row is invisible to SQL even where the statement names no workspace", async () => {
  const [one, other] = [await makeMember(), await makeMember()];
  await one.ctx.db.run(insertAgent("agt_one", one.actor.workspaceId));
  expect(await other.ctx.db.many(z.object({ id: z.string() }), sql`select id from agents`)).toEqual([]);
  expect(await other.ctx.db.run(sql`update agents set name = 'mine'`)).toBe(0);
  expect(await one.ctx.db.many(z.object({ id: z.string(), name: z.string() }), sql`select id, name from agents`)).toEqual([{ id: "agt_one", name: "a" }]);
});

test("a row cannot be written into somebody else's workspace", async () => {
  const [one, other] = [await makeMember(), await makeMember()];
  await expect(other.ctx.db.run(insertAgent("agt_two", one.actor.workspaceId))).rejects.toMatchObject({ code: "42501" });
});

test("every table of the schema has row-level security on, and forced", async () => {
  const owner = connectPool(database.current().ownerUrl, { max: 1 });
  const { rows } = await owner.query<{ relrowsecurity: boolean; relforcerowsecurity: boolean }>("select relname, relrowsecurity, relforcerowsecurity from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')");
  await owner.end();
  expect(rows.length).toBeGreaterThan(10);
  expect(rows.filter((row) => !row.relrowsecurity || !row.relforcerowsecurity)).toEqual([]);
});

test("the login role by itself can read nothing", async () => {
  const login = connectPool(database.current().url, { max: 1 });
  await expect(login.query("select * from public.users")).rejects.toMatchObject({ code: "42501" });
  await login.end();
});

test("role and claims end with their transaction", async () => {
  const member = await makeMember();
  await member.ctx.db.many(z.unknown(), sql`select 1`);
  const seen = await systemDb().one(z.object({ claims: z.string(), role: z.string() }), sql`select current_setting('request.jwt.claims') as claims, current_user as role`);
  expect(seen).toEqual({ claims: "{}", role: "parley_system" });
});

test("a transaction that fails leaves nothing behind", async () => {
  const member = await makeMember();
  await expect(member.ctx.db.transaction(async (tx) => {
    await tx.run(insertAgent("agt_three", member.actor.workspaceId));
    throw new Error("no");
  })).rejects.toThrow("no");
  expect(await member.ctx.db.many(z.unknown(), sql`select id from agents where id = 'agt_three'`)).toEqual([]);
});

test("a transaction whose statement failed is not told as kept, even where the work passed over the failure", async () => {
  const member = await makeMember();
  await expect(member.ctx.db.transaction(async (tx) => {
    await tx.run(insertAgent("agt_four", member.actor.workspaceId));
    await tx.run(sql`select 1 / 0`).catch(() => {});
    return "kept";
  })).rejects.toThrow("nothing of it was kept");
  expect(await member.ctx.db.many(z.unknown(), sql`select id from agents where id = 'agt_four'`)).toEqual([]);
});

test("four times as many askers as connections are all served", async () => {
  const one = z.object({ one: z.number() });
  expect(await Promise.all(Array.from({ length: 48 }, () => systemDb().one(one, sql`select 1 as one, pg_sleep(0.01)::text as slept`)))).toHaveLength(48);
});

test("values come and go as they are: arrays, bytes, instants, whole numbers and JSON", async () => {
  const words = ["plain", 'quo"ted', "{a,b}", "", "back\\slash"];
  const row = await systemDb().one(z.record(z.string(), z.unknown()), sql`select ${words}::text[] as words, ${[]}::text[] as none, ${[1, 2]}::integer[] as numbers,
    ${new Uint8Array([0, 255])}::bytea as bytes, ${new Date(1_500)}::timestamptz as at_instant, 9007199254740991::int8 as whole, 2.50::numeric as amount, ${json({ a: [1, null] })} as document, null::text[] as absent`);
  expect(row).toEqual({ words, none: [], numbers: [1, 2], bytes: Buffer.from([0, 255]), atInstant: "1970-01-01T00:00:01.500Z", whole: 9_007_199_254_740_991, amount: 2.5, document: { a: [1, null] }, absent: null });
});

test("addresses are compared without regard to case", async () => {
  const member = await makeMember();
  const found = await systemDb().find(z.object({ id: z.string() }), sql`select id from users where email = ${member.email.toUpperCase()}`);
  expect(found?.id).toBe(member.actor.userId);
});

test("nobody makes themselves an administrator, prolongs a session, or sees another member's key, whatever the statement", async () => {
  const member = await makeMember();
  const { ctx, actor } = member;
  await expect(ctx.db.run(sql`update users set platform_admin = true`)).rejects.toMatchObject({ code: "42501" });
  await expect(ctx.db.run(sql`update sessions set expires_at = 'infinity'`)).rejects.toMatchObject({ code: "42501" });
  await expect(ctx.db.run(sql`select * from credentials`)).rejects.toMatchObject({ code: "42501" });
  await makeKey(member);
  const colleague = databaseFor({ ...actor, userId: (await makeMember()).actor.userId });
  expect(await colleague.many(z.unknown(), sql`select id from api_keys`)).toEqual([]);
  expect(await ctx.db.many(z.unknown(), sql`select id from api_keys`)).toHaveLength(1);
});

test("a caller without an account sees no row, even of the workspace they talk to", async () => {
  const { actor } = await makeMember();
  const caller = databaseFor({ ...actor, kind: "caller", userId: null, role: "caller" });
  expect(await caller.many(z.unknown(), sql`select id from workspaces`)).toEqual([]);
});
