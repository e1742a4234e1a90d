import { asSystem, type Ctx } from "@/lib/platform/ctx";
import { boundTo } from "@/lib/platform/sealed-values";
import { resealTable, type Resealed, type SealedTable } from "@/lib/platform/resealing";
import * as store from "./store";

const sealedInstallations: SealedTable = {
  name: "secrets of integrations",
  after: async (tx, id, limit) => (await store.sealedAfter(tx, id, limit)).map((row) => ({ id: row.id, sealed: row.sealed, boundTo: boundTo("installations.sealed_secrets", row) })),
  replace: store.replaceSealed,
};

/** For `secrets rotate`: the installations of all workspaces. */
export const resealInstallations = (ctx: Ctx, options: { batchRows?: number } = {}): Promise<Resealed> => resealTable(asSystem(ctx).db, sealedInstallations, options);
