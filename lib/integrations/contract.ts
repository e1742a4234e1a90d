import { z } from "zod";
import { operation } from "@/lib/platform/operation";
import { installation, installationApproval, installationChange, installationInput, installationList, installationQuery, integration, integrationList, integrationName, integrationQuery } from "./schema";

const params = z.strictObject({ installationId: z.string().max(60).meta({ example: "ins_01k0x7q2v9h3m5n8p4r6s1t0wz" }) });
const reads = { access: "viewer", scopes: ["tools:read"] } as const;
const writes = { access: "admin", scopes: ["tools:write"] } as const;

export const listIntegrationsOp = operation({
  id: "listIntegrations", method: "GET", path: "/api/v1/integrations", description: "What can be installed here, with what each asks for in words; and the files of the operator's folder that are at fault, which harm nothing else.", ...reads, query: integrationQuery, returns: integrationList, status: 200,
});
export const getIntegrationOp = operation({
  id: "getIntegration", method: "GET", path: "/api/v1/integrations/{name}", description: "One integration of the catalogue: its settings, its tools, what it asks for, and the hash of its manifest.", ...reads, params: z.strictObject({ name: integrationName }), returns: integration, status: 200, fails: ["not_found"],
});
export const listInstallationsOp = operation({
  id: "listInstallations", method: "GET", path: "/api/v1/installations", description: "Integrations that this workspace has installed. Of secrets only the names and last four characters are shown.", ...reads, query: installationQuery, returns: installationList, status: 200,
});
export const createInstallationOp = operation({
  id: "createInstallation", method: "POST", path: "/api/v1/installations", description: "Install an integration and agree to what it asks for, by the hash of the manifest that was shown. Its tools can be chosen in agents at once.", ...writes, body: installationInput, returns: installation, status: 201,
  fails: ["not_found", "precondition_failed", "conflict", "name_taken", "tools_full"],
});
export const updateInstallationOp = operation({
  id: "updateInstallation", method: "PATCH", path: "/api/v1/installations/{installationId}", description: "Change what was entered. New conversations use it; what it may do stays as it was agreed to.", ...writes, params, body: installationChange, returns: installation, status: 200,
  fails: ["not_found", "conflict", "name_taken", "tools_full"],
});
export const approveInstallationOp = operation({
  id: "approveInstallation", method: "POST", path: "/api/v1/installations/{installationId}/approve", description: "Agree to a manifest that changed since it was installed, by its new hash. Its tools are switched on again, as the new manifest has them.", ...writes, params, body: installationApproval, returns: installation, status: 200,
  fails: ["not_found", "precondition_failed", "conflict", "name_taken", "tools_full"],
});
export const deleteInstallationOp = operation({
  id: "deleteInstallation", method: "DELETE", path: "/api/v1/installations/{installationId}", description: "Uninstall an integration: its tools, its MCP server, its provider's key and its secrets are deleted. Agents that name its tools go on without them.", ...writes, params, status: 204, fails: ["not_found"],
});

export const integrationsContract = [listIntegrationsOp, getIntegrationOp, listInstallationsOp, createInstallationOp, updateInstallationOp, approveInstallationOp, deleteInstallationOp];
