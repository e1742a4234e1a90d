import { decode, encode } from "next-auth/jwt";
import { z } from "zod";
import { authSecret } from "@/lib/platform/crypto";
import { publicOrigin } from "@/lib/platform/env";

/** The least of headers that `Headers` and a plain upgrade request share. */
export interface HeaderReader { get(name: string): string | null }

/** No session outlives this, however busy; the cookie lasts as long. */
export const sessionAbsoluteMs = 60 * 86_400_000;
export const isSecureOrigin = (): boolean => publicOrigin().startsWith("https:");
/** `__Host-` demands Secure, which plain-http localhost cannot give. */
export const sessionCookieName = (): string => (isSecureOrigin() ? "__Host-parley.session" : "parley.session");
export const sessionMaxAgeSeconds = sessionAbsoluteMs / 1_000;

const sealed = z.object({ sessionId: z.string(), sessionToken: z.string(), sub: z.string() });

/** The cookie's value for a session; for tools and tests that sign in without a browser. */
export const sealSession = (session: { userId: string; sessionId: string; sessionToken: string }): Promise<string> =>
  encode({ token: { sub: session.userId, sessionId: session.sessionId, sessionToken: session.sessionToken }, secret: authSecret(), maxAge: sessionMaxAgeSeconds });

/** The header that sets it, with the attributes that NextAuth gives it. */
export const sessionCookie = (sealedSession: string): string =>
  `${sessionCookieName()}=${sealedSession}; Path=/; Max-Age=${sessionMaxAgeSeconds}; HttpOnly; SameSite=Lax${isSecureOrigin() ? "; Secure" : ""}`;

/** Null where there is none, or more than one. */
export function cookieValue(headers: HeaderReader, name: string): string | null {
  const pairs = (headers.get("cookie") ?? "").split(/;\s*/);
  const [found, second] = pairs.filter((pair) => pair.startsWith(`${name}=`));
  // Of two with one name, one was put there by somebody else, and which is not told: neither is believed.
  return found && !second ? decodeURIComponentSafely(found.slice(name.length + 1)) : null;
}

function decodeURIComponentSafely(text: string): string {
  try { return decodeURIComponent(text); } catch { return ""; }
}

/** What the session cookie holds, or null where there is none that we sealed. */
export async function openSealedSession(headers: HeaderReader): Promise<{ sessionId: string; sessionToken: string; userId: string } | null> {
  const value = cookieValue(headers, sessionCookieName());
  // The library would read past letters that no seal has.
  if (!value || !/^[\w.-]+$/.test(value)) return null;
  const opened = sealed.safeParse(await decode({ token: value, secret: authSecret() }).catch(() => null));
  return opened.success ? { sessionId: opened.data.sessionId, sessionToken: opened.data.sessionToken, userId: opened.data.sub } : null;
}
