/** A tool of an MCP server: asked again what it is before it is used, since a server may change what stands behind a name. */
import type { Ctx } from "@/lib/platform/ctx";
import { isChanged, withMcp } from "./mcp-client";
import type { Ran } from "./run-http";
import { ToolFault } from "./runner";
import type { ToolArguments } from "./schema";
import { openValues } from "@/lib/platform/sealed-values";
import * as store from "./store";

/** `ctx` must be the system's. A tool that changed is taken out of use and not called. */
export async function runMcp(ctx: Ctx, row: store.ToolRow, given: ToolArguments, send: typeof fetch, signal: AbortSignal): Promise<Ran> {
  const server = await store.getServer(ctx.db, row.workspaceId, row.mcpServerId ?? "");
  const headers = openValues("mcp_servers.sealed_headers", server, server.sealedHeaders);
  if (!headers) throw new ToolFault("The headers of this tool's server cannot be opened any more. They must be set again.");
  return withMcp({ url: server.url, headers }, send, signal, async (session) => {
    if (isChanged(row, await session.list())) {
      await store.markChanged(ctx.db, row.workspaceId, row.id, ctx.clock.now());
      ctx.log.warn({ tool: row.name }, "an MCP tool changed and was taken out of use");
      throw new ToolFault("This tool is not what was chosen any more, and is out of use.");
    }
    const { failed, value } = await session.call(row.remoteName ?? "", given);
    return { failed, value, ...(failed ? { message: "The tool reports a failure." } : {}) };
  });
}
