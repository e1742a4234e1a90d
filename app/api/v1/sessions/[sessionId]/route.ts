import { route } from "@/lib/api/route";
import { endSessionOp } from "@/lib/identity/contract";
import { endSession } from "@/lib/identity/service";

export const DELETE = route(endSessionOp, endSession);
