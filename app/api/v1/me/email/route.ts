import { route } from "@/lib/api/route";
import { requestEmailChangeOp } from "@/lib/identity/contract";
import { requestEmailChange } from "@/lib/identity/links";

export const PUT = route(requestEmailChangeOp, requestEmailChange);
