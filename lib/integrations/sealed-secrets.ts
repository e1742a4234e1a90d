/** Secrets of an installation, sealed for their row: a copy in another row or workspace does not open. */
import { z } from "zod";
import { seal, unseal } from "@/lib/platform/sealing";

interface Row { id: string; workspaceId: string }
export interface SecretHint { name: string; lastFour: string }
const values = z.record(z.string(), z.string());
/** Of a shorter secret four characters would be much. */
const shortestShown = 16;

export const boundTo = ({ id, workspaceId }: Row): string => ["installations.sealed_secrets", id, workspaceId].join("\n");

export function sealSecrets(row: Row, secrets: Record<string, string>): { sealedSecrets: string | null; secretHints: SecretHint[] } {
  const entries = Object.entries(secrets);
  return {
    sealedSecrets: entries.length === 0 ? null : seal(JSON.stringify(secrets), boundTo(row)),
    secretHints: entries.map(([name, value]) => ({ name, lastFour: value.length < shortestShown ? "" : value.slice(-4) })),
  };
}

/** Null where no key of this installation opens them. */
export function openSecrets({ sealedSecrets, ...row }: Row & { sealedSecrets: string | null }): Record<string, string> | null {
  if (sealedSecrets === null) return {};
  try { return values.parse(JSON.parse(unseal(sealedSecrets, boundTo(row)))); } catch { return null; }
}
