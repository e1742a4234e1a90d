import { route } from "@/lib/api/route";
import { listTemplatesOp } from "@/lib/agents/contract";
import { listTemplates } from "@/lib/agents/service";
import { pageOfWhole } from "@/lib/platform/page";

export const GET = route(listTemplatesOp, async (_ctx, input) => pageOfWhole(listTemplates(), input, ({ name }) => name));
