import { recordAttempt, recordAudit, recordAuditAlone } from "@/lib/audit/service";
import { isInviteOpen, takeInvite } from "@/lib/invites/service";
import { requestMail } from "@/lib/mail/service";
import { AppError, fieldFault } from "@/lib/platform/errors";
import { sha256 } from "@/lib/platform/crypto";
import { asSystem, scopes as allScopes, type Ctx } from "@/lib/platform/ctx";
import type { Statements } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { rateLimiter, requireRoom } from "@/lib/platform/rate-limiter/limiter";
import { countedFor } from "@/lib/platform/rate-limits";
import { newId, newSecret } from "@/lib/platform/ids";
import { workspaceNameFor } from "@/lib/platform/subject";
import { identityProvider } from "./choose-provider";
import { openSealedSession, sessionAbsoluteMs, type HeaderReader } from "./cookie";
import { forgetCredential, forgetCredentialsOf } from "./credential-cache";
import { inSteps } from "./level";
import { requireUncommonPassword } from "./passwords";
import { proveSecondFactor } from "./second-factor";
import { memberTextVersion, type ApiKey, type ApiKeyInput, type Credentials, type Me, type NewApiKey, type Session, type SignUpInput } from "./schema";
import * as store from "./store";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
export const sessionIdleMs = 14 * dayMs;

/** Makes an account with its own workspace. Answers the same, after the same time, where the address is taken: an account is five rows more. */
export const signUp = (ctx: Ctx, input: SignUpInput): Promise<{ accepted: true }> => inSteps(() => makeAccount(ctx, input));

async function makeAccount(ctx: Ctx, input: SignUpInput): Promise<{ accepted: true }> {
  if (env().SIGNUP !== "open" && !input.linkToken) throw new AppError("signup_closed");
  const isFirstAdmin = input.linkToken !== undefined && await isFirstAdminLinkOpen(ctx, input.linkToken);
  if (input.linkToken && !isFirstAdmin && !(await isInviteOpen(ctx, input.linkToken, input.email))) throw new AppError("link_used");
  await requireUncommonPassword(input.password, input.email);
  const token = input.linkToken;
  const created = await withAccount(ctx, input, async (tx, account) => {
    if (token && isFirstAdmin && (await store.useLink(tx, sha256(token), "first-admin", ctx.clock.now())) === 0) throw new AppError("link_used");
    const person = account && await store.insertPerson(tx, newPerson(ctx, account.userId, input, isFirstAdmin));
    // The link stays open: whoever holds it may choose another address, or prove that this one is theirs.
    if (isFirstAdmin && !person) throw new AppError("conflict", { public: "This address has an account already. Choose another for the administrator." });
    if (person && token && !isFirstAdmin) await takeInvite(tx, ctx, token, { userId: person.userId, email: input.email });
    if (person) await recordAudit(tx, ctx, { action: "account.created", actorId: person.userId, workspaceId: person.workspaceId });
    await requestMail(tx, ctx, { kind: person ? "verify-email" : "address-taken", toAddress: input.email });
    return person;
  });
  if (created) ctx.log.info({ userId: created.userId }, "account created");
  return { accepted: true };
}

type Made = { userId: string; workspaceId: string } | null;

/** Makes the account at the provider, null where the address is taken, and its person here; an account without a person is taken back. One that stays behind all the same is taken up when its owner signs in. */
async function withAccount(ctx: Ctx, input: { email: string; password: string }, make: (tx: Statements, account: { userId: string } | null) => Promise<Made>): Promise<Made> {
  const provider = identityProvider();
  const account = await provider.create(ctx, { email: input.email, password: input.password });
  let created: Made = null;
  try {
    created = await asSystem(ctx).db.transaction((tx) => make(tx, account));
    return created;
  } finally {
    if (account && !created) await provider.delete(ctx, account.userId).catch((error: unknown) => ctx.log.warn({ err: error }, "an account without a person stays at the provider"));
  }
}

