import type { z } from "zod";
import { recordAudit } from "@/lib/audit/service";
import { asSystem, atLeast, type Ctx } from "@/lib/platform/ctx";
import { sql, type Statements } from "@/lib/platform/db";
import { isDuplicate } from "@/lib/platform/db-errors";
import { AppError, fieldFault } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { pageFrom, type Page } from "@/lib/platform/page";
import { schemaFault } from "./json-schema";
import { runTool } from "./run";
import { findRunner } from "./runners/registry";
import { httpRequest, installedToolShape, type HttpRequest, type InstalledTool, type Tool, type ToolChange, type ToolChoice, type ToolInput, type ToolOutcome, type ToolParameters, type ToolSecrets, type ToolSettings, type toolQuery, type toolTrial } from "./schema";
import { sealValues } from "@/lib/platform/sealed-values";
import * as store from "./store";
import { templateFault } from "./template";

const mostTools = 200;

/** Never what is sealed. */
export const shownTool = ({ sealedSecrets: _sealed, workspaceId: _workspace, fingerprint: _fingerprint, secretHints, ...row }: store.ToolRow): Tool => ({ ...row, secrets: secretHints });

const columns = { name: { column: sql`name`, kind: "text" }, createdAt: { column: sql`created_at`, kind: "time" } } as const;

export async function listTools(ctx: Ctx, input: z.output<typeof toolQuery>): Promise<Page<Tool>> {
  const page = await pageFrom(input, columns, (order) => store.pageOfTools(asSystem(ctx).db, ctx.actor.workspaceId, input, order));
  return { ...page, items: page.items.map(shownTool) };
}

/** `not_found` for another workspace's. */
export const getTool = async (ctx: Ctx, { toolId }: { toolId: string }): Promise<Tool> => shownTool(await store.getTool(asSystem(ctx).db, ctx.actor.workspaceId, toolId));

/** An HTTP tool. `forbidden` for secrets of somebody who is no administrator, `name_taken`, `tools_full`, `validation_failed`. */
export async function createTool(ctx: Ctx, { request, settings, secrets, ...common }: ToolInput): Promise<Tool> {
  if (Object.keys(secrets).length > 0) requireAdmin(ctx);
  return asSystem(ctx).db.transaction((tx) => insertTool(tx, ctx, { ...common, kind: "http", request, runner: null, settings, secrets, installationId: null }));
}

/**
 * A tool of an integration, in the caller's transaction, which must be the system's. The caller has checked that the actor may do so.
 * Of kind `runner`, its code must be in the registry. `name_taken`, `tools_full`, `validation_failed`.
 */
export async function installTool(tx: Statements, ctx: Ctx, installationId: string, { does, ...given }: InstalledTool): Promise<Tool> {
  const parsed = installedToolShape.safeParse(given);
  if (!parsed.success) throw new AppError("validation_failed", { errors: parsed.error.issues.map((issue) => ({ path: issue.path.join("."), message: issue.message })) });
  if (does.kind === "runner" && !findRunner(does.runner)) throw fieldFault("runner", "There is no runner of this name.");
  const request = does.kind === "http" ? httpRequest.parse(does.request) : null;
  return insertTool(tx, ctx, { ...parsed.data, kind: does.kind, request, runner: does.kind === "runner" ? does.runner : null, installationId });
}

interface Whole extends Omit<ToolInput, "request"> { kind: "http" | "runner"; request: HttpRequest | null; runner: string | null; installationId: string | null }

async function insertTool(tx: Statements, ctx: Ctx, { secrets, ...tool }: Whole): Promise<Tool> {
  const { workspaceId, userId } = ctx.actor;
  requireSound({ ...tool, secretNames: Object.keys(secrets) });
  await requireRoom(tx, workspaceId);
  const now = ctx.clock.now();
  const id = newId("tol");
  const { sealed, hints } = sealValues("tools.sealed_secrets", { id, workspaceId }, secrets);
  const row = await unlessTaken(() => store.insertTool(tx, { ...tool, id, workspaceId, sealedSecrets: sealed, secretHints: hints, createdBy: userId, createdAt: now, updatedAt: now }));
  await recordAudit(tx, ctx, { action: "tool.created", target: { kind: "tool", id }, detail: { name: tool.name, kind: tool.kind } });
  return shownTool(row);
}

export async function requireRoom(tx: Statements, workspaceId: string): Promise<void> {
  if (await store.countForInsert(tx, workspaceId, "tools") >= mostTools) throw new AppError("tools_full");
}

/** Another tool of this name, or a tool chosen twice, is the caller's fault. */
export async function unlessTaken<T>(work: () => Promise<T>): Promise<T> {
  try { return await work(); } catch (error) { throw isDuplicate(error, "tools_name_key") ? new AppError("name_taken") : error; }
}

/** `forbidden`: for what only administrators do. */
export function requireAdmin(ctx: Ctx): void {
  if (!atLeast(ctx.actor.role, "admin")) throw new AppError("forbidden", { public: "Only administrators set secrets, or change where they are sent." });
}

function requireSound({ kind, parameters, request, settings, secretNames }: { kind: Tool["kind"]; parameters: ToolParameters; request: HttpRequest | null; settings: ToolSettings; secretNames: readonly string[] }): void {
  const fault = schemaFault(parameters);
  if (fault) throw fieldFault("parameters", fault);
  if (kind !== "http" || !request) return;
  const wrong = templateFault(request, { parameters, settings, secretNames });
  if (wrong) throw fieldFault(`request.${wrong.field}`, wrong.message);
}

