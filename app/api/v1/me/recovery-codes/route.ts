import { route } from "@/lib/api/route";
import { renewRecoveryCodesOp } from "@/lib/identity/contract";
import { renewRecoveryCodes } from "@/lib/identity/second-factor";

export const POST = route(renewRecoveryCodesOp, renewRecoveryCodes);
