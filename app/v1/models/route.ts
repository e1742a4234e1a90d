import { route } from "@/lib/api/route";
import { listModelsOp } from "@/lib/conversations/contract";
import { listModels } from "@/lib/conversations/models";

export const GET = route(listModelsOp, listModels);
