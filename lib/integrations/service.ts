import type { z } from "zod";
import { recordAudit } from "@/lib/audit/service";
import { asSystem, type Ctx } from "@/lib/platform/ctx";
import { isDuplicate } from "@/lib/platform/db-errors";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { pageOfWhole, type Page } from "@/lib/platform/page";
import { openValues, sealValues } from "@/lib/platform/sealed-values";
import type { ProviderKeyInput } from "@/lib/provider-keys/schema";
import { setProviderKey } from "@/lib/provider-keys/service";
import { readCatalogue, type Catalogue, type CatalogueEntry } from "./catalogue";
import { difference, shownScopes, shownSettings } from "./difference";
import { enter, type Entered } from "./entered";
import { changeParts, keyOf, makeParts, removeKey, removeParts } from "./install";
import type { GivenSettings, Installation, InstallationInput, Integration, IntegrationList, installationQuery, integrationQuery } from "./schema";
import * as store from "./store";

const secretsColumn = "installations.sealed_secrets";
const openSecrets = (row: Pick<store.InstallationRow, "id" | "workspaceId" | "sealedSecrets">) => openValues(secretsColumn, row, row.sealedSecrets);
function sealSecrets(row: { id: string; workspaceId: string }, secrets: Record<string, string>) {
  const { sealed, hints } = sealValues(secretsColumn, row, secrets);
  return { sealedSecrets: sealed, secretHints: hints };
}

const shownEntry = ({ manifest, hash, source }: CatalogueEntry): Integration => ({
  name: manifest.name, title: manifest.title, description: manifest.description, version: manifest.version, kind: manifest.kind, source, hash,
  scopes: shownScopes(manifest), settings: shownSettings(manifest), tools: manifest.tools.map(({ name, description }) => ({ name, description })),
});

/** What lies in the folder now. A file at fault is named with its fault. */
export async function listIntegrations(_ctx: Ctx, { kind, ...input }: z.output<typeof integrationQuery>): Promise<IntegrationList> {
  const { entries, faults } = await readCatalogue();
  return { ...pageOfWhole(entries.filter(({ manifest }) => kind === undefined || manifest.kind === kind).map(shownEntry), input, ({ name }) => name), faulty: faults };
}

export async function getIntegration(_ctx: Ctx, { name }: { name: string }): Promise<Integration> {
  return shownEntry(entryOf(await readCatalogue(), name));
}

function entryOf({ entries }: Catalogue, name: string): CatalogueEntry {
  const entry = entries.find(({ manifest }) => manifest.name === name);
  if (!entry) throw new AppError("not_found");
  return entry;
}

function shown({ manifest, manifestHash, ...row }: store.InstallationRow, catalogue: Catalogue): Installation {
  const now = catalogue.entries.find((entry) => entry.manifest.name === row.name);
  const changed = now !== undefined && now.hash !== manifestHash;
  return {
    id: row.id, name: row.name, title: manifest.title, description: manifest.description, version: manifest.version, kind: manifest.kind, hash: manifestHash,
    state: now === undefined ? "missing" : changed ? "changed" : "installed", update: changed ? difference(manifest, now) : null,
    scopes: shownScopes(manifest), settings: shownSettings(manifest), values: row.settings, secrets: row.secretHints, opens: openSecrets(row) !== null,
    tools: manifest.tools.map(({ name }) => name), installedBy: row.installedBy, installedAt: row.installedAt, updatedAt: row.updatedAt,
  };
}

/** Never a secret. */
export async function listInstallations(ctx: Ctx, input: z.output<typeof installationQuery>): Promise<Page<Installation>> {
  const rows = await store.listInstallations(asSystem(ctx).db, ctx.actor.workspaceId);
  const catalogue = await readCatalogue();
  return pageOfWhole(rows.map((row) => shown(row, catalogue)), input, ({ id }) => id);
}

const read = async (ctx: Ctx, id: string, catalogue: Catalogue): Promise<Installation> => shown(await store.getInstallation(asSystem(ctx).db, ctx.actor.workspaceId, id), catalogue);

const requireShown = ({ hash }: CatalogueEntry, agreed: string): void => {
  if (hash !== agreed) throw new AppError("precondition_failed", { public: "This integration is another one than was shown. Look at what it asks for again." });
};

/** Only as it was shown: `precondition_failed` for another hash. `conflict` where it is installed, `name_taken` where a tool's name is. All or nothing. */
export async function createInstallation(ctx: Ctx, input: InstallationInput): Promise<Installation> {
  const catalogue = await readCatalogue();
  const entry = entryOf(catalogue, input.name);
  requireShown(entry, input.hash);
  const { manifest, hash } = entry;
  const entered = enter(manifest, { settings: {}, secrets: {} }, input.settings);
  const { workspaceId, userId } = ctx.actor;
  const id = newId("ins");
  await requireFree(ctx, manifest.name);
  const key = await keyOf(ctx, manifest, entered, null);
  const now = ctx.clock.now();
  try {
    await asSystem(ctx).db.transaction(async (tx) => {
      await store.insertInstallation(tx, { id, workspaceId, name: manifest.name, manifest, manifestHash: hash, settings: entered.settings, ...sealSecrets({ id, workspaceId }, entered.secrets), providerKeyId: null, installedBy: userId, installedAt: now, updatedAt: now });
      await makeParts(tx, ctx, id, manifest, entered);
      await recordAudit(tx, ctx, { action: "integration.installed", target: { kind: "installation", id }, detail: { name: manifest.name, version: manifest.version, hash, scopes: manifest.scopes } });
    });
  } catch (error) {
    throw isDuplicate(error, "installations_name_key") ? installedAlready() : error;
  }
  // After the row, so that of two at once only one sets a key.
  if (key) await holdKey(ctx, id, key, () => deleteInstallation(ctx, { installationId: id }));
  return read(ctx, id, catalogue);
}

