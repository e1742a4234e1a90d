import { route } from "@/lib/api/route";
import { listAllAuditOp } from "@/lib/audit/contract";
import { listAllAudit } from "@/lib/audit/service";

export const GET = route(listAllAuditOp, listAllAudit);
