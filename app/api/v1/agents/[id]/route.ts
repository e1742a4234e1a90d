import { route } from "@/lib/api/route";
import { deleteAgentOp, getAgentOp, updateAgentOp } from "@/lib/agents/contract";
import { deleteAgent, getAgent, updateAgent } from "@/lib/agents/service";

export const GET = route(getAgentOp, getAgent);
export const PATCH = route(updateAgentOp, updateAgent);
export const DELETE = route(deleteAgentOp, deleteAgent);
