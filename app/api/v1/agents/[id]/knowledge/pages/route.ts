import { route } from "@/lib/api/route";
import { addPageOp } from "@/lib/knowledge/contract";
import { addPage } from "@/lib/knowledge/service";

export const POST = route(addPageOp, addPage);
