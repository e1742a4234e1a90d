import { route } from "@/lib/api/route";
import { addEntryOp } from "@/lib/knowledge/contract";
import { addEntry } from "@/lib/knowledge/service";

export const POST = route(addEntryOp, addEntry);
