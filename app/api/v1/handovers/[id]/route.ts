import { route } from "@/lib/api/route";
import { readHandoverOp } from "@/lib/handovers/contract";
import { readHandover } from "@/lib/handovers/service";

export const PATCH = route(readHandoverOp, readHandover);
