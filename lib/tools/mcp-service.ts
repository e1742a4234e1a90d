import type { z } from "zod";
import { recordAudit } from "@/lib/audit/service";
import { asSystem, type Ctx } from "@/lib/platform/ctx";
import type { Statements } from "@/lib/platform/db";
import { AppError, fieldFault } from "@/lib/platform/errors";
import { addressFault, addressFaultWords } from "@/lib/platform/guarded-fetch/addresses";
import { newId } from "@/lib/platform/ids";
import { pageOfWhole, type Page } from "@/lib/platform/page";
import { createBoundedFetch, untilAborted } from "./bounded-fetch";
import { isChanged, withMcp } from "./mcp-client";
import { toolName, type DiscoveredTool, type McpChoice, type McpServer, type McpServerChange, type McpServerInput, type Tool, type mcpServerQuery } from "./schema";
import { openValues, sealValues } from "@/lib/platform/sealed-values";
import { requireAdmin, requireRoom, shownTool, unlessTaken } from "./service";
import * as store from "./store";

const mostServers = 20;
const discoverMs = 10_000;

/** Never the headers' values. */
function shown({ sealedHeaders: _sealed, workspaceId: _workspace, headerHints, tools, ...row }: store.McpServerRow, chosen: readonly store.ToolRow[]): McpServer {
  const mine = chosen.filter(({ mcpServerId }) => mcpServerId === row.id);
  return { ...row, headers: headerHints, tools: tools.map((tool) => { const as = mine.find(({ remoteName }) => remoteName === tool.name); return { ...tool, toolId: as?.id ?? null, changed: as?.changed ?? false }; }) };
}

const withTools = async (tx: Statements, row: store.McpServerRow): Promise<McpServer> => shown(row, await store.listTools(tx, row.workspaceId, { mcpServerId: row.id }));

export async function listMcpServers(ctx: Ctx, input: z.output<typeof mcpServerQuery>): Promise<Page<McpServer>> {
  const { db } = asSystem(ctx);
  const chosen = await store.listTools(db, ctx.actor.workspaceId, { kind: "mcp" });
  return pageOfWhole((await store.listServers(db, ctx.actor.workspaceId)).map((row) => shown(row, chosen)), input, ({ id }) => id);
}

/** `not_found` for another workspace's. */
export async function getMcpServer(ctx: Ctx, { mcpServerId }: { mcpServerId: string }): Promise<McpServer> {
  const { db } = asSystem(ctx);
  return withTools(db, await store.getServer(db, ctx.actor.workspaceId, mcpServerId));
}

/** Asks nothing of it. `forbidden` for headers of somebody who is no administrator, `tools_full`, `validation_failed`. */
export async function createMcpServer(ctx: Ctx, input: McpServerInput): Promise<McpServer> {
  if (Object.keys(input.headers).length > 0) requireAdmin(ctx);
  return asSystem(ctx).db.transaction((tx) => installMcpServer(tx, ctx, null, input));
}

/** Of an integration where `installationId` is given, in the caller's transaction, which must be the system's. The caller has checked that the actor may do so. */
export async function installMcpServer(tx: Statements, ctx: Ctx, installationId: string | null, { name, url, headers }: McpServerInput): Promise<McpServer> {
  requireAddress(url);
  const { workspaceId, userId } = ctx.actor;
  if (await store.countForInsert(tx, workspaceId, "mcp_servers") >= mostServers) throw new AppError("tools_full");
  const now = ctx.clock.now();
  const id = newId("mcp");
  const { sealed, hints } = sealValues("mcp_servers.sealed_headers", { id, workspaceId }, headers);
  const row = await store.insertServer(tx, { id, workspaceId, name, url, sealedHeaders: sealed, headerHints: hints, installationId, createdBy: userId, createdAt: now, updatedAt: now });
  await recordAudit(tx, ctx, { action: "mcp_server.created", target: { kind: "mcp_server", id }, detail: { name } });
  return shown(row, []);
}

function requireAddress(text: string): void {
  const refuse = (message: string) => { throw fieldFault("url", message); };
  const url = new URL(text);
  if (url.username || url.password || url.hash) refuse("The address holds no password and no fragment. Put secrets into headers.");
  const fault = addressFault(url);
  if (fault) refuse(addressFaultWords[fault]);
}

/** Another address is another server: what was discovered is forgotten, and what was chosen is out of use. `conflict` for an integration's. */
export async function updateMcpServer(ctx: Ctx, { mcpServerId, headers, ...change }: { mcpServerId: string } & McpServerChange): Promise<McpServer> {
  const { workspaceId } = ctx.actor;
  if (headers !== undefined) requireAdmin(ctx);
  if (change.url !== undefined) requireAddress(change.url);
  return asSystem(ctx).db.transaction(async (tx) => {
    const before = await store.getServerForUpdate(tx, workspaceId, mcpServerId);
    if (before.installationId !== null) throw new AppError("conflict", { public: "An integration made this server. Change its settings there." });
    const moves = change.url !== undefined && change.url !== before.url;
    if (moves && before.sealedHeaders !== null) requireAdmin(ctx);
    const now = ctx.clock.now();
    const resealed = headers ? sealValues("mcp_servers.sealed_headers", { id: mcpServerId, workspaceId }, headers) : null;
    const row = await store.updateServer(tx, workspaceId, mcpServerId, { ...change, ...(resealed ? { sealedHeaders: resealed.sealed, headerHints: resealed.hints } : {}), ...(moves ? { tools: [], discoveredAt: null } : {}), updatedAt: now });
    if (moves) for (const chosen of await store.listTools(tx, workspaceId, { mcpServerId })) await store.markChanged(tx, workspaceId, chosen.id, now);
    await recordAudit(tx, ctx, { action: "mcp_server.changed", target: { kind: "mcp_server", id: mcpServerId }, detail: { name: row.name, moved: moves } });
    return withTools(tx, row);
  });
}

