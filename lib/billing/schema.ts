import { z } from "zod";
import { listOf, listQuery } from "@/lib/platform/page";
import { planNames } from "@/lib/platform/plans";

export const quotaNames = ["minutes", "agents", "concurrentCalls"] as const;
export type QuotaName = (typeof quotaNames)[number];
/** Those that a call is refused by. */
export const callQuotas: readonly QuotaName[] = ["minutes", "concurrentCalls"];

const limit = z.number().int().nullable().describe("Null: without end.").meta({ example: 20 });
export const usage = z.object({
  plan: z.enum(planNames).describe("The one in force: the workspace's own, else the operator's default."),
  period: z.object({
    start: z.iso.datetime().describe("The first instant of the month, UTC.").meta({ example: "2026-11-01T00:00:00.000Z" }),
    end: z.iso.datetime().describe("The first instant of the next one: minutes begin anew.").meta({ example: "2026-12-01T00:00:00.000Z" }),
  }),
  minutes: z.object({ used: z.number().describe("Talked in this month, running calls included; in tenths, rounded down.").meta({ example: 412.5 }), limit }),
  agents: z.object({ used: z.number().int().meta({ example: 7 }), limit }),
  concurrentCalls: z.object({ used: z.number().int().describe("Running now.").meta({ example: 3 }), limit }),
}).meta({ id: "Usage" });
export type Usage = z.infer<typeof usage>;

export const workspaceUsage = z.object({
  id: z.string(), name: z.string(), createdAt: z.iso.datetime(), members: z.number().int(),
  ownPlan: z.enum(planNames).nullable().describe("Null: the operator's default."), usage,
}).meta({ id: "WorkspaceUsage" });
export type WorkspaceUsage = z.infer<typeof workspaceUsage>;

export const workspaceUsageQuery = listQuery({ sorts: ["createdAt", "name"], first: "-createdAt" }).extend({
  search: z.string().max(80).optional().describe("Part of the name."),
});
export const workspaceUsagePage = listOf(workspaceUsage, "WorkspaceUsagePage");
/** What a page's address asks for; the first page of everything where that is no question. */
export function workspaceUsageQueryOf({ search }: Record<string, unknown>): z.output<typeof workspaceUsageQuery> {
  const asked = workspaceUsageQuery.safeParse({ ...(search ? { search } : {}) });
  return asked.success ? asked.data : workspaceUsageQuery.parse({});
}

export const planChoice = z.strictObject({ plan: z.enum(planNames).nullable().describe("Null: the operator's default, also when that changes.") }).meta({ id: "PlanChoice" });
export type PlanChoice = z.infer<typeof planChoice>;
export const planChoices: readonly PlanChoice["plan"][] = [null, ...planNames];
