import { route } from "@/lib/api/route";
import { chooseMcpToolOp } from "@/lib/tools/contract";
import { chooseMcpTool } from "@/lib/tools/mcp-service";

export const POST = route(chooseMcpToolOp, chooseMcpTool);
