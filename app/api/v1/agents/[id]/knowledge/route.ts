import { route } from "@/lib/api/route";
import { getKnowledgeOp } from "@/lib/knowledge/contract";
import { getKnowledge } from "@/lib/knowledge/service";

export const GET = route(getKnowledgeOp, getKnowledge);
