import { route } from "@/lib/api/route";
import { testToolOp } from "@/lib/tools/contract";
import { testTool } from "@/lib/tools/service";

export const POST = route(testToolOp, testTool);
