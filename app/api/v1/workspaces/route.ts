import { route } from "@/lib/api/route";
import { createWorkspaceOp, listWorkspacesOp } from "@/lib/workspaces/contract";
import { createWorkspace, listWorkspaces } from "@/lib/workspaces/service";

export const GET = route(listWorkspacesOp, listWorkspaces);
export const POST = route(createWorkspaceOp, createWorkspace);
