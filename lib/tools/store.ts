import { z } from "zod";
import { assignments, columns, joined, json, sql, type Statements } from "@/lib/platform/db";
import type { Order } from "@/lib/platform/page";
import { discoveredTool, httpRequest, mcpServer, secretHint, tool, type DiscoveredTool, type SecretHint, type ToolKind } from "./schema";

// Every statement runs under the system role, the only one that may, and names the workspace.
const toolRow = tool.omit({ secrets: true }).extend({ workspaceId: z.string(), secretHints: z.array(secretHint), sealedSecrets: z.string().nullable(), fingerprint: z.string().nullable(), request: httpRequest.nullable() });
export type ToolRow = z.infer<typeof toolRow>;
const toolFields = sql`id, workspace_id, name, description, kind, parameters, request, runner, mcp_server_id, remote_name, fingerprint, settings, sealed_secrets, secret_hints, timeout_ms, filler, filler_after_ms, installation_id, enabled, changed, created_at, updated_at`;

export interface ToolFilter { kind?: ToolKind | undefined; enabled?: boolean | undefined; installationId?: string | undefined; mcpServerId?: string | undefined }
const conditions = (workspaceId: string, { kind, enabled, installationId, mcpServerId }: ToolFilter) => joined([
  sql`workspace_id = ${workspaceId}`,
  ...(kind === undefined ? [] : [sql`kind = ${kind}`]), ...(enabled === undefined ? [] : [sql`enabled = ${enabled}`]),
  ...(installationId === undefined ? [] : [sql`installation_id = ${installationId}`]), ...(mcpServerId === undefined ? [] : [sql`mcp_server_id = ${mcpServerId}`]),
], " and ");

export const pageOfTools = (tx: Statements, workspaceId: string, filter: ToolFilter, { after, tail }: Order): Promise<ToolRow[]> =>
  tx.many(toolRow, sql`select ${toolFields} from tools where ${conditions(workspaceId, filter)} and ${after} ${tail}`);
export const listTools = (tx: Statements, workspaceId: string, filter: ToolFilter = {}): Promise<ToolRow[]> => tx.many(toolRow, sql`select ${toolFields} from tools where ${conditions(workspaceId, filter)} order by name`);
export const toolsByName = (tx: Statements, workspaceId: string, names: readonly string[]): Promise<ToolRow[]> => tx.many(toolRow, sql`select ${toolFields} from tools where workspace_id = ${workspaceId} and name = any(${names}::text[]) order by name`);
export const getTool = (tx: Statements, workspaceId: string, id: string): Promise<ToolRow> => tx.one(toolRow, sql`select ${toolFields} from tools where workspace_id = ${workspaceId} and id = ${id}`);
export const getToolForUpdate = (tx: Statements, workspaceId: string, id: string): Promise<ToolRow> => tx.one(toolRow, sql`select ${toolFields} from tools where workspace_id = ${workspaceId} and id = ${id} for update`);
/** Waits for others who add to the same workspace, so that a limit holds for all of them. */
export async function countForInsert(tx: Statements, workspaceId: string, table: "tools" | "mcp_servers"): Promise<number> {
  await tx.run(sql`select pg_advisory_xact_lock(hashtext(${`tools:${workspaceId}`}))`);
  const count = z.object({ count: z.number() });
  return (await tx.one(count, table === "tools" ? sql`select count(*) from tools where workspace_id = ${workspaceId}` : sql`select count(*) from mcp_servers where workspace_id = ${workspaceId}`)).count;
}

export interface NewTool {
  id: string; workspaceId: string; name: string; description: string; kind: ToolKind; parameters: object; request?: object | null; runner?: string | null; mcpServerId?: string; remoteName?: string; fingerprint?: string;
  settings?: object; sealedSecrets?: string | null; secretHints?: SecretHint[]; timeoutMs?: number | undefined; filler?: string | undefined; fillerAfterMs?: number | undefined; installationId?: string | null; enabled?: boolean | undefined; createdBy: string | null; createdAt: Date; updatedAt: Date;
}
export const insertTool = (tx: Statements, { secretHints = [], ...row }: NewTool): Promise<ToolRow> => tx.one(toolRow, sql`insert into tools ${columns({ ...row, secretHints: json(secretHints) })} returning ${toolFields}`);

type ToolFieldChange = Partial<Pick<ToolRow, "name" | "description" | "timeoutMs" | "filler" | "fillerAfterMs" | "enabled" | "changed" | "fingerprint" | "parameters" | "settings" | "sealedSecrets" | "secretHints">> & { request?: object; updatedAt: Date };
export type ToolColumns = { [Key in keyof ToolFieldChange]: ToolFieldChange[Key] | undefined };
export const updateTool = (tx: Statements, workspaceId: string, id: string, { secretHints, ...change }: ToolColumns): Promise<ToolRow> =>
  tx.one(toolRow, sql`update tools set ${assignments({ ...change, ...(secretHints ? { secretHints: json(secretHints) } : {}) })} where workspace_id = ${workspaceId} and id = ${id} returning ${toolFields}`);
