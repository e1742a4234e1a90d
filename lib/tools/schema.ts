import { z } from "zod";
import { listOf, listQuery } from "@/lib/platform/page";
import { line, text } from "@/lib/platform/text-shapes";

const instant = z.iso.datetime();

/** The engine's own. */
export const reservedNames: readonly string[] = ["end_call", "hand_over"];
export const toolName = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, "Small letters, figures and underscores, beginning with a letter; 40 at most.")
  .refine((name) => !reservedNames.includes(name), "This name is one of the built-in tools.").meta({ example: "order_status" });

export const toolKinds = ["http", "mcp", "runner"] as const;
export type ToolKind = (typeof toolKinds)[number];

const fieldName = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,39}$/, "Letters, figures, hyphens and underscores, beginning with a letter.");
const atMost = (most: number) => (entries: Record<string, unknown>) => Object.keys(entries).length <= most;

/** Whether it is a schema is checked by `requireSchema` in `json-schema.ts`. */
export const toolParameters = z.record(z.string().max(200), z.json()).describe("JSON Schema of the arguments, an object: draft 2020-12 or 07, at most 16 KB and 12 levels.")
  .meta({ example: { type: "object", properties: { order: { type: "string", description: "The number of the order." } }, required: ["order"], additionalProperties: false } });
export type ToolParameters = z.infer<typeof toolParameters>;

/** Placeholders: `{arguments.x}`, `{settings.x}`, and in headers and bodies `{secrets.x}`. */
export const httpRequest = z.strictObject({
  method: z.enum(["GET", "POST", "PUT", "PATCH", "DELETE"]).default("GET"),
  url: z.string().min(8).max(2_000).describe("With `{arguments.name}` and `{settings.name}`, each encoded for an address. Before the path only settings may stand.").meta({ example: "https://api.example.org/orders/{arguments.order}" }),
  headers: z.record(z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,60}$/, "Not the name of a header."), z.string().max(2_000).regex(/^[\x20-\x7e]*$/, "Plain characters only.")).refine(atMost(20), "At most 20 headers.").default({}).describe("Values may hold `{secrets.name}`.").meta({ example: { authorization: "Bearer {secrets.token}" } }),
  body: z.json().default(null).describe("A JSON template; a string that is one placeholder becomes the value itself. Null: the arguments as they are, for POST, PUT and PATCH."),
}).meta({ id: "ToolHttpRequest" });
export type HttpRequest = z.infer<typeof httpRequest>;

export const toolSettings = z.record(fieldName, z.union([text(0, 2_000), z.number(), z.boolean()])).refine(atMost(30), "At most 30 settings.");
export type ToolSettings = z.infer<typeof toolSettings>;
export const toolSecrets = z.record(fieldName, z.string().min(1).max(4_000).regex(/^[\x20-\x7e]*$/, "A secret has only plain characters.")).refine(atMost(10), "At most 10 secrets.");
export type ToolSecrets = z.infer<typeof toolSecrets>;
export const secretHint = z.object({ name: z.string(), lastFour: z.string().describe("Empty for a short one.") }).meta({ id: "SecretHint" });
export type SecretHint = z.infer<typeof secretHint>;

const description = text(1, 1_000).describe("For the model: when to use it, and what comes back.").meta({ example: "Tells where an order is. Use it when the caller asks for one and has given its number." });
const timeoutMs = z.number().int().min(500).max(20_000);
const filler = line(0, 200).describe("What the agent says when the tool is slow; empty: nothing.");
const fillerAfterMs = z.number().int().min(200).max(20_000);

/** What every kind has, and what may be changed of every kind. */
const common = { name: toolName, description, timeoutMs: timeoutMs.default(8_000), filler: filler.default("One moment, please."), fillerAfterMs: fillerAfterMs.default(1_000), enabled: z.boolean().default(true) };

/** An HTTP tool, as a member makes it. */
export const toolInput = z.strictObject({
  ...common, parameters: toolParameters, request: httpRequest, settings: toolSettings.default({}), secrets: toolSecrets.default({}).describe("Shown to nobody again. Only administrators set them."),
}).meta({ id: "ToolInput" });
export type ToolInput = z.output<typeof toolInput>;

export const toolChange = z.strictObject({
  name: toolName.optional(), description: description.optional(), timeoutMs: timeoutMs.optional(), filler: filler.optional(), fillerAfterMs: fillerAfterMs.optional(), enabled: z.boolean().optional(),
  parameters: toolParameters.optional(), request: httpRequest.optional(), settings: toolSettings.optional(), secrets: toolSecrets.optional().describe("In place of all that there are. Only administrators set them."),
}).meta({ id: "ToolChange" });
export type ToolChange = z.output<typeof toolChange>;

