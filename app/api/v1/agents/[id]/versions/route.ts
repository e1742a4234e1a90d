import { route } from "@/lib/api/route";
import { listVersionsOp, publishAgentOp } from "@/lib/agents/contract";
import { listVersions, publishAgent } from "@/lib/agents/service";

export const GET = route(listVersionsOp, listVersions);
export const POST = route(publishAgentOp, publishAgent);
