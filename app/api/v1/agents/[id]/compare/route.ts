import { route } from "@/lib/api/route";
import { compareAgentOp } from "@/lib/agents/contract";
import { compareAgent } from "@/lib/agents/service";

export const GET = route(compareAgentOp, compareAgent);
