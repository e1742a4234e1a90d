import type { Metadata } from "next";
import { McpServers } from "@/components/tools/mcp-servers";
import { Tools } from "@/components/tools/tools";
import { requirePageActor } from "@/lib/api/page";
import { atLeast } from "@/lib/platform/ctx";
import { listMcpServers } from "@/lib/tools/mcp-service";
import { mcpServerQuery, toolQuery } from "@/lib/tools/schema";
import { listTools } from "@/lib/tools/service";

export const metadata: Metadata = { title: "Tools" };

export default async function ToolsPage() {
  const ctx = await requirePageActor("/settings/tools");
  const [tools, servers] = await Promise.all([listTools(ctx, toolQuery.parse({ limit: 100 })), listMcpServers(ctx, mcpServerQuery.parse({ limit: 100 }))]);
  const rights = { mayChange: atLeast(ctx.actor.role, "builder"), maySeal: atLeast(ctx.actor.role, "admin") };
  return <div className="grid gap-12"><Tools key={JSON.stringify(tools.items.map(({ id, updatedAt }) => [id, updatedAt]))} first={tools} {...rights} /><McpServers first={servers.items} {...rights} /></div>;
}
