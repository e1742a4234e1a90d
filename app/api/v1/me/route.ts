import { route } from "@/lib/api/route";
import { getMeOp, signUpOp } from "@/lib/identity/contract";
import { getMe, signUp } from "@/lib/identity/service";

export const GET = route(getMeOp, getMe);
export const POST = route(signUpOp, signUp);
