import { route } from "@/lib/api/route";
import { getWorkspaceOp, renameWorkspaceOp } from "@/lib/workspaces/contract";
import { getWorkspace, renameWorkspace } from "@/lib/workspaces/service";

export const GET = route(getWorkspaceOp, getWorkspace);
export const PATCH = route(renameWorkspaceOp, renameWorkspace);
