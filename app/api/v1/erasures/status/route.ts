import { route } from "@/lib/api/route";
import { erasureStatusOp } from "@/lib/privacy/contract";
import { erasureStatus } from "@/lib/privacy/service";

export const POST = route(erasureStatusOp, erasureStatus);
