/** The tools of an agent as a call's engine runs them. */
import { asSystem, type Ctx } from "@/lib/platform/ctx";
import type { CallTool } from "@/lib/voice/call";
import { argumentsCheck, readArguments } from "./json-schema";
import { runTool } from "./run";
import * as store from "./store";

export interface ToolsFor { workspaceId: string; agentId: string; conversationId: string; /** The agent's allow-list. */ names: readonly string[] }

/** In words of the caller's language where nobody wrote others. */
const defaultFiller = "One moment, please.";

/** Those of the names that the workspace has and that are in use, as they stand now. A tool is handed its arguments and nothing else of the call. */
export async function toolsForCall(ctx: Ctx, { workspaceId, agentId, conversationId, names }: ToolsFor): Promise<CallTool[]> {
  if (names.length === 0) return [];
  const rows = await store.toolsByName(asSystem(ctx).db, workspaceId, names);
  return rows.filter(({ enabled, changed }) => enabled && !changed).map((row) => callTool(ctx, row, { workspaceId, agentId, conversationId }));
}

function callTool(ctx: Ctx, row: store.ToolRow, call: { workspaceId: string; agentId: string; conversationId: string }): CallTool {
  const check = argumentsCheck(row.parameters);
  return {
    name: row.name, description: row.description, parameters: row.parameters, timeoutMs: row.timeoutMs, filler: row.filler === defaultFiller ? undefined : row.filler, fillerAfterMs: row.fillerAfterMs,
    async run(asked, signal) {
      const { outcome, output } = await runTool(ctx, row, readArguments(asked.arguments), { call, signal, check });
      return { output, failed: outcome === "failed" };
    },
  };
}

