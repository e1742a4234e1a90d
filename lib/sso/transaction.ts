/** What the browser keeps between going to an identity server and coming back: sealed, for ten minutes, and in no address. */
import { z } from "zod";
import { cookieValue, isSecureOrigin, type HeaderReader } from "@/lib/identity/cookie";
import { seal, unseal } from "@/lib/platform/sealing";

export const transactionMs = 10 * 60_000;

const transaction = z.object({
  connectionId: z.string(), issuer: z.string(), state: z.string(), nonce: z.string(), verifier: z.string(), next: z.string().nullable(), expiresAtMs: z.number(),
});
export type Transaction = z.infer<typeof transaction>;

/** `__Host-` demands Secure, which plain-http localhost cannot give. */
export const transactionCookieName = (): string => (isSecureOrigin() ? "__Host-parley.sso" : "parley.sso");
const boundTo = "sso-transaction";

const cookie = (value: string, maxAgeSeconds: number): string =>
  `${transactionCookieName()}=${value}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Lax${isSecureOrigin() ? "; Secure" : ""}`;

export const transactionCookie = (held: Transaction): string => cookie(seal(JSON.stringify(held), boundTo), transactionMs / 1_000);
export const clearedTransactionCookie = (): string => cookie("", 0);

/** Null where there is none, where it is not ours, or where its time is over. */
export function openTransaction(headers: HeaderReader, nowMs: number): Transaction | null {
  const value = cookieValue(headers, transactionCookieName());
  if (!value) return null;
  try {
    const opened = transaction.parse(JSON.parse(unseal(value, boundTo)));
    return opened.expiresAtMs > nowMs ? opened : null;
  } catch { return null; }
}
