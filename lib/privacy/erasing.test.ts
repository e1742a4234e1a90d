import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Pool } from "pg";
import { recheckActor } from "@/lib/identity/session";
import { signIn } from "@/lib/identity/service";
import { verifyReceipts } from "@/lib/recordings/receipts";
import { systemClock } from "@/lib/platform/clock";
import { systemCtx, type Ctx } from "@/lib/platform/ctx";
import { connectPool } from "@/lib/platform/db";
import type { SubjectPart } from "@/lib/platform/subject";
import { inspect, makeMember, sql, useTestDatabase, type TestMember } from "@/lib/testing/harness";
import { makeCall, makeWholePerson, whereIs, type WholePerson } from "@/lib/testing/whole-person";
import { erasePeople, leaseMs, settleMs } from "./erasing";
import { pseudonymOf } from "./pseudonym";
import { erasureStatus, previewErasure, requestErasure } from "./service";
import { subjects } from "./subjects";

const directory = mkdtempSync(join(tmpdir(), "parley-erasures-"));
const database = useTestDatabase({ PARLEY_DATA_DIR: directory });
let owner: Pool;
beforeAll(() => { owner = connectPool(database.current().ownerUrl, { max: 1 }); });
afterAll(async () => { await owner.end(); rmSync(directory, { recursive: true, force: true }); });

const later = (ms: number): Ctx => systemCtx({ clock: { ...systemClock, now: () => new Date(Date.now() + ms) } });
const settled = settleMs + 1_000;
const files = () => readdirSync(join(directory, "recordings"));
const ask = (member: TestMember) => requestErasure(member.ctx, { currentPassword: member.password });
const rowsOf = (table: "conversations" | "recordings" | "turns" | "handovers" | "consents", id: string) => inspect({
  conversations: sql`select t::text as row from conversations t where id = ${id}`, recordings: sql`select t::text as row from recordings t where conversation_id = ${id}`, turns: sql`select t::text as row from turns t where conversation_id = ${id}`,
  handovers: sql`select t::text as row from handovers t where conversation_id = ${id}`, consents: sql`select t::text as row from consents t where conversation_id = ${id}`,
}[table]);
const neighbourhood = async ({ neighbour, neighbourCall: { conversationId } }: WholePerson) => ({
  call: await Promise.all((["conversations", "recordings", "turns", "handovers", "consents"] as const).map((table) => rowsOf(table, conversationId))),
  account: await inspect(sql`select u::text as row from users u where id = ${neighbour.actor.userId}`),
  agents: await inspect(sql`select name, draft::text as draft from agents where created_by = ${neighbour.actor.userId} order by id`),
  keys: await inspect(sql`select k::text as row from api_keys k where user_id = ${neighbour.actor.userId} order by id`),
  log: await inspect(sql`select action, from_address from audit_events where actor_id = ${neighbour.actor.userId} order by sequence`),
});

/** Neither a row nor a file, and of others nothing less. */
async function expectGone(person: WholePerson): Promise<void> {
  const { member: { actor, email }, name, calls } = person;
  expect(await whereIs((text, values) => owner.query(text, values), [actor.userId ?? "", email, name])).toEqual([]);
  expect(files().filter((file) => calls.some(({ blobKey }) => file.startsWith(blobKey)))).toEqual([]);
  expect(await inspect(sql`select id from workspaces where id = ${actor.workspaceId}`)).toEqual([]);
  expect(await inspect(sql`select body::jsonb ->> 'reason' as reason from receipts where recording_id = any(${calls.map(({ recordingId }) => recordingId)})`)).toEqual(calls.map(() => ({ reason: "erasure" })));
  const log = await inspect(sql`select action, from_address from audit_events where actor_id = ${pseudonymOf(actor.userId ?? "")} order by sequence`);
  expect(log.map(({ action }) => action)).toEqual(expect.arrayContaining(["session.created", "agent.published", "erasure.requested", "erasure.done"]));
  expect(log.filter(({ fromAddress }) => fromAddress !== null)).toEqual([]);
  expect(files()).toContain(person.neighbourCall.blobKey);
}

