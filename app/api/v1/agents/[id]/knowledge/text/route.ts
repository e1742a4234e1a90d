import { route } from "@/lib/api/route";
import { addTextOp } from "@/lib/knowledge/contract";
import { addText } from "@/lib/knowledge/service";

export const POST = route(addTextOp, addText);
