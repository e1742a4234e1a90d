import { route } from "@/lib/api/route";
import { createWorkspaceOp, listWorkspacesOp } from "@/lib/workspaces/contract";
import { createWorkspace, listWorkspaces } from "@/lib/workspaces/service";
import { pageOfWhole } from "@/lib/platform/page";

export const GET = route(listWorkspacesOp, async (ctx, input) => pageOfWhole(await listWorkspaces(ctx), input, ({ id }) => id));
export const POST = route(createWorkspaceOp, createWorkspace);
