import { route } from "@/lib/api/route";
import { listAllWorkspacesOp } from "@/lib/billing/contract";
import { listAllWorkspaces } from "@/lib/billing/service";

export const GET = route(listAllWorkspacesOp, listAllWorkspaces);
