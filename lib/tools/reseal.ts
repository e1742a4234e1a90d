import { asSystem, type Ctx } from "@/lib/platform/ctx";
import { resealTable, type Resealed, type SealedTable } from "@/lib/platform/resealing";
import { boundTo } from "@/lib/platform/sealed-values";
import * as store from "./store";

const secrets: SealedTable = {
  name: "secrets of tools",
  after: async (tx, id, limit) => (await store.sealedSecretsAfter(tx, id, limit)).map((row) => ({ ...row, boundTo: boundTo("tools.sealed_secrets", row) })),
  replace: store.replaceSecrets,
};
const headers: SealedTable = {
  name: "headers of MCP servers",
  after: async (tx, id, limit) => (await store.sealedHeadersAfter(tx, id, limit)).map((row) => ({ ...row, boundTo: boundTo("mcp_servers.sealed_headers", row) })),
  replace: store.replaceHeaders,
};

/** For `secrets rotate`: the tools and MCP servers of all workspaces. */
export const resealToolSecrets = (ctx: Ctx): Promise<Resealed> => resealTable(asSystem(ctx).db, secrets);
export const resealMcpHeaders = (ctx: Ctx): Promise<Resealed> => resealTable(asSystem(ctx).db, headers);
