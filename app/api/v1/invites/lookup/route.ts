import { route } from "@/lib/api/route";
import { viewInviteOp } from "@/lib/invites/contract";
import { viewInvite } from "@/lib/invites/service";

export const POST = route(viewInviteOp, viewInvite);
