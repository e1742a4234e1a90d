import { route } from "@/lib/api/route";
import { removeSourceOp } from "@/lib/knowledge/contract";
import { removeSource } from "@/lib/knowledge/service";

export const DELETE = route(removeSourceOp, removeSource);
