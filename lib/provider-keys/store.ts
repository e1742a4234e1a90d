import { z } from "zod";
import { columns, sql, type Statements } from "@/lib/platform/db";
import { keyedProviders, providerKey } from "./schema";

// Every statement runs under the system role, the only one that may, and names the workspace.
const row = providerKey.omit({ opens: true }).extend({ workspaceId: z.string(), sealedKey: z.string() });
export type ProviderKeyRow = z.infer<typeof row>;
const fields = sql`k.id, k.workspace_id, k.provider, k.sealed_key, k.last_four, k.base_url, coalesce(nullif(u.name, ''), u.email::text) as set_by, k.set_at, k.last_used_at`;

export const listKeys = (tx: Statements, workspaceId: string): Promise<ProviderKeyRow[]> =>
  tx.many(row, sql`select ${fields} from provider_keys k left join users u on u.id = k.set_by where k.workspace_id = ${workspaceId} order by k.provider desc`);
export const getKey = (tx: Statements, workspaceId: string, id: string): Promise<ProviderKeyRow> =>
  tx.one(row, sql`select ${fields} from provider_keys k left join users u on u.id = k.set_by where k.workspace_id = ${workspaceId} and k.id = ${id}`);

export interface NewProviderKey { id: string; workspaceId: string; provider: string; sealedKey: string; lastFour: string; baseUrl: string | null; setBy: string | null; setAt: Date }
/** In place of the provider's last one, if there is one; of two at once the later stays. */
export const putKey = (tx: Statements, key: NewProviderKey): Promise<number> => tx.run(sql`
  insert into provider_keys ${columns({ ...key })} on conflict (workspace_id, provider) do update set
    id = excluded.id, sealed_key = excluded.sealed_key, last_four = excluded.last_four, base_url = excluded.base_url, set_by = excluded.set_by, set_at = excluded.set_at, last_used_at = null`);

const deleted = z.object({ provider: z.enum(keyedProviders) });
export const deleteKey = (tx: Statements, workspaceId: string, id: string) => tx.one(deleted, sql`delete from provider_keys where workspace_id = ${workspaceId} and id = ${id} returning provider`);
/** Not more often than `since` asks. */
export const touchKey = (tx: Statements, workspaceId: string, id: string, now: Date, since: Date): Promise<number> =>
  tx.run(sql`update provider_keys set last_used_at = ${now} where workspace_id = ${workspaceId} and id = ${id} and (last_used_at is null or last_used_at < ${since})`);

// What follows crosses workspaces: the rotation of keys goes through all of them, in the order of their ids.
const sealed = row.pick({ id: true, workspaceId: true, provider: true, baseUrl: true, sealedKey: true });
export type SealedKeyRow = z.infer<typeof sealed>;
export const sealedAfter = (tx: Statements, id: string, limit: number): Promise<SealedKeyRow[]> =>
  tx.many(sealed, sql`select id, workspace_id, provider, base_url, sealed_key from provider_keys where id > ${id} order by id limit ${limit}`);
/** Not where it was set anew in the meantime. */
export const replaceSealed = (tx: Statements, was: { id: string; sealed: string }, next: string): Promise<number> =>
  tx.run(sql`update provider_keys set sealed_key = ${next} where id = ${was.id} and sealed_key = ${was.sealed}`);
