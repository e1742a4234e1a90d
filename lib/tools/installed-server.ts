/** The MCP server of an installation, changed with what was entered for it. */
import type { Ctx } from "@/lib/platform/ctx";
import type { Statements } from "@/lib/platform/db";
import { sealValues } from "@/lib/platform/sealed-values";
import * as store from "./store";

/** In the caller's transaction. The address has been checked. Another address is another server: what was discovered is forgotten, and what was chosen is out of use. */
export async function updateInstalledServer(tx: Statements, ctx: Ctx, installationId: string, { url, headers }: { url: string; headers: Record<string, string> }): Promise<void> {
  const { workspaceId } = ctx.actor;
  const now = ctx.clock.now();
  for (const before of (await store.listServers(tx, workspaceId)).filter((server) => server.installationId === installationId)) {
    const { sealed, hints } = sealValues("mcp_servers.sealed_headers", before, headers);
    const moves = url !== before.url;
    await store.updateServer(tx, workspaceId, before.id, { url, sealedHeaders: sealed, headerHints: hints, ...(moves ? { tools: [], discoveredAt: null } : {}), updatedAt: now });
    if (moves) for (const chosen of await store.listTools(tx, workspaceId, { mcpServerId: before.id })) await store.markChanged(tx, workspaceId, chosen.id, now);
  }
}
