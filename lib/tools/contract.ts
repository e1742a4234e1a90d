import { z } from "zod";
import { operation } from "@/lib/platform/operation";
import { mcpChoice, mcpServer, mcpServerChange, mcpServerInput, mcpServerList, mcpServerQuery, tool, toolChange, toolInput, toolList, toolOutcome, toolQuery, toolTrial } from "./schema";

const toolParams = z.strictObject({ toolId: z.string().max(60).meta({ example: "tol_01k0x7q2v9h3m5n8p4r6s1t0wz" }) });
const serverParams = z.strictObject({ mcpServerId: z.string().max(60).meta({ example: "mcp_01k0x7q2v9h3m5n8p4r6s1t0wz" }) });
const reads = { access: "viewer", scopes: ["tools:read"] } as const;
const writes = { access: "builder", scopes: ["tools:write"] } as const;

export const listToolsOp = operation({ id: "listTools", method: "GET", path: "/api/v1/tools", description: "What the agents of this workspace may do. Of secrets only the names and last four characters are shown.", ...reads, query: toolQuery, returns: toolList, status: 200 });
export const createToolOp = operation({ id: "createTool", method: "POST", path: "/api/v1/tools", description: "Make a tool that is an HTTP request. An agent uses it once its definition names it. Secrets are set by administrators only.", ...writes, body: toolInput, returns: tool, status: 201, fails: ["name_taken", "tools_full"] });
export const getToolOp = operation({ id: "getTool", method: "GET", path: "/api/v1/tools/{toolId}", description: "One tool, without its secrets.", ...reads, params: toolParams, returns: tool, status: 200, fails: ["not_found"] });
export const updateToolOp = operation({
  id: "updateTool", method: "PATCH", path: "/api/v1/tools/{toolId}", description: "Change a tool; calls use it from their next conversation on. Where it has secrets, only administrators change what they are sent with.", ...writes, params: toolParams, body: toolChange, returns: tool, status: 200,
  fails: ["not_found", "name_taken", "conflict"],
});
export const deleteToolOp = operation({ id: "deleteTool", method: "DELETE", path: "/api/v1/tools/{toolId}", description: "Delete a tool. Agents that name it go on without it. One that an integration made goes with its integration.", ...writes, params: toolParams, status: 204, fails: ["not_found", "conflict"] });
export const testToolOp = operation({
  id: "testTool", method: "POST", path: "/api/v1/tools/{toolId}/test", limit: "outgoing", description: "Run a tool with arguments of one's own, as a call would: it really does what it does. Answers within the tool's own time limit.", ...writes, params: toolParams, body: toolTrial, returns: toolOutcome, status: 200, fails: ["not_found"],
});

export const listMcpServersOp = operation({ id: "listMcpServers", method: "GET", path: "/api/v1/mcp-servers", description: "The MCP servers of this workspace, with their tools as they were last discovered.", ...reads, query: mcpServerQuery, returns: mcpServerList, status: 200 });
export const createMcpServerOp = operation({ id: "createMcpServer", method: "POST", path: "/api/v1/mcp-servers", limit: "outgoing", description: "Add an MCP server (streamable HTTP). Nothing is asked of it before `discover`. Headers are set by administrators only.", ...writes, body: mcpServerInput, returns: mcpServer, status: 201, fails: ["tools_full"] });
export const getMcpServerOp = operation({ id: "getMcpServer", method: "GET", path: "/api/v1/mcp-servers/{mcpServerId}", description: "One MCP server, with its tools as they were last discovered and without its headers' values.", ...reads, params: serverParams, returns: mcpServer, status: 200, fails: ["not_found"] });
export const updateMcpServerOp = operation({ id: "updateMcpServer", method: "PATCH", path: "/api/v1/mcp-servers/{mcpServerId}", description: "Change an MCP server. Another address takes the tools chosen of the old one out of use until they are chosen again; where it has headers, only administrators change it.", ...writes, params: serverParams, body: mcpServerChange, returns: mcpServer, status: 200, fails: ["not_found", "conflict"] });
export const deleteMcpServerOp = operation({ id: "deleteMcpServer", method: "DELETE", path: "/api/v1/mcp-servers/{mcpServerId}", description: "Delete an MCP server and the tools chosen of it.", ...writes, params: serverParams, status: 204, fails: ["not_found", "conflict"] });
export const discoverMcpToolsOp = operation({
  id: "discoverMcpTools", method: "POST", path: "/api/v1/mcp-servers/{mcpServerId}/discover", limit: "outgoing", description: "Ask the server, within 10 s, for its tools. A chosen tool that is described otherwise than when it was chosen, or is gone, is taken out of use.", ...writes, params: serverParams, returns: mcpServer, status: 200, fails: ["not_found", "mcp_unreachable"],
});
export const chooseMcpToolOp = operation({
  id: "chooseMcpTool", method: "POST", path: "/api/v1/mcp-servers/{mcpServerId}/choose", description: "Choose one discovered tool, as it was shown, for the agents of this workspace; or choose it again after it changed.", ...writes, params: serverParams, body: mcpChoice, returns: tool, status: 200, fails: ["not_found", "precondition_failed", "name_taken", "tools_full"],
});

export const toolsContract = [listToolsOp, createToolOp, getToolOp, updateToolOp, deleteToolOp, testToolOp, listMcpServersOp, createMcpServerOp, getMcpServerOp, updateMcpServerOp, deleteMcpServerOp, discoverMcpToolsOp, chooseMcpToolOp];