const newPerson = (ctx: Ctx, id: string, input: { email: string; name: string }, platformAdmin: boolean): store.NewPerson => ({
  id, email: input.email, name: input.name, platformAdmin,
  workspaceName: input.name ? workspaceNameFor(input.name) : "My workspace", textVersion: memberTextVersion, now: ctx.clock.now(),
});

/** For the command line: `conflict` where the address is taken. */
export async function createUser(ctx: Ctx, input: { email: string; password: string; name?: string; admin?: boolean }): Promise<{ userId: string; workspaceId: string }> {
  await requireUncommonPassword(input.password, input.email);
  const created = await withAccount(ctx, input, (tx, account) => account ? store.insertPerson(tx, newPerson(ctx, account.userId, { email: input.email, name: input.name ?? "" }, input.admin ?? false)) : Promise.resolve(null));
  if (!created) throw new AppError("conflict", { public: "There is an account with this address already." });
  return created;
}

/** For the command line. Everywhere the person is signed in, they are an administrator within seconds. */
export async function promoteByEmail(ctx: Ctx, input: { email: string }): Promise<void> {
  const { userId } = await knownMember(ctx, input.email);
  await asSystem(ctx).db.transaction(async (tx) => {
    await store.makePlatformAdmin(tx, userId);
    await recordAudit(tx, ctx, { action: "admin.promoted", workspaceId: null, target: { kind: "user", id: userId } });
  });
}

/** For the command line: signs somebody out everywhere, running calls included. Keys stay. Gives the number of sessions that ended. */
export async function endSessionsByEmail(ctx: Ctx, input: { email: string }): Promise<number> {
  const { userId } = await knownMember(ctx, input.email);
  return asSystem(ctx).db.transaction(async (tx) => {
    await recordAudit(tx, ctx, { action: "sessions.ended", workspaceId: null, target: { kind: "user", id: userId } });
    return store.revokeOtherSessions(tx, userId, null, ctx.clock.now());
  });
}

export interface SignedIn { userId: string; sessionId: string; sessionToken: string }

/** Proves who someone is and opens a session. `invalid_credentials` for an unknown address, a wrong password and a disabled account alike. */
export async function signIn(ctx: Ctx, input: Credentials, userAgent: string): Promise<SignedIn> {
  const system = asSystem(ctx);
  requireRoom(await rateLimiter().take(countedFor("account", null, input.email.toLowerCase())));
  const known = await store.findPersonByEmail(system.db, input.email);
  const account = await identityProvider().signIn(ctx, input);
  const person = account && (known?.id === account.userId ? known : await personBehind(ctx, account.userId, input.email));
  if (!person || person.disabled) {
    await recordAttempt(ctx, { action: "session.refused", workspaceId: null, ...(known ? { target: { kind: "user", id: known.id } } : {}) });
    throw new AppError("invalid_credentials");
  }
  const secondFactor = await proveSecondFactor(ctx, person.id, input.code).catch(async (error: unknown) => {
    if (input.code) await recordAttempt(ctx, { action: "session.refused", workspaceId: null, target: { kind: "user", id: person.id }, detail: { method: "second-factor" } });
    throw error;
  });
  return openSession(ctx, person.id, userAgent, { secondFactor, ...(person === known ? { passwordVersion: known.passwordVersion } : {}) });
}

/**
 * Who an account at the provider is here. One that is nobody yet, since its sign-up was interrupted or it was made elsewhere in the same project,
 * becomes a person; null where sign-up is closed or its address is somebody else's.
 */
export async function personBehind(ctx: Ctx, userId: string, email: string | null): Promise<{ id: string; disabled: boolean; proofsFrom: Date | null } | null> {
  const system = asSystem(ctx);
  const known = await store.findPerson(system.db, userId);
  if (known || !email || env().SIGNUP !== "open") return known;
  const person = await system.db.transaction((tx) => store.insertPerson(tx, newPerson(ctx, userId, { email, name: "" }, false)));
  return person && { id: person.userId, disabled: false, proofsFrom: null };
}

