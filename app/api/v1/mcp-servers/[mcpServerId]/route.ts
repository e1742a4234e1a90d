import { route } from "@/lib/api/route";
import { deleteMcpServerOp, getMcpServerOp, updateMcpServerOp } from "@/lib/tools/contract";
import { deleteMcpServer, getMcpServer, updateMcpServer } from "@/lib/tools/mcp-service";

export const GET = route(getMcpServerOp, getMcpServer);
export const PATCH = route(updateMcpServerOp, updateMcpServer);
export const DELETE = route(deleteMcpServerOp, deleteMcpServer);