test("somebody who leaves is signed out at once, is gone from every table and from the disk, and the neighbour keeps everything", async () => {
  const person = await makeWholePerson();
  const { member } = person;
  const before = await neighbourhood(person);
  expect((await whereIs((text, values) => owner.query(text, values), [member.actor.userId ?? ""])).length).toBeGreaterThan(20);
  const { token } = await ask(member);
  expect(await recheckActor(member.actor)).toBe(false);
  await expect(signIn(systemCtx(), member, "test")).rejects.toMatchObject({ code: "invalid_credentials" });
  expect(await inspect(sql`select id from api_keys where user_id = ${member.actor.userId} and revoked_at is null`)).toEqual([]);
  expect(await erasePeople(later(settleMs - 1_000))).toEqual({ done: 0 });
  expect(await erasureStatus(systemCtx(), { token })).toMatchObject({ state: "working", steps: expect.arrayContaining([expect.objectContaining({ name: "sign-out", state: "working" })]) });
  expect(await erasePeople(later(settled))).toEqual({ done: 1 });
  await expectGone(person);
  expect(await neighbourhood(person)).toEqual(before);
  const status = await erasureStatus(systemCtx(), { token });
  expect(status).toMatchObject({ state: "done" });
  expect(status.steps.map(({ state }) => state)).toEqual(status.steps.map(() => "done"));
  expect(status.steps.find(({ name }) => name === "recordings")?.erased).toBe(4);
  await expect(signIn(systemCtx(), member, "test")).rejects.toMatchObject({ code: "invalid_credentials" });
  expect((await verifyReceipts(systemCtx())).verified).toBeGreaterThanOrEqual(4);
});

test("a day after the end, the pseudonym and the times are left, and the page's link opens nothing", async () => {
  const member = await makeMember();
  const { token } = await ask(member);
  await erasePeople(later(settled));
  await erasePeople(later(settled + 25 * 3_600_000));
  await expect(erasureStatus(systemCtx(), { token })).rejects.toMatchObject({ code: "link_used" });
  expect(await inspect(sql`select user_id, token_hash, counts, workspace_ids, leased_until from erasures where pseudonym = ${pseudonymOf(member.actor.userId ?? "")}`))
    .toEqual([{ userId: null, tokenHash: null, counts: {}, workspaceIds: [], leasedUntil: null }]);
});

