import { z } from "zod";
import { operation } from "@/lib/platform/operation";
import { workspace, workspaceInput } from "./schema";

const params = z.strictObject({ workspaceId: z.string().max(60) });

export const getWorkspaceOp = operation({
  id: "getWorkspace", method: "GET", path: "/api/v1/workspaces/{workspaceId}", summary: "A workspace one is a member of.", access: "viewer", scopes: [], params, returns: workspace, status: 200, fails: ["not_found"],
});
export const renameWorkspaceOp = operation({
  id: "renameWorkspace", method: "PATCH", path: "/api/v1/workspaces/{workspaceId}", summary: "Give a workspace another name.", access: "admin", params, body: workspaceInput, returns: workspace, status: 200, fails: ["not_found"],
});

export const workspacesContract = [getWorkspaceOp, renameWorkspaceOp];
