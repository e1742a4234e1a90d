import { route } from "@/lib/api/route";
import { getVersionOp } from "@/lib/agents/contract";
import { getVersion } from "@/lib/agents/service";

export const GET = route(getVersionOp, getVersion);