test("a pseudonym is stable, is nobody's id, and does not follow from the id without the installation's secret", () => {
  const id = "0b4f2f5e-7d3c-4a52-9b1c-2f6c3f1f9a11";
  expect(pseudonymOf(id)).toBe(pseudonymOf(id.toUpperCase()));
  expect(pseudonymOf(id)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(pseudonymOf(id)).not.toBe(id);
});

describe("killed", () => {
  /** Does the step's work, or half of it, and is gone before it can say so. */
  const killedAt = (name: string): SubjectPart[] => subjects.map((part) => part.name !== name ? part : { ...part, async eraseFor(ctx, subject, limit) { await part.eraseFor(ctx, subject, limit); throw new Error("killed"); } });

  test.each(subjects.map(({ name }) => name))("after %s, it goes on and ends with nothing left", async (name) => {
    const person = await makeWholePerson();
    const before = await neighbourhood(person);
    await ask(person.member);
    await expect(erasePeople(later(settled), { parts: killedAt(name), batch: 1 })).rejects.toThrow("killed");
    expect(await inspect(sql`select done_at from erasures where user_id = ${person.member.actor.userId}`)).toEqual([{ doneAt: null }]);
    expect(await erasePeople(later(settled + leaseMs), { batch: 3 })).toEqual({ done: 1 });
    await expectGone(person);
    expect(await neighbourhood(person)).toEqual(before);
  });

  test("before the account is gone, after everything else of it is", async () => {
    const person = await makeWholePerson();
    await ask(person.member);
    const cut = subjects.map((part) => part.name === "audit" ? { ...part, eraseFor: () => Promise.reject(new Error("killed")) } : part);
    await expect(erasePeople(later(settled), { parts: cut })).rejects.toThrow("killed");
    expect(await inspect(sql`select id from users where id = ${person.member.actor.userId}`)).toEqual([]);
    await erasePeople(later(settled + leaseMs));
    await expectGone(person);
  });

  test("by kill -9, twice, in a process of its own, it goes on and ends with nothing left", async () => {
    const person = await makeWholePerson();
    const before = await neighbourhood(person);
    const agentId = String((await inspect(sql`select id from agents where workspace_id = ${person.sharedId} and created_by = ${person.neighbour.actor.userId}`))[0]?.id);
    for (let call = 0; call < 50; call += 1) person.calls.push(await makeCall({ workspaceId: person.sharedId, agentId, userId: person.member.actor.userId }, `${person.name} again`));
    await ask(person.member);
    for (const [round, step] of (["recordings", "conversations"] as const).entries()) {
      const child = spawn(process.execPath, ["--import", "tsx", "lib/privacy/erase.fixture.ts", String(settled + round * (leaseMs + 60_000))], { env: { ...process.env }, stdio: "ignore" });
      const ended = once(child, "exit");
      const isAtWork = async () => Number((await inspect(sql`select coalesce((counts ->> ${step})::integer, 0) as count from erasures where user_id = ${person.member.actor.userId}`))[0]?.count) >= 5;
      while (!(await isAtWork()) && child.exitCode === null);
      child.kill("SIGKILL");
      expect(await ended).toEqual([null, "SIGKILL"]);
      expect(await inspect(sql`select done_at from erasures where user_id = ${person.member.actor.userId}`)).toEqual([{ doneAt: null }]);
    }
    expect(await erasePeople(later(settled + 2 * (leaseMs + 60_000)))).toEqual({ done: 1 });
    await expectGone(person);
    expect(await neighbourhood(person)).toEqual(before);
  }, 60_000);
});

test("an erasure that fails does not hold up the others", async () => {
  const [stuck, next] = [await makeMember(), await makeMember()];
  await ask(stuck);
  await ask(next);
  const parts = subjects.map((part): SubjectPart => ({ ...part, eraseFor: (ctx, subject, limit) => (subject.userId === stuck.actor.userId ? Promise.reject(new Error("the store is down")) : part.eraseFor(ctx, subject, limit)) }));
  await expect(erasePeople(later(settled), { parts })).rejects.toThrow("the store is down");
  expect(await erasePeople(later(settled + 2_000), { parts })).toEqual({ done: 1 });
  expect(await inspect(sql`select id from users where id = ${next.actor.userId}`)).toEqual([]);
  expect(await erasePeople(later(settled + leaseMs + 2_000))).toEqual({ done: 1 });
  expect(await inspect(sql`select id from users where id = ${stuck.actor.userId}`)).toEqual([]);
});

test("two processes at once erase a person once", async () => {
  const person = await makeWholePerson();
  await ask(person.member);
  const runs = await Promise.all([erasePeople(later(settled), { batch: 2 }), erasePeople(later(settled), { batch: 2 })]);
  expect(runs.reduce((sum, { done }) => sum + done, 0)).toBe(1);
  await expectGone(person);
  expect(await inspect(sql`select count(*) as count from audit_events where action = 'erasure.done' and actor_id = ${pseudonymOf(person.member.actor.userId ?? "")}`)).toEqual([{ count: 1 }]);
});

test("a server that stops in the middle leaves it to the next one", async () => {
  const person = await makeWholePerson();
  await ask(person.member);
  const stopping = new AbortController();
  const parts = subjects.map((part) => part.name !== "conversations" ? part : { ...part, async eraseFor(ctx: Ctx, ...given: [Parameters<SubjectPart["eraseFor"]>[1], number]) { stopping.abort(); return part.eraseFor(ctx, ...given); } });
  expect(await erasePeople({ ...later(settled), signal: stopping.signal }, { parts, batch: 1 })).toEqual({ done: 0 });
  expect(await erasePeople(later(settled))).toEqual({ done: 1 });
  await expectGone(person);
});

describe("nothing begins", () => {
  const unchanged = async (member: TestMember) => {
    expect(await recheckActor(member.actor)).toBe(true);
    expect(await inspect(sql`select id from erasures where user_id = ${member.actor.userId}`)).toEqual([]);
    expect(await inspect(sql`select disabled_at from users where id = ${member.actor.userId}`)).toEqual([{ disabledAt: null }]);
  };

  test("with the wrong password", async () => {
    const member = await makeMember();
    await expect(requestErasure(member.ctx, { currentPassword: "not the password" })).rejects.toMatchObject({ code: "validation_failed", options: { errors: [{ path: "currentPassword" }] } });
    await unchanged(member);
  });

  test("for the only owner of a workspace with others, which the answer names", async () => {
    const { neighbour, sharedId } = await makeWholePerson();
    expect(await previewErasure(neighbour.ctx)).toMatchObject({ blockedBy: ["The shop"], shared: ["The shop"] });
    await expect(ask(neighbour)).rejects.toMatchObject({ code: "last_owner", options: { public: expect.stringContaining("“The shop”") } });
    await unchanged(neighbour);
    expect(await inspect(sql`select role from members where workspace_id = ${sharedId} and user_id = ${neighbour.actor.userId}`)).toEqual([{ role: "owner" }]);
    await inspect(sql`update members set role = 'owner' where workspace_id = ${sharedId}`);
    await expect(ask(neighbour)).resolves.toMatchObject({ statusPath: "/erasure" });
  });

  test("for the last administrator of the installation, also when two leave at once", async () => {
    const [one, other] = [await makeMember({ admin: true }), await makeMember({ admin: true })];
    const tries = await Promise.allSettled([ask(one), ask(other)]);
    expect(tries.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(tries.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "last_owner", options: { public: expect.stringContaining("administrator") } } });
    const left = tries[0]?.status === "rejected" ? one : other;
    await unchanged(left);
    expect(await previewErasure(left.ctx)).toMatchObject({ lastAdmin: true });
  });
});

