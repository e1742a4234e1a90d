/** Tools by HTTP, and those of an MCP server. */
import type { Step } from "./step";

export const tools: Step = async ({ call, known, stage }) => {
  const add = (name: string) => call("createTool", {
    body: {
      name, description: "Where an order is.", parameters: { type: "object", properties: { order: { type: "string" } }, additionalProperties: false },
      request: { url: `${stage.things.origin}/orders/{arguments.order}`, headers: { authorization: "Bearer {secrets.token}" } }, secrets: { token: "only-tests-use-this-token" },
    },
  });
  const toolId = (await add("order_status")).at("id");
  await call("listTools", { query: { kind: "http" } });
  await call("updateTool", { params: { toolId }, body: { filler: "Let me look." } });
  await call("getTool", { params: { toolId } });
  await call("testTool", { params: { toolId }, body: { arguments: { order: "5" } } });
  await call("deleteTool", { params: { toolId: (await add("spare_tool")).at("id") } });
  known.add("toolId", toolId, (await add("other_tool")).at("id"));

  const addServer = () => call("createMcpServer", { body: { name: "Weather", url: stage.mcp.url, headers: { authorization: "Bearer only-tests-use-this-token" } } });
  const mcpServerId = (await addServer()).at("id");
  const found = await call("discoverMcpTools", { params: { mcpServerId } });
  const chosen = await call("chooseMcpTool", { params: { mcpServerId }, body: { remoteName: "getWeather", fingerprint: found.at("tools.0.fingerprint") } });
  await call("testTool", { params: { toolId: chosen.at("id") }, body: { arguments: { town: "Bremen" } } });
  await call("listMcpServers");
  await call("updateMcpServer", { params: { mcpServerId }, body: { name: "The weather" } });
  await call("getMcpServer", { params: { mcpServerId } });
  await call("deleteMcpServer", { params: { mcpServerId: (await addServer()).at("id") } });
  known.add("mcpServerId", mcpServerId);
  known.add("toolId", chosen.at("id"));
};
