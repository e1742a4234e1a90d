/** Access and refresh tokens, for clients that keep no cookie: an app, a command line, a server. Behind them stands a session like any other. */
import { createHmac } from "node:crypto";
import { recordAudit } from "@/lib/audit/service";
import { deriveKey, sha256 } from "@/lib/platform/crypto";
import { asSystem, type Ctx } from "@/lib/platform/ctx";
import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { newSecret } from "@/lib/platform/ids";
import { forgetCredential } from "./credential-cache";
import type { TokenInput, TokenPair } from "./schema";
import { proveSecondFactor } from "./second-factor";
import { openSession, personBehind, sessionIdleMs, signIn, type SignedIn } from "./service";
import { verifySupabaseToken } from "./supabase-token";
import * as store from "./token-store";

const accessMs = 15 * 60_000;
/** A parallel or lost request may show the token again; it gets the same successor. */
export const graceMs = 10_000;

/** Made from the refresh token and a key of this installation, so that a retry gets the same without anything being kept that could be read. */
const derived = (prefix: "at" | "rt", refreshToken: string): string => `${prefix}_${createHmac("sha256", deriveKey(`token-${prefix}`)).update(refreshToken).digest("base64url")}`;

const pairOf = (sessionId: string, refreshToken: string): TokenPair => ({ tokenType: "Bearer", accessToken: derived("at", refreshToken), expiresInSeconds: accessMs / 1_000, refreshToken, sessionId });
const rowOf = (ctx: Ctx, sessionId: string, refreshToken: string): store.NewTokens => ({
  tokenHash: sha256(refreshToken), sessionId, accessHash: sha256(derived("at", refreshToken)), accessExpiresAt: new Date(ctx.clock.now().getTime() + accessMs), createdAt: ctx.clock.now(),
});

/** Signs in. `invalid_credentials`, `second_factor_required`, `second_factor_wrong` as on the page. */
export async function openTokens(ctx: Ctx, input: TokenInput): Promise<TokenPair> {
  const signed = input.grant === "password" ? await signIn(ctx, input, input.device) : await signInBySupabase(ctx, input);
  const refreshToken = newSecret("rt");
  await store.insertTokens(asSystem(ctx).db, rowOf(ctx, signed.sessionId, refreshToken));
  return pairOf(signed.sessionId, refreshToken);
}

async function signInBySupabase(ctx: Ctx, input: { accessToken: string; code?: string | undefined; device: string }): Promise<SignedIn> {
  const account = env().AUTH_PROVIDER === "supabase" ? await verifySupabaseToken(input.accessToken, ctx.clock.now()) : null;
  const person = account && await personBehind(ctx, account.userId, account.email);
  const isOld = person?.proofsFrom && account && account.issuedAt <= person.proofsFrom;
  if (!person || person.disabled || isOld) throw new AppError("invalid_credentials", { public: "This token is not of this installation's Supabase project, or has expired." });
  return openSession(ctx, person.id, input.device, { secondFactor: await proveSecondFactor(ctx, person.id, input.code) });
}

/** A new pair for a refresh token, which is good once. Shown again after its grace, or when its successor was used too, it was stolen or leaked: the whole session ends. */
export async function refreshTokens(ctx: Ctx, input: { refreshToken: string }): Promise<TokenPair> {
  const hash = sha256(input.refreshToken);
  const now = ctx.clock.now();
  const outcome = await asSystem(ctx).db.transaction(async (tx) => {
    const known = await store.findRefreshToken(tx, hash, now);
    if (!known?.open) return null;
    const successor = derived("rt", input.refreshToken);
    if (known.usedAt === null) {
      await store.markUsed(tx, hash, now);
      await store.insertTokens(tx, rowOf(ctx, known.sessionId, successor));
      await store.extendSession(tx, known.sessionId, now, new Date(now.getTime() + sessionIdleMs));
      return pairOf(known.sessionId, successor);
    }
    if (now.getTime() - known.usedAt.getTime() <= graceMs && !(await store.isUsed(tx, sha256(successor)))) return pairOf(known.sessionId, successor);
    await store.revokeSession(tx, known.sessionId, now);
    await recordAudit(tx, ctx, { action: "session.token_reused", workspaceId: null, actorId: known.userId, target: { kind: "session", id: known.sessionId } });
    return { ended: known.sessionId };
  });
  if (outcome && "ended" in outcome) forgetCredential(outcome.ended);
  if (!outcome || "ended" in outcome) throw new AppError("session_expired");
  return outcome;
}
