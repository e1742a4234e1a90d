import { route } from "@/lib/api/route";
import { createAgentOp, listAgentsOp } from "@/lib/agents/contract";
import { createAgent, listAgents } from "@/lib/agents/service";

export const GET = route(listAgentsOp, listAgents);
export const POST = route(createAgentOp, createAgent);
