/** Secrets as Standard Webhooks has them (`whsec_` and 32 bytes), sealed for their row, and what they sign. */
import { randomBytes } from "node:crypto";
import { Webhook as Signer } from "standardwebhooks";
import { seal, unseal } from "@/lib/platform/sealing";

interface Row { id: string; workspaceId: string }
export const boundTo = ({ id, workspaceId }: Row): string => ["webhooks.secret", id, workspaceId].join("\n");

export function newWebhookSecret(row: Row): { secret: string; sealedSecret: string; lastFour: string } {
  const body = randomBytes(32).toString("base64");
  const secret = `whsec_${body}`;
  // Before the padding, which every secret ends with.
  return { secret, sealedSecret: seal(secret, boundTo(row)), lastFour: body.replace(/=+$/, "").slice(-4) };
}

/** Null where no key of this installation opens it, or where it belongs to another row. */
function open(sealed: string, row: Row): string | null {
  try { return unseal(sealed, boundTo(row)); } catch { return null; }
}

export interface Signing extends Row { sealedSecret: string; previousSealedSecret: string | null; previousUntil: Date | null }

/** The headers of one attempt; null where the secret cannot be opened. The secret before a rotation signs as well until its day has passed. */
export function signedHeaders(row: Signing, eventId: string, body: string, now: Date): Record<string, string> | null {
  const current = open(row.sealedSecret, row);
  if (current === null) return null;
  const previous = row.previousSealedSecret !== null && row.previousUntil !== null && row.previousUntil > now ? open(row.previousSealedSecret, row) : null;
  const signatures = [current, ...(previous === null ? [] : [previous])].map((secret) => new Signer(secret).sign(eventId, now, body));
  return { "webhook-id": eventId, "webhook-timestamp": String(Math.floor(now.getTime() / 1_000)), "webhook-signature": signatures.join(" ") };
}
