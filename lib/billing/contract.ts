import { z } from "zod";
import { operation } from "@/lib/platform/operation";
import { planChoice, usage, workspaceUsage, workspaceUsagePage, workspaceUsageQuery } from "./schema";

export const getUsageOp = operation({
  id: "getUsage", method: "GET", path: "/api/v1/usage", description: "What the workspace uses of its plan: minutes of this month, agents, calls at once. By these figures calls and new agents are refused.",
  access: "viewer", scopes: [], returns: usage, status: 200,
});
export const listAllWorkspacesOp = operation({
  id: "listAllWorkspaces", method: "GET", path: "/api/v1/admin/workspaces", description: "Every workspace of this installation with its plan and what it uses of it, the newest first.",
  access: "platform-admin", query: workspaceUsageQuery, returns: workspaceUsagePage, status: 200,
});
export const setWorkspacePlanOp = operation({
  id: "setWorkspacePlan", method: "PUT", path: "/api/v1/admin/workspaces/{workspaceId}/plan", description: "Give a workspace a plan. It holds from the next call and the next agent on; what is there and who is talking stay.",
  access: "platform-admin", params: z.strictObject({ workspaceId: z.string().max(60) }), body: planChoice, returns: workspaceUsage, status: 200, fails: ["not_found"],
});

export const billingContract = [getUsageOp, listAllWorkspacesOp, setWorkspacePlanOp];
