import { route } from "@/lib/api/route";
import { redeemPasswordResetOp, requestPasswordResetOp } from "@/lib/identity/contract";
import { redeemPasswordReset, requestPasswordReset } from "@/lib/identity/links";

export const POST = route(requestPasswordResetOp, requestPasswordReset);
export const PUT = route(redeemPasswordResetOp, redeemPasswordReset);
