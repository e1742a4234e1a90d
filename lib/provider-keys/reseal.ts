import { asSystem, type Ctx } from "@/lib/platform/ctx";
import { resealTable, type Resealed, type SealedTable } from "@/lib/platform/resealing";
import { boundTo } from "./sealed-key";
import * as store from "./store";

export const sealedProviderKeys: SealedTable = {
  name: "provider keys",
  after: async (tx, id, limit) => (await store.sealedAfter(tx, id, limit)).map((row) => ({ id: row.id, sealed: row.sealedKey, boundTo: boundTo(row) })),
  replace: store.replaceSealed,
};

/** For `secrets rotate`: the provider keys of all workspaces. */
export const resealProviderKeys = (ctx: Ctx, options: { batchRows?: number } = {}): Promise<Resealed> => resealTable(asSystem(ctx).db, sealedProviderKeys, options);
