import { route } from "@/lib/api/route";
import { switchWorkspaceOp } from "@/lib/workspaces/contract";
import { switchWorkspace } from "@/lib/workspaces/service";

export const PUT = route(switchWorkspaceOp, switchWorkspace);
