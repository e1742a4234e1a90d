/** Speaks with an MCP server by the official SDK: streamable HTTP only, nothing offered to the server, and no schema of its compiled. */
import { createHash } from "node:crypto";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import { CallToolResultSchema, ListToolsResultSchema } from "@modelcontextprotocol/sdk/types.js";
import { cleanText } from "@/lib/platform/text";
import { schemaFault } from "./json-schema";
import { ToolFault } from "./runner";
import type { DiscoveredTool, ToolArguments, ToolParameters } from "./schema";

export interface McpAddress { url: string; headers: Record<string, string> }
type Ran = { failed: boolean; value: unknown };

const mostPages = 10;
export const mostDiscovered = 100;
const mostDescription = 1_000;

export interface McpSession {
  /** At most 100, in the server's order. */
  list(): Promise<DiscoveredTool[]>;
  call(name: string, given: ToolArguments): Promise<Ran>;
}

/** Everything ends with `signal`, and `send` counts every byte; throws what the SDK throws. */
export async function withMcp<T>({ url, headers }: McpAddress, send: typeof fetch, signal: AbortSignal, work: (session: McpSession) => Promise<T>): Promise<T> {
  const client = new Client({ name: "parley", version: "1" }, { capabilities: {} });
  const transport = new StreamableHTTPClientTransport(new URL(url), { fetch: send, requestInit: { headers }, reconnectionOptions: { maxRetries: 0, initialReconnectionDelay: 1_000, maxReconnectionDelay: 1_000, reconnectionDelayGrowFactor: 1 } });
  const options = { signal, timeout: 30_000 };
  const session: McpSession = {
    async list() {
      const found: DiscoveredTool[] = [];
      for (let page = 0, cursor: string | undefined; page < mostPages && found.length < mostDiscovered; page += 1) {
        const answer = await client.request({ method: "tools/list", params: cursor === undefined ? {} : { cursor } }, ListToolsResultSchema, options);
        found.push(...answer.tools.map(asDiscovered));
        cursor = answer.nextCursor;
        if (cursor === undefined) break;
      }
      return found.slice(0, mostDiscovered);
    },
    async call(name, given) {
      const answer = await client.request({ method: "tools/call", params: { name, arguments: given } }, CallToolResultSchema, options);
      return { failed: answer.isError === true, value: valueOf(answer) };
    },
  };
  try {
    // The SDK's transport does not declare its optional fields as this project's compiler wants them.
    await client.connect(transport as Parameters<Client["connect"]>[0], options);
    return await work(session);
  } finally {
    await transport.terminateSession().catch(() => {});
    await client.close().catch(() => {});
  }
}

function asDiscovered({ name, description = "", inputSchema }: { name: string; description?: string | undefined; inputSchema: object }): DiscoveredTool {
  const parameters = inputSchema as ToolParameters;
  const fingerprint = createHash("sha256").update(JSON.stringify([name, description, parameters])).digest("base64url");
  const fault = name.length > 128 ? "Its name is too long." : description.trim() === "" ? "It has no description." : description.length > mostDescription ? "Its description is longer than 1,000 characters." : schemaFault(parameters);
  return { name: cleanText(name).slice(0, 128), description: cleanText(description).slice(0, mostDescription), parameters: fault === null ? parameters : { type: "object" }, fingerprint, fault };
}

interface CallAnswer { content?: readonly { type: string; text?: unknown }[]; structuredContent?: unknown }
function valueOf({ content = [], structuredContent }: CallAnswer): unknown {
  if (structuredContent !== undefined) return structuredContent;
  const parts = content.map((part) => (part.type === "text" && typeof part.text === "string" ? part.text : `(${part.type}, left out)`));
  return parts.length === 1 ? parts[0] : parts;
}

/** Where the same name stands for something else than what was chosen. */
export const isChanged = (chosen: { remoteName: string | null; fingerprint: string | null }, now: readonly DiscoveredTool[]): boolean =>
  !now.some(({ name, fingerprint, fault }) => name === chosen.remoteName && fingerprint === chosen.fingerprint && fault === null);

export const unreachable = (): ToolFault => new ToolFault("The MCP server could not be reached, or did not answer as it should.");
