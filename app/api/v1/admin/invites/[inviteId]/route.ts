import { route } from "@/lib/api/route";
import { revokeBetaInviteOp } from "@/lib/invites/contract";
import { revokeBetaInvite } from "@/lib/invites/service";

export const DELETE = route(revokeBetaInviteOp, revokeBetaInvite);
