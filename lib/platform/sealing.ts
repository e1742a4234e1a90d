/** Secrets that must be read again (provider keys, an identity server's secret), encrypted for the database with AES-256-GCM. */
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";
import { deriveKey } from "./crypto";
import { env } from "./env";

interface SealingKey { id: string; key: Buffer }

const named = (key: Buffer): SealingKey => ({ id: createHash("sha256").update("key-id").update(key).digest("hex").slice(0, 8), key });

/** Newest first. The one that comes from `PARLEY_SECRET` is always the last, so that what was sealed before `ENCRYPTION_KEYS` was set still opens. */
function sealingKeys(): [SealingKey, ...SealingKey[]] {
  const given = env().ENCRYPTION_KEYS.map((secret) => named(Buffer.from(hkdfSync("sha256", secret, "parley", "sealing", 32))));
  const [first = named(deriveKey("sealing")), ...rest] = given;
  return [first, ...rest, ...(given.length > 0 ? [named(deriveKey("sealing"))] : [])];
}

const associated = (keyId: string, boundTo: string): Buffer => Buffer.from(`${keyId}\n${boundTo}`);

/** `boundTo` names the row and the field: what is sealed for one does not open in another. */
export function seal(plain: string, boundTo: string): string {
  const [{ id, key }] = sealingKeys();
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(associated(id, boundTo));
  const sealed = Buffer.concat([cipher.update(plain, "utf8"), cipher.final(), cipher.getAuthTag()]);
  return [id, nonce.toString("base64url"), sealed.toString("base64url")].join(".");
}

/** Throws where no key of this installation opens it, or where it was sealed for something else. */
export function unseal(sealed: string, boundTo: string): string {
  const [id = "", nonce = "", body = ""] = sealed.split(".");
  const known = sealingKeys().find((candidate) => candidate.id === id);
  if (!known) throw new Error(`A secret is sealed with key ${/^[0-9a-f]{8}$/.test(id) ? id : "?"}, which is not among ENCRYPTION_KEYS.`);
  const bytes = Buffer.from(body, "base64url");
  const decipher = createDecipheriv("aes-256-gcm", known.key, Buffer.from(nonce, "base64url")).setAAD(associated(id, boundTo)).setAuthTag(bytes.subarray(-16));
  return Buffer.concat([decipher.update(bytes.subarray(0, -16)), decipher.final()]).toString("utf8");
}

/** False for what `seal` would seal with another key today. */
export const isSealedWithNewest = (sealed: string): boolean => sealed.startsWith(`${sealingKeys()[0].id}.`);
