import { route } from "@/lib/api/route";
import { confirmSecondFactorOp, proposeSecondFactorOp, removeSecondFactorOp } from "@/lib/identity/contract";
import { confirmSecondFactor, proposeSecondFactor, removeSecondFactor } from "@/lib/identity/second-factor";

export const POST = route(proposeSecondFactorOp, proposeSecondFactor);
export const PUT = route(confirmSecondFactorOp, confirmSecondFactor);
export const DELETE = route(removeSecondFactorOp, removeSecondFactor);
