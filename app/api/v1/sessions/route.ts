import { route } from "@/lib/api/route";
import { endOtherSessionsOp, listSessionsOp } from "@/lib/identity/contract";
import { endOtherSessions, listSessions } from "@/lib/identity/service";

export const GET = route(listSessionsOp, listSessions);
export const DELETE = route(endOtherSessionsOp, endOtherSessions);
