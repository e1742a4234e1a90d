import { route } from "@/lib/api/route";
import { listMembersOp } from "@/lib/workspaces/contract";
import { listMembers } from "@/lib/workspaces/service";

export const GET = route(listMembersOp, listMembers);
