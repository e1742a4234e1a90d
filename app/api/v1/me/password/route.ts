import { route } from "@/lib/api/route";
import { changePasswordOp } from "@/lib/identity/contract";
import { changePassword } from "@/lib/identity/links";

export const PUT = route(changePasswordOp, changePassword);
