import type { z } from "zod";
import { recordAudit } from "@/lib/audit/service";
import { asSystem, type Ctx } from "@/lib/platform/ctx";
import { AppError } from "@/lib/platform/errors";
import { pageFrom, type Asked } from "@/lib/platform/page";
import { periodOf, usageOf } from "./quota";
import { workspaceUsageQuery, type PlanChoice, type Usage, type WorkspaceUsage, type workspaceUsagePage } from "./schema";
import * as store from "./store";

export async function getUsage(ctx: Ctx): Promise<Usage> {
  const now = ctx.clock.now();
  const period = periodOf(now);
  const found = await asSystem(ctx).db.transaction(async (tx) => ({ own: await store.findPlan(tx, ctx.actor.workspaceId), counts: await store.countUse(tx, ctx.actor.workspaceId, period, now) }));
  if (!found.own) throw new AppError("not_found");
  return usageOf(found.own.plan, found.counts, period);
}

export async function listAllWorkspaces(ctx: Ctx, asked: Asked<typeof workspaceUsageQuery> = {}): Promise<z.output<typeof workspaceUsagePage>> {
  const query = workspaceUsageQuery.parse(asked);
  const now = ctx.clock.now();
  const period = periodOf(now);
  return pageFrom(query, store.workspaceSorts, async (order) => (await store.listWorkspaces(asSystem(ctx).db, query.search?.trim() || null, order, period, now)).map((row) => shown(row, period)), store.workspaceId);
}

const shown = ({ id, name, createdAt, members, plan, ...counts }: store.WorkspaceRow, period: store.Period): WorkspaceUsage => ({ id, name, createdAt, members, ownPlan: plan, usage: usageOf(plan, counts, period) });

export async function setWorkspacePlan(ctx: Ctx, { workspaceId, plan }: PlanChoice & { workspaceId: string }): Promise<WorkspaceUsage> {
  const now = ctx.clock.now();
  const period = periodOf(now);
  return asSystem(ctx).db.transaction(async (tx) => {
    await store.lockWorkspace(tx, workspaceId);
    const before = await store.findPlan(tx, workspaceId);
    if (!before) throw new AppError("not_found");
    await store.setPlan(tx, workspaceId, plan);
    await recordAudit(tx, ctx, { action: "workspace.plan_set", workspaceId, target: { kind: "workspace", id: workspaceId }, detail: { from: before.plan ?? "default", to: plan ?? "default" } });
    const row = await store.findWorkspace(tx, workspaceId, period, now);
    if (!row) throw new AppError("not_found");
    return shown(row, period);
  });
}