export async function deleteMcpServer(ctx: Ctx, { mcpServerId }: { mcpServerId: string }): Promise<void> {
  const { workspaceId } = ctx.actor;
  await asSystem(ctx).db.transaction(async (tx) => {
    const { name, installationId } = await store.getServerForUpdate(tx, workspaceId, mcpServerId);
    if (installationId !== null) throw new AppError("conflict", { public: "An integration made this server. Remove the integration." });
    await store.deleteServer(tx, workspaceId, mcpServerId);
    await recordAudit(tx, ctx, { action: "mcp_server.deleted", target: { kind: "mcp_server", id: mcpServerId }, detail: { name } });
  });
}

/** Within 10 s. Throws `mcp_unreachable`, and then nothing has changed. */
export async function discoverMcpTools(ctx: Ctx, { mcpServerId }: { mcpServerId: string }): Promise<McpServer> {
  const { workspaceId } = ctx.actor;
  const { db } = asSystem(ctx);
  const server = await store.getServer(db, workspaceId, mcpServerId);
  const found = await discovered(ctx, server);
  return db.transaction(async (tx) => {
    const now = ctx.clock.now();
    const before = await store.getServerForUpdate(tx, workspaceId, mcpServerId);
    if (before.url !== server.url) throw new AppError("conflict");
    const row = await store.updateServer(tx, workspaceId, mcpServerId, { tools: found, discoveredAt: now, updatedAt: now });
    for (const chosen of await store.listTools(tx, workspaceId, { mcpServerId })) if (isChanged(chosen, found)) await store.markChanged(tx, workspaceId, chosen.id, now);
    return withTools(tx, row);
  });
}

async function discovered(ctx: Ctx, server: store.McpServerRow): Promise<DiscoveredTool[]> {
  const headers = openValues("mcp_servers.sealed_headers", server, server.sealedHeaders);
  if (!headers) throw new AppError("mcp_unreachable", { public: "The headers of this server cannot be opened any more. Set them again." });
  const late = new AbortController();
  const cancel = ctx.clock.after(discoverMs, () => late.abort());
  const signal = AbortSignal.any([ctx.signal, late.signal]);
  try {
    return await untilAborted(withMcp({ url: server.url, headers }, createBoundedFetch({ signal }), signal, (session) => session.list()), signal);
  } catch { throw new AppError("mcp_unreachable"); } finally { cancel(); late.abort(); }
}

/** As a tool, or again after it changed. `precondition_failed` where it is not what was shown; `validation_failed` where it cannot be used. */
export async function chooseMcpTool(ctx: Ctx, { mcpServerId, ...choice }: { mcpServerId: string } & McpChoice): Promise<Tool> {
  return asSystem(ctx).db.transaction((tx) => chooseWithin(tx, ctx, mcpServerId, choice));
}

async function chooseWithin(tx: Statements, ctx: Ctx, mcpServerId: string, { remoteName, fingerprint, name }: McpChoice): Promise<Tool> {
  const { workspaceId, userId } = ctx.actor;
  const now = ctx.clock.now();
  const server = await store.getServerForUpdate(tx, workspaceId, mcpServerId);
  const offered = server.tools.find((tool) => tool.name === remoteName);
  if (!offered) throw fieldFault("remoteName", "The server has no such tool. Discover again.");
  if (offered.fingerprint !== fingerprint) throw new AppError("precondition_failed", { public: "The tool is not what was shown any more. Load it again." });
  if (offered.fault !== null) throw fieldFault("remoteName", offered.fault);
  const before = (await store.listTools(tx, workspaceId, { mcpServerId })).find((tool) => tool.remoteName === remoteName);
  const does = { description: offered.description, parameters: offered.parameters, fingerprint };
  const audit = (id: string, chosen: string) => recordAudit(tx, ctx, { action: "tool.chosen", target: { kind: "tool", id }, detail: { name: chosen, server: server.name } });
  if (before) {
    const row = await unlessTaken(() => store.updateTool(tx, workspaceId, before.id, { ...does, name, changed: false, updatedAt: now }));
    await audit(row.id, row.name);
    return shownTool(row);
  }
  await requireRoom(tx, workspaceId);
  const row = await unlessTaken(() => store.insertTool(tx, {
    ...does, id: newId("tol"), workspaceId, name: name ?? nameFrom(remoteName), kind: "mcp", mcpServerId, remoteName, installationId: server.installationId, createdBy: userId, createdAt: now, updatedAt: now,
  }));
  await audit(row.id, row.name);
  return shownTool(row);
}

/** `get_weather` for `get-Weather`. `validation_failed` where no name can be made of it. */
function nameFrom(remoteName: string): string {
  const made = toolName.safeParse(remoteName.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase().replace(/[^a-z0-9]+/g, "_").replace(/^[^a-z]+|_+$/g, "").slice(0, 40));
  if (!made.success) throw fieldFault("name", "Say what the model should call this tool.");
  return made.data;
}
