import { route } from "@/lib/api/route";
import { revokeInviteOp } from "@/lib/invites/contract";
import { revokeInvite } from "@/lib/invites/service";

export const DELETE = route(revokeInviteOp, revokeInvite);
