import { route } from "@/lib/api/route";
import { listTemplatesOp } from "@/lib/agents/contract";
import { listTemplates } from "@/lib/agents/service";

export const GET = route(listTemplatesOp, listTemplates);
