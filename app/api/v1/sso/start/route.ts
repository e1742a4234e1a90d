import { route } from "@/lib/api/route";
import { startSsoOp } from "@/lib/sso/contract";
import { startSignIn } from "@/lib/sso/sign-in";

export const POST = route(startSsoOp, (ctx, input) => startSignIn(ctx, input));
