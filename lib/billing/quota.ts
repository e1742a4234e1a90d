/** What a workspace may use, asked before something is made or begun, and what it has talked. */
import type { Ctx } from "@/lib/platform/ctx";
import type { Statements } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { plans, type Plan, type PlanName } from "@/lib/platform/plans";
import type { QuotaName, Usage } from "./schema";
import * as store from "./store";
import type { Counts, Period } from "./store";

/** The calendar month of `now`, UTC. */
export function periodOf(now: Date): Period {
  const month = (offset: number) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + offset));
  return { start: month(0), end: month(1) };
}

const limitOf: Record<QuotaName, (plan: Plan) => number | null> = { minutes: (plan) => plan.minutesPerMonth, agents: (plan) => plan.agents, concurrentCalls: (plan) => plan.concurrentCalls };
const usedOf: Record<QuotaName, (counts: Counts) => number> = { minutes: ({ talkedMs }) => Math.floor(talkedMs / 6_000) / 10, agents: ({ agents }) => agents, concurrentCalls: ({ calls }) => calls };
const planInForce = (own: PlanName | null): PlanName => own ?? env().DEFAULT_PLAN;

/** What is refused by is what is shown: both are read here. */
export function usageOf(own: PlanName | null, counts: Counts, { start, end }: Period): Usage {
  const plan = planInForce(own);
  const quota = (name: QuotaName) => ({ used: usedOf[name](counts), limit: limitOf[name](plans[plan]) });
  return { plan, period: { start: start.toISOString(), end: end.toISOString() }, minutes: quota("minutes"), agents: quota("agents"), concurrentCalls: quota("concurrentCalls") };
}

/**
 * Throws `quota_exceeded` where the workspace has used one of `names` up. In the transaction of what it stands before: the workspace is held
 * until that ends, so that of several at once only as many pass as there is room for. `ctx.actor` decides how much the refusal tells.
 */
export async function requireQuota(tx: Statements, ctx: Ctx, workspaceId: string, names: readonly QuotaName[]): Promise<void> {
  const found = await store.findPlan(tx, workspaceId);
  if (!found) throw new AppError("not_found");
  const plan = plans[planInForce(found.plan)];
  const limited = names.filter((name) => limitOf[name](plan) !== null);
  if (limited.length === 0) return;
  await store.lockWorkspace(tx, workspaceId);
  const now = ctx.clock.now();
  const period = periodOf(now);
  const usage = usageOf(found.plan, await store.countUse(tx, workspaceId, period, now), period);
  for (const name of limited) {
    const { used, limit } = usage[name];
    if (limit !== null && used >= limit) throw new AppError("quota_exceeded", { public: ctx.actor.kind !== "caller" && ctx.actor.workspaceId === workspaceId ? memberWords[name](limit, period) : callerWords[name](period) });
  }
}

const dayOf = ({ end }: Period): string => end.toLocaleDateString("en-GB", { day: "numeric", month: "long", timeZone: "UTC" });
const several = (count: number, one: string): string => `${count.toLocaleString("en")} ${one}${count === 1 ? "" : "s"}`;
const larger = "An administrator of this installation can give the workspace a larger plan.";
const memberWords: Record<QuotaName, (limit: number, period: Period) => string> = {
  minutes: (limit, period) => `The workspace has talked its ${several(limit, "minute")} of this month. They begin anew on ${dayOf(period)}, UTC. ${larger}`,
  agents: (limit) => `The workspace has its ${several(limit, "agent")}, all that its plan allows. Delete one that is not needed. ${larger}`,
  concurrentCalls: (limit) => `The workspace has ${several(limit, "call")} running, all that its plan allows at once. Wait until one ends. ${larger}`,
};
/** Whoever talks to another's agent learns no figures of it. */
const callerWords: Record<QuotaName, (period: Period) => string> = {
  minutes: (period) => `This agent takes no more calls this month: its workspace has used its minutes. Try again from ${dayOf(period)} on, or reach those who run it another way.`,
  agents: () => "The workspace has all the agents that its plan allows.",
  concurrentCalls: () => "This agent talks to as many people as it can at the moment. Try again in a few minutes.",
};

/** What was talked from one instant to another, in the months that it was talked in. `tx` must be the system's, and the one in which the call ends. */
export async function addTalk(tx: Statements, workspaceId: string, from: Date, to: Date): Promise<void> {
  for (let begin = from; begin < to;) {
    const { start, end } = periodOf(begin);
    const until = end < to ? end : to;
    await store.addTalked(tx, workspaceId, start.toISOString().slice(0, 10), until.getTime() - begin.getTime());
    begin = until;
  }
}
