import { route } from "@/lib/api/route";
import { endOtherSessionsOp, listSessionsOp } from "@/lib/identity/contract";
import { endOtherSessions, listSessions } from "@/lib/identity/service";
import { pageOfWhole } from "@/lib/platform/page";

export const GET = route(listSessionsOp, async (ctx, input) => pageOfWhole(await listSessions(ctx), input, ({ id }) => id));
export const DELETE = route(endOtherSessionsOp, endOtherSessions);
