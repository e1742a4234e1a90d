import { route } from "@/lib/api/route";
import { discoverMcpToolsOp } from "@/lib/tools/contract";
import { discoverMcpTools } from "@/lib/tools/mcp-service";

export const POST = route(discoverMcpToolsOp, discoverMcpTools);