test("two owners who leave one workspace at once leave one of them behind", async () => {
  const { member, neighbour, sharedId } = await makeWholePerson();
  await inspect(sql`update members set role = 'owner' where workspace_id = ${sharedId}`);
  await inspect(sql`insert into members (workspace_id, user_id, role) values (${sharedId}, ${(await makeMember()).actor.userId}, 'viewer')`);
  const tries = await Promise.allSettled([ask(member), ask(neighbour)]);
  expect(tries.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect(await inspect(sql`select count(*) as count from members where workspace_id = ${sharedId} and role = 'owner'`)).toEqual([{ count: 1 }]);
});

test("a workspace named after somebody goes on without the name, for those who stay", async () => {
  const [person, heir] = [await makeMember({ name: "Ada Fennimore" }), await makeMember()];
  await inspect(sql`insert into members (workspace_id, user_id, role) values (${person.actor.workspaceId}, ${heir.actor.userId}, 'owner')`);
  await ask(person);
  await erasePeople(later(settled));
  expect(await inspect(sql`select name from workspaces where id = ${person.actor.workspaceId}`)).toEqual([{ name: "Shared workspace" }]);
  expect(await whereIs((text, values) => owner.query(text, values), ["Ada Fennimore"])).toEqual([]);
});

test("the log still refuses every other change", async () => {
  const [person, other] = [await makeMember(), await makeMember()];
  const change = (query: ReturnType<typeof sql>) => expect(inspect(query)).rejects.toMatchObject({ message: expect.stringMatching(/audit|internal/) });
  await change(sql`update audit_events set actor_id = ${pseudonymOf(person.actor.userId ?? "")} where actor_id = ${person.actor.userId}`);
  await ask(person);
  await change(sql`update audit_events set actor_id = ${other.actor.userId} where actor_id = ${person.actor.userId}`);
  await change(sql`update audit_events set actor_id = ${pseudonymOf(person.actor.userId ?? "")} where actor_id = ${other.actor.userId}`);
  await change(sql`update audit_events set action = 'key.created', actor_id = ${pseudonymOf(person.actor.userId ?? "")} where actor_id = ${person.actor.userId}`);
  await change(sql`update audit_events set from_address = '192.0.2.1' where actor_id = ${person.actor.userId}`);
  await expect(inspect(sql`delete from audit_events`)).rejects.toBeDefined();
  await erasePeople(later(settled));
  await change(sql`update audit_events set actor_id = ${person.actor.userId} where actor_id = ${pseudonymOf(person.actor.userId ?? "")}`);
});
