import { route } from "@/lib/api/route";
import { removeEntryOp, updateEntryOp } from "@/lib/knowledge/contract";
import { removeEntry, updateEntry } from "@/lib/knowledge/service";

export const PATCH = route(updateEntryOp, updateEntry);
export const DELETE = route(removeEntryOp, removeEntry);
