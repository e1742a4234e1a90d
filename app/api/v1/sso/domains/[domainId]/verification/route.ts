import { route } from "@/lib/api/route";
import { verifySsoDomainOp } from "@/lib/sso/contract";
import { verifyDomain } from "@/lib/sso/service";

export const POST = route(verifySsoDomainOp, (ctx, input) => verifyDomain(ctx, input));
