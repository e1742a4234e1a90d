import { route } from "@/lib/api/route";
import { deleteToolOp, getToolOp, updateToolOp } from "@/lib/tools/contract";
import { deleteTool, getTool, updateTool } from "@/lib/tools/service";

export const GET = route(getToolOp, getTool);
export const PATCH = route(updateToolOp, updateTool);
export const DELETE = route(deleteToolOp, deleteTool);
