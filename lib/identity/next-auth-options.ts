import type { NextAuthOptions } from "next-auth";
import type { CredentialsConfig } from "next-auth/providers/credentials";
import { z } from "zod";
import { authSecret } from "@/lib/platform/crypto";
import { systemCtx } from "@/lib/platform/ctx";
import { settleAuthUrl } from "@/lib/platform/env";
import { errorTable, isAppError } from "@/lib/platform/errors";
import { callerAddress } from "@/lib/platform/forwarding";
import { rootLog } from "@/lib/platform/log";
import { isSecureOrigin, sessionCookieName, sessionMaxAgeSeconds, type HeaderReader } from "./cookie";
import { credentials as credentialsShape } from "./schema";
import { endOwnSession, endSessionBefore, signIn } from "./service";
import { isSessionOpen } from "./session";

const signedIn = z.object({ id: z.string(), sessionId: z.string(), sessionToken: z.string() });
const inCookie = z.object({ sub: z.string(), sessionId: z.string(), sessionToken: z.string() });

/** Is told what the library would answer as a wrong password, or pass over. */
export type OnFault = (error: unknown) => void;

/** Null for what is wrong, which the library answers as one error; other faults go by their code from the error table. The session that the browser had before ends. */
async function authorize(given: unknown, headers: HeaderReader, onFault: OnFault) {
  const parsed = credentialsShape.safeParse(given);
  if (!parsed.success) return null;
  try {
    const ctx = systemCtx({ from: callerAddress(headers) });
    const { userId, sessionId, sessionToken } = await signIn(ctx, parsed.data, headers.get("user-agent") ?? "");
    await endSessionBefore(ctx, headers);
    return { id: userId, sessionId, sessionToken };
  } catch (error) {
    if (isAppError(error) && error.code === "invalid_credentials") return null;
    if (!isAppError(error) || !errorTable[error.code].expected) rootLog().error({ err: error }, "sign-in failed");
    onFault(error);
    throw new Error(isAppError(error) ? error.code : "internal");
  }
}

/** Written out, because the library's maker of it has another shape in each module system. */
const providerWith = (onFault: OnFault): CredentialsConfig => ({
  id: "credentials", name: "credentials", type: "credentials", credentials: { email: { type: "email" }, password: { type: "password" }, code: { type: "text" } },
  authorize: (given, request) => authorize({ email: given?.email, password: given?.password, ...(given?.code ? { code: given.code } : {}) }, { get: (name) => (typeof request.headers?.[name] === "string" ? request.headers[name] : null) }, onFault),
});

/** NextAuth seals and clears the cookie; the row behind it, which is ours, decides. */
export function nextAuthOptions(onFault: OnFault = () => {}): NextAuthOptions {
  settleAuthUrl();
  const secure = isSecureOrigin();
  const options = { httpOnly: true, sameSite: "lax", path: "/", secure } as const;
  const log = rootLog();
  return {
    secret: authSecret(),
    useSecureCookies: secure,
    session: { strategy: "jwt", maxAge: sessionMaxAgeSeconds },
    pages: { signIn: "/sign-in", signOut: "/", error: "/sign-in" },
    // The library's own name for the second is not bound to this host.
    cookies: { sessionToken: { name: sessionCookieName(), options }, callbackUrl: { name: secure ? "__Host-parley.callback" : "parley.callback", options } },
    providers: [providerWith(onFault)],
    callbacks: {
      // The library's own throws at an address that is none.
      redirect: ({ url, baseUrl }) => (URL.canParse(url, baseUrl) && new URL(url, baseUrl).origin === baseUrl ? new URL(url, baseUrl).href : baseUrl),
      jwt({ token, user }) {
        const fresh = signedIn.safeParse(user);
        return fresh.success ? { sub: fresh.data.id, sessionId: fresh.data.sessionId, sessionToken: fresh.data.sessionToken } : token;
      },
      async session({ session, token }) {
        const held = inCookie.safeParse(token);
        // Were this to throw, the library would take the cookie away: a database that is gone for a moment signs nobody out.
        const open = held.success && await isSessionOpen(held.data.sessionToken).catch((error: unknown) => { onFault(error); return false; });
        return { ...session, user: open ? session.user : undefined };
      },
    },
    events: {
      async signOut({ token }) {
        const held = inCookie.safeParse(token);
        if (held.success) await endOwnSession(systemCtx(), { sessionId: held.data.sessionId, userId: held.data.sub }).catch(onFault);
      },
    },
    // The library's own details may hold addresses; its codes do not.
    logger: { error: (code) => log.warn({ code }, "sign-in library error"), warn: (code) => log.debug({ code }, "sign-in library warning"), debug: () => {} },
  };
}
