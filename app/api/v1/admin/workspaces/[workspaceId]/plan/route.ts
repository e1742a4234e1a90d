import { route } from "@/lib/api/route";
import { setWorkspacePlanOp } from "@/lib/billing/contract";
import { setWorkspacePlan } from "@/lib/billing/service";

export const PUT = route(setWorkspacePlanOp, setWorkspacePlan);
