import { route } from "@/lib/api/route";
import { listVersionsOp, publishAgentOp } from "@/lib/agents/contract";
import { listVersions, publishAgent } from "@/lib/agents/service";
import { pageOfWhole } from "@/lib/platform/page";

export const GET = route(listVersionsOp, async (ctx, input) => pageOfWhole(await listVersions(ctx, input), input, ({ id }) => id));
export const POST = route(publishAgentOp, publishAgent);