export const markChanged = (tx: Statements, workspaceId: string, id: string, now: Date): Promise<number> => tx.run(sql`update tools set changed = true, updated_at = ${now} where workspace_id = ${workspaceId} and id = ${id} and not changed`);
export const deleteTool = (tx: Statements, workspaceId: string, id: string): Promise<number> => tx.run(sql`delete from tools where workspace_id = ${workspaceId} and id = ${id}`);
export const deleteInstalled = async (tx: Statements, workspaceId: string, installationId: string): Promise<void> => {
  await tx.run(sql`delete from tools where workspace_id = ${workspaceId} and installation_id = ${installationId}`);
  await tx.run(sql`delete from mcp_servers where workspace_id = ${workspaceId} and installation_id = ${installationId}`);
};

const serverRow = mcpServer.omit({ headers: true, tools: true }).extend({ workspaceId: z.string(), sealedHeaders: z.string().nullable(), headerHints: z.array(secretHint), tools: z.array(discoveredTool) });
export type McpServerRow = z.infer<typeof serverRow>;
const serverFields = sql`id, workspace_id, name, url, sealed_headers, header_hints, tools, installation_id, discovered_at, created_at, updated_at`;

export const listServers = (tx: Statements, workspaceId: string): Promise<McpServerRow[]> => tx.many(serverRow, sql`select ${serverFields} from mcp_servers where workspace_id = ${workspaceId} order by name, id`);
export const getServer = (tx: Statements, workspaceId: string, id: string): Promise<McpServerRow> => tx.one(serverRow, sql`select ${serverFields} from mcp_servers where workspace_id = ${workspaceId} and id = ${id}`);
export const getServerForUpdate = (tx: Statements, workspaceId: string, id: string): Promise<McpServerRow> => tx.one(serverRow, sql`select ${serverFields} from mcp_servers where workspace_id = ${workspaceId} and id = ${id} for update`);
export interface NewServer { id: string; workspaceId: string; name: string; url: string; sealedHeaders: string | null; headerHints: SecretHint[]; installationId: string | null; createdBy: string | null; createdAt: Date; updatedAt: Date }
export const insertServer = (tx: Statements, { headerHints, ...row }: NewServer): Promise<McpServerRow> => tx.one(serverRow, sql`insert into mcp_servers ${columns({ ...row, headerHints: json(headerHints) })} returning ${serverFields}`);
export interface ServerColumns { name?: string | undefined; url?: string | undefined; sealedHeaders?: string | null | undefined; headerHints?: SecretHint[] | undefined; tools?: DiscoveredTool[] | undefined; discoveredAt?: Date | null | undefined; updatedAt: Date }
export const updateServer = (tx: Statements, workspaceId: string, id: string, { headerHints, tools, ...change }: ServerColumns): Promise<McpServerRow> =>
  tx.one(serverRow, sql`update mcp_servers set ${assignments({ ...change, ...(headerHints ? { headerHints: json(headerHints) } : {}), ...(tools ? { tools: json(tools) } : {}) })} where workspace_id = ${workspaceId} and id = ${id} returning ${serverFields}`);
export const deleteServer = (tx: Statements, workspaceId: string, id: string): Promise<number> => tx.run(sql`delete from mcp_servers where workspace_id = ${workspaceId} and id = ${id}`);

// What follows crosses workspaces: the rotation of keys goes through all of them, in the order of their ids.
const sealed = z.object({ id: z.string(), workspaceId: z.string(), sealed: z.string() });
export const sealedSecretsAfter = (tx: Statements, id: string, limit: number) => tx.many(sealed, sql`select id, workspace_id, sealed_secrets as sealed from tools where id > ${id} and sealed_secrets is not null order by id limit ${limit}`);
export const sealedHeadersAfter = (tx: Statements, id: string, limit: number) => tx.many(sealed, sql`select id, workspace_id, sealed_headers as sealed from mcp_servers where id > ${id} and sealed_headers is not null order by id limit ${limit}`);
/** Not where it was set anew in the meantime. */
export const replaceSecrets = (tx: Statements, was: { id: string; sealed: string }, next: string): Promise<number> => tx.run(sql`update tools set sealed_secrets = ${next} where id = ${was.id} and sealed_secrets = ${was.sealed}`);
export const replaceHeaders = (tx: Statements, was: { id: string; sealed: string }, next: string): Promise<number> => tx.run(sql`update mcp_servers set sealed_headers = ${next} where id = ${was.id} and sealed_headers = ${was.sealed}`);
