import { route } from "@/lib/api/route";
import { listSessionsOp } from "@/lib/identity/contract";
import { listSessions } from "@/lib/identity/service";

export const GET = route(listSessionsOp, listSessions);
