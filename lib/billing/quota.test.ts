import { createAgent, deleteAgent, duplicateAgent, exportAgent, importAgent, listAgents } from "@/lib/agents/service";
import { seedDemo, seedWorkspaceId } from "@/lib/agents/seed";
import { openConversation } from "@/lib/conversations/gateway";
import { sweepConversations } from "@/lib/conversations/ending";
import { listAudit } from "@/lib/audit/service";
import { systemClock, type Clock } from "@/lib/platform/clock";
import { asSystem, ctxFor, systemCtx, type Ctx } from "@/lib/platform/ctx";
import { isAppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { plans } from "@/lib/platform/plans";
import { inspect, makeMember, sql, useTestDatabase, type TestMember } from "@/lib/testing/harness";
import { addTalk, requireQuota } from "./quota";
import type { QuotaName } from "./schema";
import { getUsage, listAllWorkspaces, setWorkspacePlan } from "./service";

useTestDatabase({ DEFAULT_PLAN: "trial" });

const { agents: agentLimit, minutesPerMonth, concurrentCalls: callLimit } = plans.trial;
const limits = { agents: agentLimit ?? 0, minutes: minutesPerMonth ?? 0, calls: callLimit ?? 0 };
const at = (instant: string): Clock => ({ ...systemClock, now: () => new Date(instant) });
const seen = (member: TestMember, instant: string): Ctx => ctxFor(member.actor, { clock: at(instant) });
const require = (ctx: Ctx, workspaceId: string, ...names: QuotaName[]) => asSystem(ctx).db.transaction((tx) => requireQuota(tx, ctx, workspaceId, names));
/** "passes", or the code and words of the refusal. */
const outcome = async (work: Promise<unknown>): Promise<string> => work.then(() => "passes", (error: unknown) => { if (!isAppError(error)) throw error; return `${error.code}: ${error.publicMessage}`; });
const talk = (workspaceId: string, from: string, to: string) => systemCtx().db.transaction((tx) => addTalk(tx, workspaceId, new Date(from), new Date(to)));
const agentsOf = async (member: TestMember) => (await listAgents(member.ctx, { limit: 100 })).items.length;
async function fill(member: TestMember, count: number) { let last = { id: "" }; for (let made = 0; made < count; made += 1) last = await createAgent(member.ctx, { name: `Agent ${made}` }); return last; }

describe("agents", () => {
  test("of many made at once by every way there is, as many pass as there is room for, and of the others nothing is left", async () => {
    const member = await makeMember();
    const agent = await fill(member, limits.agents - 1);
    const file = await exportAgent(member.ctx, { id: agent.id });
    const ways = [() => createAgent(member.ctx, { name: "New" }), () => createAgent(member.ctx, { name: "From a template", template: "restaurant" }), () => importAgent(member.ctx, file), () => duplicateAgent(member.ctx, { id: agent.id })];
    const outcomes = await Promise.all([...ways, ...ways, ...ways].map((way) => outcome(way())));
    expect(outcomes.filter((each) => each === "passes")).toHaveLength(1);
    expect(new Set(outcomes.filter((each) => each !== "passes"))).toEqual(new Set([`quota_exceeded: The workspace has its ${limits.agents} agents, all that its plan allows. Delete one that is not needed. An administrator of this installation can give the workspace a larger plan.`]));
    expect(await agentsOf(member)).toBe(limits.agents);
    expect(await inspect(sql`select id from knowledge_sources where workspace_id = ${member.actor.workspaceId} and agent_id not in (select id from agents)`)).toEqual([]);
  }, 60_000);

  test("one that is deleted makes room for another", async () => {
    const member = await makeMember();
    const { id } = await fill(member, limits.agents);
    expect(await outcome(createAgent(member.ctx, { name: "One more" }))).toMatch(/^quota_exceeded/);
    await deleteAgent(member.ctx, { id });
    expect(await outcome(createAgent(member.ctx, { name: "One more" }))).toBe("passes");
  }, 60_000);

  test("another workspace's do not count, and an unlimited plan never refuses", async () => {
    const [full, other] = [await makeMember(), await makeMember()];
    await fill(full, limits.agents);
    expect(await outcome(createAgent(other.ctx, { name: "First" }))).toBe("passes");
    await setWorkspacePlan(full.ctx, { workspaceId: full.actor.workspaceId, plan: "unlimited" });
    expect(await outcome(createAgent(full.ctx, { name: "Beyond" }))).toBe("passes");
    await setWorkspacePlan(full.ctx, { workspaceId: full.actor.workspaceId, plan: null });
    expect(await outcome(createAgent(full.ctx, { name: "Beyond" }))).toMatch(/^quota_exceeded/);
    expect(await agentsOf(full)).toBe(limits.agents + 1);
  }, 60_000);
});

describe("minutes", () => {
  test("pass until the last of them is talked, are refused from then on, and begin anew with the next month of UTC", async () => {
    const member = await makeMember();
    const { workspaceId } = member.actor;
    await talk(workspaceId, "2026-03-31T20:00:00Z", "2026-03-31T20:59:59.999Z");
    const late = seen(member, "2026-03-31T23:59:59.999Z");
    expect(await outcome(require(late, workspaceId, "minutes"))).toBe("passes");
    expect((await getUsage(late)).minutes).toEqual({ used: limits.minutes - .1, limit: limits.minutes });
    await talk(workspaceId, "2026-03-31T20:59:59.999Z", "2026-03-31T21:00:00Z");
    expect(await outcome(require(late, workspaceId, "minutes"))).toBe(`quota_exceeded: The workspace has talked its ${limits.minutes} minutes of this month. They begin anew on 1 April, UTC. An administrator of this installation can give the workspace a larger plan.`);
    expect(await getUsage(late)).toMatchObject({ minutes: { used: limits.minutes }, period: { start: "2026-03-01T00:00:00.000Z", end: "2026-04-01T00:00:00.000Z" } });
    const anew = seen(member, "2026-04-01T00:00:00.000Z");
    expect(await outcome(require(anew, workspaceId, "minutes"))).toBe("passes");
    expect(await getUsage(anew)).toMatchObject({ minutes: { used: 0 }, period: { start: "2026-04-01T00:00:00.000Z", end: "2026-05-01T00:00:00.000Z" } });
  });

  test("of a call that is talked through midnight belong to the month that they are talked in, over the turn of a year too", async () => {
    const member = await makeMember();
    await talk(member.actor.workspaceId, "2026-12-31T23:50:00Z", "2027-01-01T00:20:00Z");
    expect((await getUsage(seen(member, "2026-12-31T23:59:59Z"))).minutes.used).toBe(10);
    expect((await getUsage(seen(member, "2027-01-31T12:00:00Z"))).minutes.used).toBe(20);
    expect((await getUsage(seen(member, "2027-02-01T00:00:00Z"))).minutes.used).toBe(0);
  });

  test("are not told to a caller of another's agent, who is told when to come back", async () => {
    const [owner, visitor] = [await makeMember(), await makeMember()];
    await talk(owner.actor.workspaceId, "2026-03-02T00:00:00Z", "2026-03-02T02:00:00Z");
    const ctx = seen(visitor, "2026-03-15T00:00:00Z");
    const told = await outcome(require(ctx, owner.actor.workspaceId, "minutes"));
    expect(told).toMatch(/^quota_exceeded: This agent takes no more calls this month.* 1 April /);
    expect(told).not.toMatch(/60|minutes of this month/);
    expect(await outcome(require(ctx, visitor.actor.workspaceId, "minutes"))).toBe("passes");
  });
});

describe("calls", () => {
  const row = (member: TestMember, agentId: string, startedAt: string, until: string) => ({ id: newId("cnv"), workspaceId: member.actor.workspaceId, agentId, agentVersion: 1, channel: "realtime" as const, startedAt: new Date(startedAt), resumeExpiresAt: new Date(until), lineExpiresAt: new Date(until) });

  test("of many opened at once as many pass as there is room for, and of the others there is no row and no event", async () => {
    const member = await makeMember();
    const agent = await fill(member, 1);
    const ctx = seen(member, "2026-05-10T10:00:00Z");
    const rows = Array.from({ length: 10 }, () => row(member, agent.id, "2026-05-10T10:00:00Z", "2026-05-10T10:01:30Z"));
    const outcomes = await Promise.all(rows.map((each) => outcome(openConversation(ctx, member.actor, each))));
    expect(outcomes.filter((each) => each === "passes")).toHaveLength(limits.calls);
    expect(outcomes.filter((each) => each.startsWith(`quota_exceeded: The workspace has ${limits.calls} calls running`))).toHaveLength(rows.length - limits.calls);
    expect(await inspect(sql`select id from conversations where workspace_id = ${member.actor.workspaceId}`)).toHaveLength(limits.calls);
    expect((await getUsage(ctx)).concurrentCalls).toEqual({ used: limits.calls, limit: limits.calls });
  });

  test("whose process died hold their line until its last word has lapsed, and what they talked is counted once, while they run and after the sweep", async () => {
    const member = await makeMember();
    const agent = await fill(member, 1);
    const opened = seen(member, "2026-05-10T10:00:00Z");
    for (let call = 0; call < limits.calls; call += 1) await openConversation(opened, member.actor, row(member, agent.id, "2026-05-10T10:00:00Z", "2026-05-10T10:03:00Z"));
    expect((await getUsage(seen(member, "2026-05-10T10:02:00Z"))).minutes.used).toBe(2 * limits.calls);
    const lapsed = seen(member, "2026-05-10T11:00:00Z");
    expect(await getUsage(lapsed)).toMatchObject({ minutes: { used: 3 * limits.calls }, concurrentCalls: { used: 0 } });
    expect(await outcome(require(lapsed, member.actor.workspaceId, "concurrentCalls"))).toBe("passes");
    for (let times = 0; times < 2; times += 1) await sweepConversations(systemCtx({ clock: at("2026-05-10T11:00:00Z") }));
    expect(await getUsage(lapsed)).toMatchObject({ minutes: { used: 3 * limits.calls }, concurrentCalls: { used: 0 } });
  });

  test("that run count only since the month began", async () => {
    const member = await makeMember();
    const agent = await fill(member, 1);
    await openConversation(seen(member, "2026-05-31T23:50:00Z"), member.actor, row(member, agent.id, "2026-05-31T23:50:00Z", "2026-06-01T00:10:00Z"));
    expect((await getUsage(seen(member, "2026-06-01T00:05:00Z"))).minutes.used).toBe(5);
  });

  test("leave their minutes behind where their agent is deleted", async () => {
    const member = await makeMember();
    const agent = await fill(member, 1);
    await openConversation(seen(member, "2026-05-10T10:00:00Z"), member.actor, row(member, agent.id, "2026-05-10T10:00:00Z", "2026-05-10T10:10:00Z"));
    await sweepConversations(systemCtx({ clock: at("2026-05-10T11:00:00Z") }));
    await deleteAgent(member.ctx, { id: agent.id });
    expect(await getUsage(seen(member, "2026-05-10T12:00:00Z"))).toMatchObject({ minutes: { used: 10 }, agents: { used: 0 } });
  });
});

test("a fresh installation's demo is never refused by the default plan", async () => {
  await seedDemo(systemCtx());
  await talk(seedWorkspaceId, "2026-03-02T00:00:00Z", "2026-03-12T02:00:00Z");
  expect(await outcome(require(systemCtx({ clock: at("2026-03-15T00:00:00Z") }), seedWorkspaceId, "minutes", "agents", "concurrentCalls"))).toBe("passes");
  const admin = await makeMember({ admin: true });
  expect((await listAllWorkspaces(admin.ctx, { search: "parley" })).items).toEqual([expect.objectContaining({ id: seedWorkspaceId, ownPlan: "unlimited", members: 0 })]);
});

test("a plan is set by an administrator, is in the workspace's log, and is what its usage shows; a member's own statement cannot set it", async () => {
  const [admin, member] = [await makeMember({ admin: true }), await makeMember({ name: "Planned 100%" })];
  const { workspaceId } = member.actor;
  expect(await setWorkspacePlan(admin.ctx, { workspaceId, plan: "standard" })).toMatchObject({ id: workspaceId, ownPlan: "standard", usage: { plan: "standard" } });
  expect(await getUsage(member.ctx)).toMatchObject({ plan: "standard", minutes: { limit: plans.standard.minutesPerMonth }, agents: { limit: plans.standard.agents }, concurrentCalls: { limit: plans.standard.concurrentCalls } });
  expect((await listAudit(member.ctx)).items).toEqual(expect.arrayContaining([expect.objectContaining({ action: "workspace.plan_set", actorId: admin.actor.userId, targetId: workspaceId, detail: { from: "default", to: "standard" } })]));
  await expect(member.ctx.db.run(sql`update workspaces set plan = 'unlimited' where id = ${workspaceId}`)).rejects.toMatchObject({ code: "42501" });
  await expect(member.ctx.db.run(sql`update usage_months set talked_ms = 0 where workspace_id = ${workspaceId}`)).rejects.toMatchObject({ code: "42501" });
  expect(await outcome(setWorkspacePlan(admin.ctx, { workspaceId: "wsp_none", plan: "standard" }))).toMatch(/^not_found/);
});

test("administrators page through every workspace, each once, by name and by age", async () => {
  const admin = await makeMember({ admin: true });
  for (const sort of ["name", "-createdAt"] as const) {
    const ids: string[] = [];
    for (let cursor: string | undefined, pages = 0; pages === 0 || cursor; pages += 1) {
      const page = await listAllWorkspaces(admin.ctx, { sort, limit: 3, cursor });
      ids.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    }
    const all = (await inspect(sql`select id from workspaces`)).map(({ id }) => id);
    expect([...ids].sort()).toEqual([...all].sort());
  }
  expect((await listAllWorkspaces(admin.ctx, { search: "100%_" })).items).toEqual([]);
});
