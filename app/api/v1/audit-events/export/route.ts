import { route } from "@/lib/api/route";
import { exportAuditOp } from "@/lib/audit/contract";
import { exportAudit } from "@/lib/audit/service";

export const GET = route(exportAuditOp, exportAudit);