/** `conflict` for what belongs to an integration or an MCP server. Whoever changes where secrets are sent must be an administrator. */
export async function updateTool(ctx: Ctx, { toolId, secrets, ...change }: { toolId: string } & ToolChange): Promise<Tool> {
  const { workspaceId } = ctx.actor;
  if (secrets !== undefined) requireAdmin(ctx);
  const { parameters, request, settings } = change;
  const inward = parameters !== undefined || request !== undefined || settings !== undefined || secrets !== undefined;
  return asSystem(ctx).db.transaction(async (tx) => {
    const before = await store.getToolForUpdate(tx, workspaceId, toolId);
    if (inward && before.kind === "mcp") throw new AppError("conflict", { public: "What this tool does is its MCP server's. Choose it again there." });
    if (inward && before.installationId !== null) throw new AppError("conflict", { public: "An integration made this tool. Change its settings there." });
    if (change.description !== undefined && before.kind === "mcp") throw new AppError("conflict", { public: "The description of this tool is its MCP server's." });
    if (inward && before.sealedSecrets !== null) requireAdmin(ctx);
    if (inward) {
      const secretNames = secrets ? Object.keys(secrets) : before.secretHints.map(({ name }) => name);
      requireSound({ kind: before.kind, parameters: parameters ?? before.parameters, request: request ?? before.request, settings: settings ?? before.settings, secretNames });
    }
    const resealed = secrets ? sealValues("tools.sealed_secrets", { id: toolId, workspaceId }, secrets) : null;
    const row = await unlessTaken(() => store.updateTool(tx, workspaceId, toolId, { ...change, ...(resealed ? { sealedSecrets: resealed.sealed, secretHints: resealed.hints } : {}), updatedAt: ctx.clock.now() }));
    await recordAudit(tx, ctx, { action: "tool.changed", target: { kind: "tool", id: toolId }, detail: { name: row.name, fields: Object.keys(change) } });
    return shownTool(row);
  });
}

export async function deleteTool(ctx: Ctx, { toolId }: { toolId: string }): Promise<void> {
  const { workspaceId } = ctx.actor;
  await asSystem(ctx).db.transaction(async (tx) => {
    const { name, installationId, kind } = await store.getToolForUpdate(tx, workspaceId, toolId);
    if (installationId !== null && kind !== "mcp") throw new AppError("conflict", { public: "An integration made this tool. Remove the integration, or switch the tool off." });
    await store.deleteTool(tx, workspaceId, toolId);
    await recordAudit(tx, ctx, { action: "tool.deleted", target: { kind: "tool", id: toolId }, detail: { name } });
  });
}

/** The tools of one installation, in the caller's transaction: settings or secrets set anew, or all of them switched on or off. */
export async function updateInstalledTools(tx: Statements, ctx: Ctx, installationId: string, change: { settings?: ToolSettings; secrets?: ToolSecrets; enabled?: boolean }): Promise<void> {
  const { workspaceId } = ctx.actor;
  for (const row of await store.listTools(tx, workspaceId, { installationId })) {
    const resealed = change.secrets ? sealValues("tools.sealed_secrets", row, change.secrets) : null;
    const { settings, enabled } = change;
    if (row.kind !== "mcp") requireSound({ ...row, settings: settings ?? row.settings, secretNames: change.secrets ? Object.keys(change.secrets) : row.secretHints.map(({ name }) => name) });
    await store.updateTool(tx, workspaceId, row.id, { settings, enabled, ...(resealed ? { sealedSecrets: resealed.sealed, secretHints: resealed.hints } : {}), updatedAt: ctx.clock.now() });
  }
}

/** Everything that an installation made, its MCP servers too, in the caller's transaction. */
export const deleteInstalled = (tx: Statements, ctx: Ctx, installationId: string): Promise<void> => store.deleteInstalled(tx, ctx.actor.workspaceId, installationId);

/** The names of the tools of a workspace, for the editor's warnings. */
export async function toolNames(ctx: Ctx, workspaceId: string): Promise<Map<string, "ready" | "off">> {
  const rows = await store.listTools(asSystem(ctx).db, workspaceId);
  return new Map(rows.map(({ name, enabled, changed }) => [name, enabled && !changed ? "ready" as const : "off" as const]));
}

/** All of them, for the list that an agent's maker ticks. */
export async function listToolChoices(ctx: Ctx): Promise<ToolChoice[]> {
  const rows = await store.listTools(asSystem(ctx).db, ctx.actor.workspaceId);
  return rows.map(({ name, description, enabled, changed }) => ({ name, description, ready: enabled && !changed }));
}

/** As a call would run it, with nothing of a call. Never throws for what the tool does. */
export async function testTool(ctx: Ctx, { toolId, arguments: given }: { toolId: string } & z.output<typeof toolTrial>): Promise<ToolOutcome> {
  const row = await store.getTool(asSystem(ctx).db, ctx.actor.workspaceId, toolId);
  return runTool(ctx, row, given, { call: { workspaceId: row.workspaceId, conversationId: "", agentId: "" }, signal: ctx.signal });
}