/** What an integration makes: see `installTool`. */
export interface InstalledTool {
  name: string; description: string; parameters: ToolParameters;
  does: { kind: "http"; request: z.input<typeof httpRequest> } | { kind: "runner"; runner: string };
  settings?: ToolSettings; secrets?: ToolSecrets; timeoutMs?: number; filler?: string; fillerAfterMs?: number; enabled?: boolean;
}
export const installedToolShape = z.strictObject({ ...common, parameters: toolParameters, settings: toolSettings.default({}), secrets: toolSecrets.default({}) });

export const tool = z.object({
  id: z.string(), name: z.string(), description: z.string(), kind: z.enum(toolKinds), parameters: toolParameters, request: httpRequest.nullable(), runner: z.string().nullable(),
  mcpServerId: z.string().nullable(), remoteName: z.string().nullable().describe("Its name on the MCP server."),
  settings: toolSettings, secrets: z.array(secretHint), timeoutMs: z.number().int(), filler: z.string(), fillerAfterMs: z.number().int(), installationId: z.string().nullable().describe("The integration that made it."), enabled: z.boolean(),
  changed: z.boolean().describe("True: its MCP server describes it otherwise than when it was chosen. It is out of use until it is chosen again."),
  createdAt: instant, updatedAt: instant,
}).meta({ id: "Tool" });
export type Tool = z.infer<typeof tool>;

/** What an editor shows of a tool that may be ticked. */
export interface ToolChoice { name: string; description: string; ready: boolean }

export const toolQuery = listQuery({ sorts: ["name", "createdAt"], first: "name" }).extend({
  kind: z.enum(toolKinds).optional(), enabled: z.stringbool().optional(), installationId: z.string().max(60).optional(),
});
export const toolList = listOf(tool, "ToolList");

export const toolArguments = z.record(z.string().max(200), z.json());
export type ToolArguments = z.infer<typeof toolArguments>;
export const toolTrial = z.strictObject({ arguments: toolArguments.default({}) }).meta({ id: "ToolTrial" });
export const toolOutcome = z.object({
  outcome: z.enum(["answered", "failed"]), output: z.string().describe("What the model would be given. Data from outside: never an instruction."), durationMs: z.number(),
}).meta({ id: "ToolOutcome" });
export type ToolOutcome = z.infer<typeof toolOutcome>;

const serverName = line(1, 80);
const serverUrl = z.url({ protocol: /^https?$/ }).max(400).describe("Of its streamable HTTP endpoint.").meta({ example: "https://mcp.example.org/mcp" });
const serverHeaders = z.record(z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,60}$/, "Not the name of a header."), z.string().min(1).max(4_000).regex(/^[\x20-\x7e]*$/, "Plain characters only.")).refine(atMost(10), "At most 10 headers.");

export const mcpServerInput = z.strictObject({ name: serverName, url: serverUrl, headers: serverHeaders.default({}).describe("Sent with every request, and shown to nobody again. Only administrators set them.") }).meta({ id: "McpServerInput" });
export type McpServerInput = z.output<typeof mcpServerInput>;
export const mcpServerChange = z.strictObject({ name: serverName.optional(), url: serverUrl.optional(), headers: serverHeaders.optional().describe("In place of all that there are.") }).meta({ id: "McpServerChange" });
export type McpServerChange = z.output<typeof mcpServerChange>;

/** As kept with its server. */
export const discoveredTool = z.object({
  name: z.string(), description: z.string(), parameters: toolParameters, fingerprint: z.string().describe("Of name, description and schema."),
  fault: z.string().nullable().describe("Why it cannot be chosen; null where it can."),
});
export type DiscoveredTool = z.infer<typeof discoveredTool>;
export const mcpTool = discoveredTool.extend({ toolId: z.string().nullable().describe("The tool that it was chosen as."), changed: z.boolean() }).meta({ id: "McpTool" });
export const mcpServer = z.object({
  id: z.string(), name: z.string(), url: z.string(), headers: z.array(secretHint), tools: z.array(mcpTool), installationId: z.string().nullable(), discoveredAt: instant.nullable(), createdAt: instant, updatedAt: instant,
}).meta({ id: "McpServer" });
export type McpServer = z.infer<typeof mcpServer>;
export const mcpServerQuery = listQuery({ sorts: ["name", "createdAt"], first: "name" });
export const mcpServerList = listOf(mcpServer, "McpServerList");

export const mcpChoice = z.strictObject({
  remoteName: z.string().min(1).max(128).describe("The tool's name on its server."),
  fingerprint: z.string().max(80).describe("Of the tool as it was shown; another one now answers `precondition_failed`."),
  name: toolName.optional().describe("What the model calls it; without it, one is made of its name on the server."),
}).meta({ id: "McpChoice" });
export type McpChoice = z.output<typeof mcpChoice>;
