/** What a key is sealed for: a copy in another row, workspace or provider, or with another address beside it, does not open. */
import { seal, unseal } from "@/lib/platform/sealing";

interface Row { id: string; workspaceId: string; provider: string; baseUrl: string | null }

export const boundTo = ({ id, workspaceId, provider, baseUrl }: Row): string => ["provider_keys.sealed_key", id, workspaceId, provider, baseUrl ?? ""].join("\n");
export const sealKey = (key: string, row: Row): string => seal(key, boundTo(row));

/** Null where no key of this installation opens it, or where it belongs to another row. */
export function openKey(row: Row & { sealedKey: string }): string | null {
  try { return unseal(row.sealedKey, boundTo(row)); } catch { return null; }
}
