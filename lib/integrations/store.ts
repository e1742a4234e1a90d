import { z } from "zod";
import { assignments, columns, json, sql, type Statements } from "@/lib/platform/db";
import { manifestShape, type Manifest } from "./manifest-shape";
import type { SecretHint } from "@/lib/platform/sealed-values";

// Every statement runs under the system role, the only one that may, and names the workspace.
const row = z.object({
  id: z.string(), workspaceId: z.string(), name: z.string(), manifest: manifestShape, manifestHash: z.string(), settings: z.record(z.string(), z.union([z.string(), z.number()])),
  sealedSecrets: z.string().nullable(), secretHints: z.array(z.object({ name: z.string(), lastFour: z.string() })), providerKeyId: z.string().nullable(), active: z.boolean(),
  installedBy: z.string().nullable(), installedAt: z.iso.datetime(), updatedAt: z.iso.datetime(),
});
export type InstallationRow = z.infer<typeof row>;
const own = sql`i.id, i.workspace_id, i.name, i.manifest, i.manifest_hash, i.settings, i.sealed_secrets, i.secret_hints, i.provider_key_id, i.active, i.installed_at, i.updated_at`;
const fields = sql`${own}, coalesce(nullif(u.name, ''), u.email::text) as installed_by`;

export const listInstallations = (tx: Statements, workspaceId: string): Promise<InstallationRow[]> =>
  tx.many(row, sql`select ${fields} from installations i left join users u on u.id = i.installed_by where i.workspace_id = ${workspaceId} order by i.name`);
export const getInstallation = (tx: Statements, workspaceId: string, id: string): Promise<InstallationRow> =>
  tx.one(row, sql`select ${fields} from installations i left join users u on u.id = i.installed_by where i.workspace_id = ${workspaceId} and i.id = ${id}`);
export const lockInstallation = (tx: Statements, workspaceId: string, id: string): Promise<InstallationRow> =>
  tx.one(row, sql`select ${own}, null as installed_by from installations i where i.workspace_id = ${workspaceId} and i.id = ${id} for update`);

export interface NewInstallation { id: string; workspaceId: string; name: string; manifest: Manifest; manifestHash: string; settings: object; sealedSecrets: string | null; secretHints: SecretHint[]; providerKeyId: string | null; installedBy: string | null; installedAt: Date; updatedAt: Date }
export const insertInstallation = (tx: Statements, { manifest, settings, secretHints, ...rest }: NewInstallation): Promise<number> =>
  tx.run(sql`insert into installations ${columns({ ...rest, manifest: json(manifest), settings: json(settings), secretHints: json(secretHints) })}`);

export interface InstallationColumns { manifest?: Manifest; manifestHash?: string; settings?: object; sealedSecrets?: string | null; secretHints?: SecretHint[]; providerKeyId?: string | null; active?: boolean; updatedAt: Date }
export const updateInstallation = (tx: Statements, workspaceId: string, id: string, { manifest, settings, secretHints, ...rest }: InstallationColumns): Promise<number> =>
  tx.run(sql`update installations set ${assignments({ ...rest, ...(manifest ? { manifest: json(manifest) } : {}), ...(settings ? { settings: json(settings) } : {}), ...(secretHints ? { secretHints: json(secretHints) } : {}) })} where workspace_id = ${workspaceId} and id = ${id}`);
export const deleteInstallation = (tx: Statements, workspaceId: string, id: string): Promise<number> => tx.run(sql`delete from installations where workspace_id = ${workspaceId} and id = ${id}`);

// What follows crosses workspaces: the watch over files, and the rotation of keys.
const watched = row.pick({ id: true, workspaceId: true, name: true, manifestHash: true, active: true });
export type WatchedRow = z.infer<typeof watched>;
export const watchedAfter = (tx: Statements, id: string, limit: number): Promise<WatchedRow[]> =>
  tx.many(watched, sql`select id, workspace_id, name, manifest_hash, active from installations where id > ${id} order by id limit ${limit}`);

export const findForWatch = async (tx: Statements, workspaceId: string, id: string): Promise<WatchedRow | null> =>
  (await tx.many(watched, sql`select id, workspace_id, name, manifest_hash, active from installations where workspace_id = ${workspaceId} and id = ${id} for update`))[0] ?? null;

const sealed = z.object({ id: z.string(), workspaceId: z.string(), sealed: z.string() });
export const sealedAfter = (tx: Statements, id: string, limit: number) => tx.many(sealed, sql`select id, workspace_id, sealed_secrets as sealed from installations where id > ${id} and sealed_secrets is not null order by id limit ${limit}`);
/** Not where it was set anew in the meantime. */
export const replaceSealed = (tx: Statements, was: { id: string; sealed: string }, next: string): Promise<number> => tx.run(sql`update installations set sealed_secrets = ${next} where id = ${was.id} and sealed_secrets = ${was.sealed}`);
