import { route } from "@/lib/api/route";
import { getPrivacyOp, updatePrivacyOp } from "@/lib/workspaces/contract";
import { getPrivacy, updatePrivacy } from "@/lib/workspaces/service";

export const GET = route(getPrivacyOp, getPrivacy);
export const PUT = route(updatePrivacyOp, updatePrivacy);
