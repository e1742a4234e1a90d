import { route } from "@/lib/api/route";
import { importBetaInvitesOp } from "@/lib/invites/contract";
import { importBetaInvites } from "@/lib/invites/service";

export const POST = route(importBetaInvitesOp, importBetaInvites);
