import { route } from "@/lib/api/route";
import { duplicateAgentOp } from "@/lib/agents/contract";
import { duplicateAgent } from "@/lib/agents/service";

export const POST = route(duplicateAgentOp, duplicateAgent);
