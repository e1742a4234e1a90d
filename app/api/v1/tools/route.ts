import { route } from "@/lib/api/route";
import { createToolOp, listToolsOp } from "@/lib/tools/contract";
import { createTool, listTools } from "@/lib/tools/service";

export const GET = route(listToolsOp, listTools);
export const POST = route(createToolOp, createTool);
