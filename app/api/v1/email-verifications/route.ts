import { route } from "@/lib/api/route";
import { redeemVerificationOp, requestVerificationOp } from "@/lib/identity/contract";
import { redeemVerification, requestVerification } from "@/lib/identity/links";

export const POST = route(requestVerificationOp, requestVerification);
export const PUT = route(redeemVerificationOp, redeemVerification);
