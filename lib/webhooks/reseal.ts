import { asSystem, type Ctx } from "@/lib/platform/ctx";
import { resealTable, type Resealed, type SealedTable } from "@/lib/platform/resealing";
import { boundTo } from "./secrets";
import * as store from "./store";

const tableOf = (name: string, which: "current" | "previous"): SealedTable => ({
  name,
  after: async (tx, id, limit) => (await store.sealedAfter(tx, which, id, limit)).map((row) => ({ id: row.id, sealed: row.sealed, boundTo: boundTo(row) })),
  replace: (tx, row, sealed) => store.replaceSealed(tx, which, row, sealed),
});

/** For `secrets rotate`: the webhooks' secrets of all workspaces, those before a rotation included. */
export async function resealWebhookSecrets(ctx: Ctx, options: { batchRows?: number } = {}): Promise<Resealed> {
  const { db } = asSystem(ctx);
  const current = await resealTable(db, tableOf("webhook secrets", "current"), options);
  const previous = await resealTable(db, tableOf("webhook secrets before a rotation", "previous"), options);
  return { name: current.name, resealed: current.resealed + previous.resealed, current: current.current + previous.current, unopened: [...new Set([...current.unopened, ...previous.unopened])] };
}
