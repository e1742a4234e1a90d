import { route } from "@/lib/api/route";
import { exportAgentOp } from "@/lib/agents/contract";
import { exportAgent } from "@/lib/agents/service";

export const GET = route(exportAgentOp, exportAgent);
