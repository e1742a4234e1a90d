import { route } from "@/lib/api/route";
import { createMcpServerOp, listMcpServersOp } from "@/lib/tools/contract";
import { createMcpServer, listMcpServers } from "@/lib/tools/mcp-service";

export const GET = route(listMcpServersOp, listMcpServers);
export const POST = route(createMcpServerOp, createMcpServer);
