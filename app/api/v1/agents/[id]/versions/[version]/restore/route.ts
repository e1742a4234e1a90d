import { route } from "@/lib/api/route";
import { restoreVersionOp } from "@/lib/agents/contract";
import { restoreVersion } from "@/lib/agents/service";

export const POST = route(restoreVersionOp, restoreVersion);
