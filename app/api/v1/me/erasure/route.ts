import { route } from "@/lib/api/route";
import { requestErasureOp } from "@/lib/privacy/contract";
import { requestErasure } from "@/lib/privacy/service";

export const POST = route(requestErasureOp, requestErasure);