/** For whoever has been proved to be this person. With `passwordVersion`, read before the proof: `invalid_credentials` where the password has been changed since. With `sso`: by what else, and at which workspace the session looks first. */
export async function openSession(ctx: Ctx, userId: string, userAgent: string, proof: { secondFactor?: boolean; passwordVersion?: number; sso?: { workspaceId: string } } = {}): Promise<SignedIn> {
  const now = ctx.clock.now();
  const sessionId = newId("ses");
  const sessionToken = newSecret("ses");
  await asSystem(ctx).db.transaction(async (tx) => {
    if (proof.passwordVersion !== undefined && !(await store.isPasswordOf(tx, userId, proof.passwordVersion))) throw new AppError("invalid_credentials");
    await recordAudit(tx, ctx, { action: "session.created", workspaceId: null, actorId: userId, target: { kind: "session", id: sessionId }, ...(proof.sso ? { detail: { method: "sso" } } : {}) });
    await store.insertSession(tx, {
      ...(proof.sso ?? {}),
      id: sessionId, userId, tokenHash: sha256(sessionToken), userAgent: userAgent.slice(0, 200), createdAt: now, lastSeenAt: now,
      idleExpiresAt: new Date(now.getTime() + sessionIdleMs), expiresAt: new Date(now.getTime() + sessionAbsoluteMs), secondFactorAt: proof.secondFactor ? now : null,
    });
  });
  return { userId, sessionId, sessionToken };
}

/** Ends one of the actor's own sessions; `not_found` for anybody else's. */
export async function endSession(ctx: Ctx, input: { sessionId: string }): Promise<void> {
  const { userId } = requireUser(ctx);
  const ended = await store.revokeSession(ctx, input.sessionId, userId);
  forgetCredential(input.sessionId);
  if (ended === 0) throw new AppError("not_found");
  await recordAuditAlone(ctx, { action: "session.ended", workspaceId: null, target: { kind: "session", id: input.sessionId } });
}

/** Ends the session that asks. */
export async function endTokens(ctx: Ctx): Promise<void> {
  if (ctx.actor.kind !== "user" || !ctx.actor.credentialId) throw new AppError("unauthenticated");
  await endSession(ctx, { sessionId: ctx.actor.credentialId });
}

/** Signs out everywhere but here. */
export async function endOtherSessions(ctx: Ctx): Promise<void> {
  const { userId } = requireUser(ctx);
  await asSystem(ctx).db.transaction(async (tx) => {
    await store.revokeOtherSessions(tx, userId, ctx.actor.credentialId, ctx.clock.now());
    await recordAudit(tx, ctx, { action: "sessions.ended", workspaceId: null });
  });
  forgetCredentialsOf(userId);
}

/** For signing out, where the cookie's own session is ended whatever its state. */
export async function endOwnSession(ctx: Ctx, session: { sessionId: string; userId: string }): Promise<void> {
  const ended = await store.revokeSession(asSystem(ctx), session.sessionId, session.userId);
  if (ended > 0) await recordAuditAlone(ctx, { action: "session.ended", workspaceId: null, actorId: session.userId, target: { kind: "session", id: session.sessionId } });
  forgetCredential(session.sessionId);
}

/** After signing in: the session that this browser showed until now, which nobody holds any more. */
export async function endSessionBefore(ctx: Ctx, headers: HeaderReader): Promise<void> {
  const before = await openSealedSession(headers);
  if (before) await endOwnSession(ctx, before);
}

export async function listSessions(ctx: Ctx): Promise<Session[]> {
  return store.listSessions(ctx, requireUser(ctx).userId, ctx.actor.credentialId);
}

export async function getMe(ctx: Ctx): Promise<Me> {
  return store.findMe(ctx, requireUser(ctx).userId, ctx.actor.workspaceId);
}

export async function listApiKeys(ctx: Ctx): Promise<ApiKey[]> {
  return store.listKeys(ctx, ctx.actor.workspaceId, ctx.actor.userId);
}

const longestKeyLifeMs = 100 * 365 * 86_400_000;

