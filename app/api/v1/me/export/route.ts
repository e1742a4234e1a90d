import { route } from "@/lib/api/route";
import { requestExportOp } from "@/lib/privacy/contract";
import { requestExport } from "@/lib/privacy/service";

export const POST = route(requestExportOp, requestExport);
