import { route } from "@/lib/api/route";
import { getUsageOp } from "@/lib/billing/contract";
import { getUsage } from "@/lib/billing/service";

export const GET = route(getUsageOp, getUsage);
