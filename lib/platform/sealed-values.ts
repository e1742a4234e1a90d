/** Named secrets of one row, sealed for it together: a copy in another row or workspace does not open. */
import { z } from "zod";
import { seal, unseal } from "./sealing";

/** Table and column. */
export type SealedPlace = "tools.sealed_secrets" | "mcp_servers.sealed_headers" | "installations.sealed_secrets";
export interface SecretHint { name: string; lastFour: string }
interface Row { id: string; workspaceId: string }

/** Of a shorter secret four characters would be much. */
const shortestShown = 16;
const values = z.record(z.string(), z.string());

export const boundTo = (place: SealedPlace, { id, workspaceId }: Row): string => [place, id, workspaceId].join("\n");

export function sealValues(place: SealedPlace, row: Row, secrets: Record<string, string>): { sealed: string | null; hints: SecretHint[] } {
  const entries = Object.entries(secrets);
  return {
    sealed: entries.length === 0 ? null : seal(JSON.stringify(secrets), boundTo(place, row)),
    hints: entries.map(([name, value]) => ({ name, lastFour: value.length < shortestShown ? "" : value.slice(-4) })),
  };
}

/** Null where no key of this installation opens it. */
export function openValues(place: SealedPlace, row: Row, sealed: string | null): Record<string, string> | null {
  if (sealed === null) return {};
  try { return values.parse(JSON.parse(unseal(sealed, boundTo(place, row)))); } catch { return null; }
}
