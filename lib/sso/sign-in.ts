/** Signing in with one's organisation: authorization code with PKCE, state and nonce. */
import * as oidc from "openid-client";
import { recordAttempt } from "@/lib/audit/service";
import { sealSession, sessionCookie, type HeaderReader } from "@/lib/identity/cookie";
import { email as emailShape } from "@/lib/identity/schema";
import { endSessionBefore, openSession } from "@/lib/identity/service";
import { asSystem, type Ctx } from "@/lib/platform/ctx";
import { sha256 } from "@/lib/platform/crypto";
import { AppError, isAppError } from "@/lib/platform/errors";
import { addMember } from "@/lib/workspaces/service";
import { domainOf } from "./domains";
import { openIssuer, reasonOf } from "./issuer";
import { isSilenceCode, systemSend, type Send } from "./outgoing";
import { isSsoRefusal, personFor, SsoRefusal, type Vouched } from "./people";
import type { SsoFault } from "./schema";
import { clientSecretOf, redirectUri } from "./service";
import * as store from "./store";
import { clearedTransactionCookie, openTransaction, transactionCookie, transactionMs, type Transaction } from "./transaction";

/** Looks at the domain alone, never at people: that a company signs in here is no secret, and that somebody has an account is. */
export async function startSignIn(ctx: Ctx, input: { email: string; next?: string | undefined }, send: Send = systemSend()): Promise<Response> {
  const domain = domainOf(input.email);
  const connection = domain ? await store.findByVerifiedDomain(asSystem(ctx).db, domain) : null;
  if (!connection) throw new AppError("sso_unknown_domain");
  const config = await openIssuer(ctx, clientOf(connection), send);
  const held: Transaction = {
    connectionId: connection.id, issuer: connection.issuer, state: oidc.randomState(), nonce: oidc.randomNonce(), verifier: oidc.randomPKCECodeVerifier(),
    next: input.next ?? null, expiresAtMs: ctx.clock.now().getTime() + transactionMs,
  };
  const url = oidc.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri(), scope: "openid email profile", state: held.state, nonce: held.nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(held.verifier), code_challenge_method: "S256",
  });
  return Response.json({ url: url.href }, { headers: { "set-cookie": transactionCookie(held), "cache-control": "no-store" } });
}

function clientOf(row: store.ConnectionRow) {
  try { return { issuer: row.issuer, clientId: row.clientId, clientSecret: clientSecretOf(row) }; } catch (cause) { throw new AppError("sso_unavailable", { internal: "the client secret does not open", cause }); }
}

export type SignInOutcome = { cookies: string[]; next: string | null } & ({ userId: string } | { fault: SsoFault });

/** The way back. Never throws: what went wrong is a fault with words for it. Which page is next is for the door to check. */
export async function finishSignIn(ctx: Ctx, request: { search: URLSearchParams; headers: HeaderReader }, send: Send = systemSend()): Promise<SignInOutcome> {
  const held = openTransaction(request.headers, ctx.clock.now().getTime());
  const cookies = [clearedTransactionCookie()];
  let workspaceId: string | null = null;
  try {
    if (!held) throw new SsoRefusal("expired", "no_transaction");
    // Before anything is spent, the cookie included: somebody else's page cannot use up a sign-in by guessing.
    if (request.search.get("state") !== held.state) { cookies.length = 0; throw new SsoRefusal("expired", "state"); }
    await takeOnce(ctx, held);
    const connection = await store.findConnectionById(asSystem(ctx).db, held.connectionId);
    if (!connection?.enabled || connection.issuer !== held.issuer) throw new SsoRefusal("off");
    workspaceId = connection.workspaceId;
    const vouched = await exchange(ctx, connection, held, request.search, send);
    const userId = await letIn(ctx, connection.id, vouched);
    const session = await openSession(ctx, userId, request.headers.get("user-agent") ?? "", { sso: { workspaceId } });
    await endSessionBefore(ctx, request.headers);
    return { userId, next: held.next, cookies: [...cookies, sessionCookie(await sealSession(session))] };
  } catch (error) {
    const fault = faultOf(error);
    ctx.log[fault === "failed" ? "error" : "info"]({ fault, reason: isSsoRefusal(error) ? error.reason : reasonOf(error), ...(fault === "failed" ? { err: error } : {}) }, "organisation sign-in refused");
    if (workspaceId && held) await recordAttempt(ctx, { action: "session.refused", workspaceId, target: { kind: "sso-connection", id: held.connectionId }, detail: { method: "sso", fault } }).catch(() => {});
    return { fault, next: held?.next ?? null, cookies };
  }
}

