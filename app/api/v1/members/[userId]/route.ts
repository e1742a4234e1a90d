import { route } from "@/lib/api/route";
import { removeMemberOp, updateMemberOp } from "@/lib/workspaces/contract";
import { removeMember, updateMember } from "@/lib/workspaces/service";

export const PATCH = route(updateMemberOp, updateMember);
export const DELETE = route(removeMemberOp, removeMember);