/** `undo` where it cannot be set. */
async function holdKey(ctx: Ctx, id: string, key: ProviderKeyInput, undo: () => Promise<void>): Promise<void> {
  try {
    const { id: providerKeyId } = await setProviderKey(ctx, key);
    await store.updateInstallation(asSystem(ctx).db, ctx.actor.workspaceId, id, { providerKeyId, updatedAt: ctx.clock.now() });
  } catch (error) { await undo(); throw error; }
}

const installedAlready = () => new AppError("conflict", { public: "This integration is installed already. Change its settings instead." });

async function requireFree(ctx: Ctx, name: string): Promise<void> {
  if ((await store.listInstallations(asSystem(ctx).db, ctx.actor.workspaceId)).some((row) => row.name === name)) throw installedAlready();
}

/** What was agreed to stays; what was entered is replaced, field by field. */
export const updateInstallation = (ctx: Ctx, { installationId, settings }: { installationId: string; settings: GivenSettings }): Promise<Installation> => change(ctx, installationId, settings, null);

/** The manifest as it is now, by the hash that was shown; its tools are switched on again. */
export async function approveInstallation(ctx: Ctx, { installationId, hash, settings }: { installationId: string; hash: string; settings: GivenSettings }): Promise<Installation> {
  return change(ctx, installationId, settings, hash);
}

async function change(ctx: Ctx, id: string, given: GivenSettings, agreed: string | null): Promise<Installation> {
  const { workspaceId } = ctx.actor;
  const catalogue = await readCatalogue();
  const before = await store.getInstallation(asSystem(ctx).db, workspaceId, id);
  const entry = catalogue.entries.find(({ manifest }) => manifest.name === before.name) ?? null;
  if (agreed === null && entry?.hash !== before.manifestHash) throw new AppError("conflict", { public: "This integration changed since it was installed. Approve it again, or uninstall it." });
  if (agreed !== null) requireShown(entry ?? missing(), agreed);
  const manifest = agreed !== null && entry ? entry.manifest : before.manifest;
  const entered = enter(manifest, heldOf(before), given);
  const key = await keyOf(ctx, manifest, entered, before.providerKeyId);
  await asSystem(ctx).db.transaction(async (tx) => {
    const row = await store.lockInstallation(tx, workspaceId, id);
    if (row.manifestHash !== before.manifestHash || row.updatedAt !== before.updatedAt) throw new AppError("conflict");
    await store.updateInstallation(tx, workspaceId, id, { manifest, ...(entry ? { manifestHash: entry.hash } : {}), settings: entered.settings, ...sealSecrets({ id, workspaceId }, entered.secrets), active: true, updatedAt: ctx.clock.now() });
    // A manifest of another kind is another thing: nothing of the old one is kept.
    if (before.manifest.kind === manifest.kind) await changeParts(tx, ctx, id, manifest, entered);
    else { await removeParts(tx, ctx, id); await makeParts(tx, ctx, id, manifest, entered); }
    const detail = agreed === null ? { name: before.name, fields: Object.keys(given) } : { name: before.name, version: manifest.version, hash: agreed, scopes: manifest.scopes };
    await recordAudit(tx, ctx, { action: agreed === null ? "integration.changed" : "integration.approved", target: { kind: "installation", id }, detail });
  });
  if (key) await holdKey(ctx, id, key, () => Promise.resolve());
  else await removeKey(ctx, before.providerKeyId);
  return read(ctx, id, catalogue);
}

const missing = (): never => { throw new AppError("conflict", { public: "The file of this integration is gone, or at fault. There is nothing to approve." }); };

/** What does not open any more is as if it had not been entered. */
const heldOf = (row: store.InstallationRow): Entered => ({ settings: row.settings, secrets: openSecrets(row) ?? {} });

const keyless = () => new AppError("forbidden", { public: "A provider is uninstalled by a signed-in admin, not with an API key." });

/** Its tools go with it, and its provider's key. */
export async function deleteInstallation(ctx: Ctx, { installationId: id }: { installationId: string }): Promise<void> {
  const { workspaceId } = ctx.actor;
  const { providerKeyId } = await asSystem(ctx).db.transaction(async (tx) => {
    const row = await store.lockInstallation(tx, workspaceId, id);
    if (row.providerKeyId !== null && ctx.actor.kind === "key") throw keyless();
    await removeParts(tx, ctx, id);
    await store.deleteInstallation(tx, workspaceId, id);
    await recordAudit(tx, ctx, { action: "integration.uninstalled", target: { kind: "installation", id }, detail: { name: row.name } });
    return row;
  });
  await removeKey(ctx, providerKeyId);
}
