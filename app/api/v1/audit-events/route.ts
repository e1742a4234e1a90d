import { route } from "@/lib/api/route";
import { listAuditOp } from "@/lib/audit/contract";
import { listAudit } from "@/lib/audit/service";

export const GET = route(listAuditOp, listAudit);
