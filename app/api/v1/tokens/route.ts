import { route } from "@/lib/api/route";
import { endTokensOp, openTokensOp, refreshTokensOp } from "@/lib/identity/contract";
import { endTokens } from "@/lib/identity/service";
import { openTokens, refreshTokens } from "@/lib/identity/tokens";

export const POST = route(openTokensOp, openTokens);
export const PUT = route(refreshTokensOp, refreshTokens);
export const DELETE = route(endTokensOp, endTokens);
