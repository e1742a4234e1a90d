import { z } from "zod";
import { operation } from "@/lib/platform/operation";
import { listOf, listQuery } from "@/lib/platform/page";
import { agentEtag } from "./etag";
import { agentChange, agentComparison, agentDetail, agentFile, agentInput, agentPage, agentQuery, agentTemplate, agentVersion, agentVersionSummary, publishInput, versionName } from "./schema";

const params = z.strictObject({ id: z.string().max(60) });
const versionParams = params.extend({ version: z.coerce.number().int().min(1).max(1_000_000) });
const etag = agentEtag;
const read = { access: "viewer", scopes: ["agents:read"] } as const;
const write = { access: "builder", scopes: ["agents:write"] } as const;

export const listAgentsOp = operation({
  id: "listAgents", method: "GET", path: "/api/v1/agents", description: "The workspace's agents, the last changed first; `search` looks into name and address.",
  ...read, query: agentQuery, returns: agentPage, status: 200,
});
export const createAgentOp = operation({
  id: "createAgent", method: "POST", path: "/api/v1/agents", description: "Make an agent, blank or from a template. Without `slug` an address is made from the name.",
  ...write, body: agentInput, returns: agentDetail, etag, status: 201, fails: ["slug_taken", "quota_exceeded"],
});
export const importAgentOp = operation({
  id: "importAgent", method: "POST", path: "/api/v1/agents/import", description: "Make an agent from an exported file. Unknown fields are refused.",
  ...write, body: agentFile, returns: agentDetail, etag, status: 201, fails: ["payload_too_large", "quota_exceeded"],
});
export const getAgentOp = operation({
  id: "getAgent", method: "GET", path: "/api/v1/agents/{id}", description: "One agent with its draft and what its editor should be warned of.",
  ...read, params, returns: agentDetail, etag, status: 200, fails: ["not_found"],
});
export const updateAgentOp = operation({
  id: "updateAgent", method: "PATCH", path: "/api/v1/agents/{id}", description: "Rename, move, show, hide, say which sites may embed it, or save the draft. A draft is saved only over the revision it was made from.",
  ...write, params, body: agentChange, returns: agentDetail, etag, changesIf: true, status: 200, fails: ["not_found", "slug_taken", "precondition_failed"],
});
export const deleteAgentOp = operation({
  id: "deleteAgent", method: "DELETE", path: "/api/v1/agents/{id}", description: "Delete an agent with its versions, knowledge and conversations.",
  ...write, params, changesIf: true, status: 204, fails: ["not_found", "precondition_failed"],
});
export const duplicateAgentOp = operation({
  id: "duplicateAgent", method: "POST", path: "/api/v1/agents/{id}/duplicate", description: "Copy the draft and its knowledge into a new private agent.",
  ...write, params, returns: agentDetail, etag, status: 201, fails: ["not_found", "quota_exceeded"],
});
export const exportAgentOp = operation({
  id: "exportAgent", method: "GET", path: "/api/v1/agents/{id}/export", description: "The draft and its knowledge as a file, without identifiers and secrets.",
  ...read, params, returns: agentFile, status: 200, fails: ["not_found"],
});
export const listVersionsOp = operation({
  id: "listAgentVersions", method: "GET", path: "/api/v1/agents/{id}/versions", description: "Published versions, the newest first.",
  ...read, params, query: listQuery({ sorts: ["version"], first: "-version" }), returns: listOf(agentVersionSummary, "AgentVersionList"), status: 200, fails: ["not_found"],
});
export const publishAgentOp = operation({
  id: "publishAgent", method: "POST", path: "/api/v1/agents/{id}/versions", description: "Publish the draft and its knowledge as the next version.",
  ...write, params, body: publishInput, returns: agentVersion, changesIf: true, status: 201, fails: ["not_found", "precondition_failed"],
});
export const getVersionOp = operation({
  id: "getAgentVersion", method: "GET", path: "/api/v1/agents/{id}/versions/{version}", description: "One published version.",
  ...read, params: versionParams, returns: agentVersion, status: 200, fails: ["not_found"],
});
export const restoreVersionOp = operation({
  id: "restoreAgentVersion", method: "POST", path: "/api/v1/agents/{id}/versions/{version}/restore", description: "Make the draft, its knowledge included, what the version was. What is published stays.",
  ...write, params: versionParams, body: z.strictObject({ draftRevision: z.number().int().optional() }).meta({ id: "RestoreInput" }), returns: agentDetail, etag, changesIf: true, status: 200, fails: ["not_found", "precondition_failed"],
});
export const compareAgentOp = operation({
  id: "compareAgentVersions", method: "GET", path: "/api/v1/agents/{id}/compare", description: "What differs between two versions, or a version and the draft.",
  ...read, params, query: z.object({ from: versionName, to: versionName.default("draft") }), returns: agentComparison, status: 200, fails: ["not_found"],
});
export const listTemplatesOp = operation({
  id: "listTemplates", method: "GET", path: "/api/v1/templates", description: "What an agent can begin with.",
  access: "public", query: listQuery({ sorts: ["title", "name"], first: "title" }), returns: listOf(agentTemplate, "AgentTemplateList"), status: 200,
});

export const agentsContract = [
  listAgentsOp, createAgentOp, importAgentOp, getAgentOp, updateAgentOp, deleteAgentOp, duplicateAgentOp, exportAgentOp,
  listVersionsOp, publishAgentOp, getVersionOp, restoreVersionOp, compareAgentOp, listTemplatesOp,
];
