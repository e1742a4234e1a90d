import { operation } from "@/lib/platform/operation";
import { auditFilter, auditPage, auditQuery } from "./schema";

export const listAuditOp = operation({
  id: "listAuditEvents", method: "GET", path: "/api/v1/audit-events", description: "Who did what in this workspace, the newest first.", access: "admin", query: auditQuery, returns: auditPage, status: 200,
});
export const exportAuditOp = operation({
  id: "exportAuditEvents", method: "GET", path: "/api/v1/audit-events/export", description: "The same as CSV, streamed.", access: "admin", query: auditFilter, answers: ["text/csv"], status: 200,
});
export const listAllAuditOp = operation({
  id: "listAllAuditEvents", method: "GET", path: "/api/v1/admin/audit-events", description: "Who did what in this installation, the newest first.", access: "platform-admin", query: auditQuery, returns: auditPage, status: 200,
});

export const auditContract = [listAuditOp, exportAuditOp, listAllAuditOp];
