import { route } from "@/lib/api/route";
import { importAgentOp } from "@/lib/agents/contract";
import { importAgent } from "@/lib/agents/service";

export const POST = route(importAgentOp, importAgent);
