import { route } from "@/lib/api/route";
import { acceptInvite } from "@/lib/identity/joining";
import { acceptInviteOp, createInviteOp, listInvitesOp } from "@/lib/invites/contract";
import { createInvite, listInvites } from "@/lib/invites/service";

export const GET = route(listInvitesOp, listInvites);
export const POST = route(createInviteOp, createInvite);
export const PUT = route(acceptInviteOp, acceptInvite);
