/** Holds every installation against the file it was made from: where that is another one, or gone, its tools are switched off until somebody agrees again. */
import { recordAudit } from "@/lib/audit/service";
import { asSystem, type Ctx } from "@/lib/platform/ctx";
import { toolQuery } from "@/lib/tools/schema";
import { listTools, updateInstalledTools } from "@/lib/tools/service";
import { readCatalogue } from "./catalogue";
import * as store from "./store";

const batchRows = 200;

/** Also switches off again what a builder switched on in between. A file that is put back as it was is what was agreed to: its tools are switched on. */
export async function watchInstallations(ctx: Ctx): Promise<{ switchedOff: number; switchedOn: number }> {
  const system = asSystem(ctx);
  const { entries, faults } = await readCatalogue();
  const hashes = new Map(entries.map(({ manifest, hash }) => [manifest.name, hash]));
  for (const { file, fault } of faults) ctx.log.warn({ file, fault }, "a manifest cannot be used");
  const done = { switchedOff: 0, switchedOn: 0 };
  for (let after = "", full = true; full;) {
    const rows = await store.watchedAfter(system.db, after, batchRows);
    for (const row of rows) {
      const holds = hashes.get(row.name) === row.manifestHash;
      if (holds && row.active) continue;
      // One that cannot be settled holds up no other.
      try { await settle(system, row, holds); } catch (error) { ctx.log.error({ err: error, installationId: row.id }, "an installation could not be settled"); continue; }
      if (holds) done.switchedOn += 1;
      else if (row.active) done.switchedOff += 1;
    }
    full = rows.length === batchRows;
    after = rows.at(-1)?.id ?? "";
  }
  return done;
}

async function settle(ctx: Ctx, seen: store.WatchedRow, active: boolean): Promise<void> {
  const { id, workspaceId } = seen;
  const there: Ctx = { ...ctx, actor: { ...ctx.actor, workspaceId } };
  const isOn = (await listTools(there, toolQuery.parse({ installationId: id, enabled: "true", limit: 1 }))).items.length > 0;
  await ctx.db.transaction(async (tx) => {
    const row = await store.findForWatch(tx, workspaceId, id);
    if (!row || row.manifestHash !== seen.manifestHash || row.active !== seen.active) return; // agreed to, or gone, in the meantime
    if (row.active !== active || isOn) await updateInstalledTools(tx, there, id, { enabled: active });
    if (row.active === active) return;
    await store.updateInstallation(tx, workspaceId, id, { active, updatedAt: ctx.clock.now() });
    await recordAudit(tx, there, { action: active ? "integration.switched_on" : "integration.switched_off", target: { kind: "installation", id }, detail: { name: row.name } });
  });
}
