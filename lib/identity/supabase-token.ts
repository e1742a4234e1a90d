/** Supabase's access tokens, checked here without asking it: by the project's secret, or by its published keys. */
import { createRemoteJWKSet, errors, jwtVerify, type JWTVerifyGetKey } from "jose";
import { z } from "zod";
import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { singleton } from "@/lib/platform/singleton";

const claims = z.object({ sub: z.uuid(), session_id: z.string().min(1), role: z.literal("authenticated"), is_anonymous: z.literal(false).optional(), email: z.email().optional(), iat: z.number() });

const publishedKeys = (url: string): JWTVerifyGetKey => singleton(`supabase-keys ${url}`, () => createRemoteJWKSet(new URL(`${url}/auth/v1/.well-known/jwks.json`), { timeoutDuration: 3_000, cooldownDuration: 5_000 }));

/** Null for anything but a living token of a person of this project. Throws `identity_unavailable` where the keys cannot be had. */
export async function verifySupabaseToken(token: string, now: Date): Promise<{ userId: string; email: string | null; issuedAt: Date } | null> {
  const { SUPABASE_URL: url, SUPABASE_JWT_SECRET: secret } = env();
  if (!url) throw new AppError("identity_unavailable", { internal: "SUPABASE_URL is not set" });
  const options = { issuer: `${url}/auth/v1`, audience: "authenticated", currentDate: now, clockTolerance: 5, requiredClaims: ["exp", "sub"] };
  try {
    const { payload } = secret
      ? await jwtVerify(token, new TextEncoder().encode(secret), { ...options, algorithms: ["HS256"] })
      : await jwtVerify(token, publishedKeys(url), { ...options, algorithms: ["ES256", "RS256"] });
    const known = claims.safeParse(payload);
    return known.success ? { userId: known.data.sub, email: known.data.email ?? null, issuedAt: new Date(known.data.iat * 1_000) } : null;
  } catch (error) {
    if (error instanceof errors.JWKSTimeout || (error instanceof TypeError && error.message.includes("fetch"))) throw new AppError("identity_unavailable", { cause: error });
    if (error instanceof errors.JOSEError) return null;
    throw new AppError("identity_unavailable", { cause: error });
  }
}