/** The key itself is in the answer this once; only its hash is kept. `validation_failed` where it would have ended already, or never within a hundred years. */
export async function createApiKey(ctx: Ctx, input: ApiKeyInput): Promise<NewApiKey> {
  const leftMs = input.expiresAt === null ? null : Date.parse(input.expiresAt) - ctx.clock.now().getTime();
  if (leftMs !== null && !(leftMs > 0 && leftMs <= longestKeyLifeMs)) throw fieldFault("expiresAt", "Choose a time to come, within a hundred years; or null for a key that does not end.");
  return makeKey(ctx, { ...input, userId: requireUser(ctx).userId, workspaceId: ctx.actor.workspaceId });
}

async function makeKey(ctx: Ctx, input: ApiKeyInput & { userId: string; workspaceId: string }): Promise<NewApiKey> {
  const key = newSecret("pk");
  const { userId, workspaceId, name, scopes, expiresAt } = input;
  const row = await store.insertKey(ctx, { id: newId("key"), userId, workspaceId, name, scopes, expiresAt, keyHash: sha256(key), lastFour: key.slice(-4), createdAt: ctx.clock.now() });
  await recordAuditAlone(ctx, { action: "key.created", workspaceId, ...(ctx.actor.userId ? {} : { actorId: userId }), target: { kind: "key", id: row.id } });
  return { ...row, key };
}

/** For the command line: a key of a member's own workspace, with every scope. */
export async function createApiKeyByEmail(ctx: Ctx, input: { email: string; name?: string }): Promise<NewApiKey> {
  return makeKey(asSystem(ctx), { ...await knownMember(ctx, input.email), name: input.name ?? "command line", scopes: [...allScopes], expiresAt: null });
}

export async function revokeApiKey(ctx: Ctx, input: { keyId: string }): Promise<void> {
  const revoked = await store.revokeKey(ctx, input.keyId, ctx.actor.workspaceId, ctx.actor.userId);
  forgetCredential(input.keyId);
  if (revoked === 0) throw new AppError("not_found");
  await recordAuditAlone(ctx, { action: "key.revoked", target: { kind: "key", id: input.keyId } });
}

/** The path of a link that makes the first administrator, valid once and for 24 h, its token behind the `#`; null where there is one already. */
export async function createFirstAdminLink(ctx: Ctx): Promise<string | null> {
  const system = asSystem(ctx);
  if ((await store.countPlatformAdmins(system)) > 0) return null;
  const token = newSecret("lnk");
  const now = ctx.clock.now();
  await store.closeLinks(system, "first-admin");
  await store.insertLink(system.db, { id: newId("lnk"), kind: "first-admin", tokenHash: sha256(token), createdAt: now, expiresAt: new Date(now.getTime() + dayMs) });
  return `/welcome#${token}`;
}

async function isFirstAdminLinkOpen(ctx: Ctx, token: string): Promise<boolean> {
  return (await store.findOpenLink(asSystem(ctx), sha256(token), "first-admin")) !== null;
}

/** A member's own actor, for the command line, which acts as the person it names. */
export const memberByEmail = async (ctx: Ctx, email: string): Promise<Ctx["actor"]> => ({ kind: "user", ...await knownMember(ctx, email), scopes: [], credentialId: null });

async function knownMember(ctx: Ctx, email: string) {
  const member = await store.findMemberByEmail(asSystem(ctx), email);
  if (!member) throw new AppError("not_found", { public: "There is no account with this address." });
  return member;
}

/** Rows of ended sessions and links are kept a month for the record, then deleted. */
export async function sweepSessions(ctx: Ctx): Promise<{ sessions: number; links: number }> {
  const before = new Date(ctx.clock.now().getTime() - 30 * dayMs);
  return { sessions: await store.deleteEndedSessions(ctx, before), links: await store.deleteEndedLinks(ctx, before) };
}

function requireUser(ctx: Ctx): { userId: string } {
  if (!ctx.actor.userId) throw new AppError("unauthenticated");
  return { userId: ctx.actor.userId };
}
