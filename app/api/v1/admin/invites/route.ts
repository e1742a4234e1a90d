import { route } from "@/lib/api/route";
import { createBetaInviteOp, listBetaInvitesOp } from "@/lib/invites/contract";
import { createBetaInvite, listBetaInvites } from "@/lib/invites/service";

export const GET = route(listBetaInvitesOp, listBetaInvites);
export const POST = route(createBetaInviteOp, createBetaInvite);
