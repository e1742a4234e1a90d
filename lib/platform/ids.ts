/** Identifiers: a prefix that names the thing, then a time-ordered, unguessable part. */
import { randomBytes, randomUUID } from "node:crypto";

export type IdPrefix = "agt" | "ver" | "kno" | "src" | "cnv" | "trn" | "rec" | "wsp" | "ses" | "key" | "sec" | "hnd" | "cns" | "lnk" | "evt" | "req" | "job" | "mal" | "aud" | "inv" | "rct" | "era" | "exp" | "pvk" | "sso" | "dom" | "tol" | "mcp" | "ins";

const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

/** `agt_` + 26 characters (48 bits of time, 80 of chance), sortable by the time it was made. */
export function newId(prefix: IdPrefix, now = Date.now()): string {
  let bits = (BigInt(now) << 80n) | BigInt(`0x${randomBytes(10).toString("hex")}`);
  let text = "";
  for (let index = 0; index < 26; index += 1) { text = alphabet.charAt(Number(bits & 31n)) + text; bits >>= 5n; }
  return `${prefix}_${text}`;
}

/** People are keyed by UUID, as Supabase does. */
export const newUserId = (): string => randomUUID();

/** A secret of at least 128 bits (32 bytes here), URL-safe, with a prefix that secret scanners can find. */
export const newSecret = (prefix: "pk" | "ek" | "lnk" | "res" | "ses" | "rt" | "clr"): string => `${prefix}_${randomBytes(32).toString("base64url")}`;
