/** Hashes and derived keys; every secret of the process comes from the one setting `PARLEY_SECRET`. */
import { createHash, hkdfSync, timingSafeEqual } from "node:crypto";
import { env } from "./env";

/** For tokens of at least 128 bits of chance, where a slow hash would add nothing. */
export const sha256 = (text: string): Buffer => createHash("sha256").update(text).digest();

/** Compares in constant time whatever the lengths. */
export const sameSecret = (left: string, right: string): boolean => timingSafeEqual(sha256(left), sha256(right));

/** A 32-byte key for one purpose. Throws where `PARLEY_SECRET` is absent. */
export function deriveKey(purpose: string): Buffer {
  const secret = env().PARLEY_SECRET;
  if (!secret) throw new Error("PARLEY_SECRET is not set: `npm run up` makes and keeps one.");
  return Buffer.from(hkdfSync("sha256", secret, "parley", purpose, 32));
}

/** What seals the session cookie. */
export const authSecret = (): string => deriveKey("session-cookie").toString("base64url");