function faultOf(error: unknown): SsoFault {
  if (isSsoRefusal(error)) return error.fault;
  return isAppError(error) && error.code === "sso_unavailable" ? "unavailable" : "failed";
}

async function takeOnce(ctx: Ctx, held: Transaction): Promise<void> {
  await asSystem(ctx).db.transaction(async (tx) => {
    await store.forgetStates(tx, ctx.clock.now());
    if (await store.takeState(tx, sha256(held.state), new Date(held.expiresAtMs)) === 0) throw new SsoRefusal("expired", "replayed");
  });
}

/** Code for tokens, tokens for claims. The library checks state, issuer, audience, times, nonce and signature. */
async function exchange(ctx: Ctx, connection: store.ConnectionRow, held: Transaction, search: URLSearchParams, send: Send): Promise<Vouched> {
  const config = await openIssuer(ctx, clientOf(connection), send);
  try {
    const tokens = await oidc.authorizationCodeGrant(config, new URL(`${redirectUri()}?${search}`), { expectedState: held.state, expectedNonce: held.nonce, pkceCodeVerifier: held.verifier, idTokenExpected: true });
    const claims = tokens.claims();
    if (!claims) throw new SsoRefusal("refused", "no_id_token");
    // Many servers tell the address at a second place only; the library holds that to the same `sub`.
    const told = claims.email === undefined && config.serverMetadata().userinfo_endpoint ? { ...await oidc.fetchUserInfo(config, tokens.access_token, claims.sub), iss: claims.iss } : claims;
    const address = emailShape.safeParse(told.email);
    if (!address.success || told.email_verified !== true) throw new SsoRefusal("unverified");
    return { issuer: claims.iss, subject: claims.sub, email: address.data, name: typeof told.name === "string" ? told.name : "" };
  } catch (error) {
    if (isSsoRefusal(error)) throw error;
    throw new SsoRefusal(isSilence(reasonOf(error)) ? "unavailable" : "refused", reasonOf(error));
  }
}

/** Told apart for the person: a server that did not answer can be tried again. */
const isSilence = (reason: string): boolean => isSilenceCode(reason) || ["OAUTH_TIMEOUT", "OAUTH_ABORT", "OAUTH_RESPONSE_IS_NOT_CONFORM", "OAUTH_RESPONSE_IS_NOT_JSON", "OAUTH_PARSE_ERROR"].includes(reason);

/** Checks the domain once more in the transaction that makes the member: what an administrator took away in the meantime is gone. */
async function letIn(ctx: Ctx, connectionId: string, vouched: Vouched): Promise<string> {
  return asSystem(ctx).db.transaction(async (tx) => {
    const connection = await store.lockConnection(tx, connectionId);
    if (!connection?.enabled) throw new SsoRefusal("off");
    const domain = domainOf(vouched.email);
    if (!domain || !(await store.isVerifiedDomain(tx, connection.workspaceId, domain))) throw new SsoRefusal("foreign");
    const userId = await personFor(tx, ctx, connection.workspaceId, vouched);
    await addMember(tx, ctx, { workspaceId: connection.workspaceId, userId, role: connection.defaultRole });
    return userId;
  });
}
