import { sha256 } from "@/lib/platform/crypto";
import { scopes, systemCtx, type Actor, type Ctx } from "@/lib/platform/ctx";
import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { isAllowedOrigin } from "@/lib/platform/origin";
import { openSealedSession, type HeaderReader } from "./cookie";
import { cachedActor, rememberActor } from "./credential-cache";
import { sessionIdleMs } from "./service";
import * as store from "./store";
import { findSessionOfAccess } from "./token-store";

/** `last_seen_at` is not worth a write on every request. */
const touchEveryMs = 60_000;

/**
 * Who asks: an API key or access token as bearer, else the session cookie, else null. Throws `unauthenticated` for a key that does not hold,
 * and `origin_not_allowed` for a cookie that comes with an action from another origin. `changesState` is true for a socket's upgrade.
 */
export async function actorFromHeaders(headers: HeaderReader, options: { changesState: boolean }): Promise<Actor | null> {
  const bearer = /^Bearer\s+(\S+)$/i.exec(headers.get("authorization") ?? "")?.[1];
  if (bearer?.startsWith("pk_")) return actorForKey(systemCtx(), bearer);
  if (bearer?.startsWith("at_")) return actorForAccess(systemCtx(), bearer);
  if (bearer) throw new AppError("unauthenticated");
  const session = await openSealedSession(headers);
  if (!session) return null;
  const origin = headers.get("origin");
  if (options.changesState && (!origin || !isAllowedOrigin(origin, headers.get("host")))) throw new AppError("origin_not_allowed");
  const actor = await actorForSession(systemCtx(), session.sessionToken);
  // A seal that is ours but puts one session's token beside another's name was never made by a sign-in.
  return actor?.credentialId === session.sessionId && actor.userId === session.userId ? actor : null;
}

export const currentActor = (request: Request): Promise<Actor | null> => actorFromHeaders(request.headers, { changesState: request.method !== "GET" && request.method !== "HEAD" });

const userActor = (row: store.SessionRow): Actor =>
  ({ kind: "user", userId: row.userId, workspaceId: row.workspaceId, role: row.role, scopes, platformAdmin: row.platformAdmin, plan: row.plan ?? env().DEFAULT_PLAN, credentialId: row.id });
const keyActor = (row: store.KeyRow): Actor =>
  ({ kind: "key", userId: row.userId, workspaceId: row.workspaceId, role: row.role, scopes: row.scopes, platformAdmin: false, plan: row.plan ?? env().DEFAULT_PLAN, credentialId: row.id });

/** Null where the session has ended, whatever the cookie says. `ctx` must be the system's. */
async function actorForSession(ctx: Ctx, token: string): Promise<Actor | null> {
  const hash = sha256(token);
  const cached = cachedActor(hash.toString("base64"), ctx.clock.nowMs());
  if (cached) return cached;
  const row = await store.findSession(ctx, hash);
  if (!row) return null;
  const now = ctx.clock.now().getTime();
  if (now - row.lastSeenAt.getTime() > touchEveryMs) await store.touchSession(ctx, row.id, new Date(now + sessionIdleMs));
  rememberActor(hash.toString("base64"), userActor(row), ctx.clock.nowMs());
  return userActor(row);
}

/** Throws `session_expired`, upon which a client refreshes. */
async function actorForAccess(ctx: Ctx, token: string): Promise<Actor> {
  const hash = sha256(token);
  const cached = cachedActor(hash.toString("base64"), ctx.clock.nowMs());
  if (cached) return cached;
  const sessionId = await findSessionOfAccess(ctx, hash);
  const row = sessionId && await store.findSessionById(ctx, sessionId);
  if (!row) throw new AppError("session_expired", { public: "This access token has expired or its session has ended. Use the refresh token, or sign in again." });
  rememberActor(hash.toString("base64"), userActor(row), ctx.clock.nowMs());
  return userActor(row);
}

/** An administrator who has to prove a second factor before they are one. */
export const isAdminWithoutFactor = (actor: Actor): Promise<boolean> => (actor.kind === "user" && actor.userId && !actor.platformAdmin ? store.isPlatformAdmin(systemCtx(), actor.userId) : Promise.resolve(false));

async function actorForKey(ctx: Ctx, key: string): Promise<Actor> {
  const hash = sha256(key);
  const cached = cachedActor(hash.toString("base64"), ctx.clock.nowMs());
  if (cached) return cached;
  const row = await store.findKey(ctx, hash);
  if (!row) throw new AppError("unauthenticated");
  if (!row.lastUsedAt || ctx.clock.now().getTime() - row.lastUsedAt.getTime() > touchEveryMs) await store.touchKey(ctx, row.id);
  rememberActor(hash.toString("base64"), keyActor(row), ctx.clock.nowMs());
  return keyActor(row);
}

/** Whether the credential behind a running call still holds; asked every 5 s. Throws `database_unavailable`, on which a call goes on. */
export async function recheckActor(actor: Actor): Promise<boolean> {
  if (!actor.credentialId || actor.kind === "caller") return true;
  const ctx = systemCtx();
  const row = actor.credentialId.startsWith("key_") ? await store.findKeyById(ctx, actor.credentialId) : await store.findSessionById(ctx, actor.credentialId);
  return row !== null && row.userId === actor.userId && (row.workspaceId === actor.workspaceId || await store.isMember(ctx, row.userId, actor.workspaceId));
}

/** Whether a session's own row still holds. */
export const isSessionOpen = async (sessionToken: string): Promise<boolean> => (await actorForSession(systemCtx(), sessionToken)) !== null;
