/** A real MCP server by the official SDK, streamable HTTP on loopback, whose tools can be changed while it runs. */
import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import { CallToolRequestSchema, ListToolsRequestSchema, type CallToolResult, type Tool } from "@modelcontextprotocol/sdk/types.js";

export interface McpTestServer {
  url: string; host: string;
  /** As it lists them from now on. */
  tools: Tool[];
  calls: { name: string; arguments: unknown }[];
  headers: IncomingMessage["headers"][];
  /** Instead of everything; null: as the SDK answers. */
  instead: ((response: ServerResponse) => void) | null;
  openSessions(): number;
  close(): Promise<void>;
}

export async function startMcpServer(tools: Tool[], run: (name: string, given: Record<string, unknown>) => CallToolResult | Promise<CallToolResult>): Promise<McpTestServer> {
  const sessions = new Map<string, StreamableHTTPServerTransport>();
  const state: McpTestServer = {
    url: "", host: "", tools, calls: [], headers: [], instead: null, openSessions: () => sessions.size,
    async close() { http.closeAllConnections(); await new Promise<void>((closed) => { http.close(() => closed()); }); },
  };
  const newTransport = async () => {
    const transport = new StreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID, onsessioninitialized: (id) => { sessions.set(id, transport); }, onsessionclosed: (id) => { sessions.delete(id); },
    });
    const server = new Server({ name: "test", version: "1" }, { capabilities: { tools: {} } });
    server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: state.tools }));
    server.setRequestHandler(CallToolRequestSchema, ({ params }) => { state.calls.push({ name: params.name, arguments: params.arguments }); return run(params.name, params.arguments ?? {}); });
    await server.connect(transport as Parameters<Server["connect"]>[0]);
    return transport;
  };
  const http = createServer((request, response) => {
    state.headers.push(request.headers);
    if (state.instead) return state.instead(response);
    const known = sessions.get(String(request.headers["mcp-session-id"] ?? ""));
    void (known ? Promise.resolve(known) : newTransport()).then((transport) => transport.handleRequest(request, response));
  });
  await new Promise<void>((listening) => { http.listen(0, "127.0.0.1", listening); });
  state.host = `127.0.0.1:${(http.address() as AddressInfo).port}`;
  state.url = `http://${state.host}/mcp`;
  return state;
}
