/** Supabase Auth as it was observed, over loopback HTTP, for its real client: the endpoints that we use, with their codes, quirks and unequal times. */
import { createHash, randomBytes, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { SignJWT, exportJWK, generateKeyPair } from "jose";

interface Account { id: string; email: string; password: string; confirmedAt: string | null; banned: boolean }
interface OneTimeToken { type: "recovery"; userId: string; expiresMs: number }
export type AuthFault = "none" | "down" | "hang" | "error" | "rubbish";

export interface SupabaseAuthServer {
  url: string; anonKey: string; serviceKey: string;
  /** Set where it signs with a shared secret; else its keys are published. */
  jwtSecret: string | null;
  accounts: Map<string, Account>;
  /** Requests by method and path, ids left out. */
  requests: string[];
  fault: AuthFault;
  /** A token as it would sign one, with these claims changed. */
  sign(userId: string, claims?: Record<string, unknown>): Promise<string>;
  close(): Promise<void>;
}

/** What its password hash costs, and so what a known address takes longer. */
const hashMs = 55;
const otpLifeMs = 86_400_000;
const minimumPassword = 6;

class Refusal extends Error { constructor(readonly status: number, readonly code: string, message: string) { super(message); } }

export async function startSupabaseAuth(options: { signing?: "HS256" | "ES256"; instant?: boolean } = {}): Promise<SupabaseAuthServer> {
  const signing = options.signing ?? "HS256";
  const secret = `a-project-secret-for-tests-${randomUUID()}`;
  const pair = await generateKeyPair("ES256");
  const publicKey = { ...await exportJWK(pair.publicKey), kid: "one", alg: "ES256", use: "sig" };
  const accounts = new Map<string, Account>();
  const sessions = new Map<string, string>();
  const oneTime = new Map<string, OneTimeToken>();
  const hashing = () => (options.instant ? Promise.resolve() : pause(hashMs));
  const byEmail = (email: string) => [...accounts.values()].find((account) => account.email === email.toLowerCase());
  const userOf = (account: Account, more: object = {}) => ({
    id: account.id, aud: "authenticated", role: "authenticated", email: account.email, email_confirmed_at: account.confirmedAt ?? undefined,
    app_metadata: { provider: "email", providers: ["email"] }, user_metadata: {}, identities: [], created_at: new Date().toISOString(), ...more,
  });

  const server = createServer((request, response) => { void answer(request, response); });
  await new Promise<void>((resolve) => { server.listen(0, "127.0.0.1", resolve); });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const made: SupabaseAuthServer = {
    url, anonKey: `anon-${randomUUID()}`, serviceKey: `service-${randomUUID()}`, jwtSecret: signing === "HS256" ? secret : null, accounts, requests: [], fault: "none",
    async sign(userId, claims = {}) {
      const nowSeconds = Math.floor(Date.now() / 1_000);
      const body = { iss: `${url}/auth/v1`, aud: "authenticated", sub: userId, role: "authenticated", session_id: randomUUID(), is_anonymous: false, iat: nowSeconds, exp: nowSeconds + 3_600, ...claims };
      return signing === "HS256" ? new SignJWT(body).setProtectedHeader({ alg: "HS256", typ: "JWT" }).sign(new TextEncoder().encode(secret)) : new SignJWT(body).setProtectedHeader({ alg: "ES256", kid: "one", typ: "JWT" }).sign(pair.privateKey);
    },
    close: () => new Promise((resolve) => { server.closeAllConnections(); server.close(() => resolve()); }),
  };

  async function sessionFor(account: Account): Promise<object> {
    const sessionId = randomUUID();
    sessions.set(sessionId, account.id);
    const accessToken = await made.sign(account.id, { session_id: sessionId });
    return { access_token: accessToken, token_type: "bearer", expires_in: 3_600, expires_at: Math.floor(Date.now() / 1_000) + 3_600, refresh_token: randomBytes(8).toString("hex"), user: userOf(account) };
  }

  const endpoints: Record<string, (input: Record<string, unknown>, id: string, bearer: string) => Promise<unknown>> = {
    "POST /token": async ({ email, password }) => {
      const account = byEmail(String(email));
      if (!account) throw new Refusal(400, "invalid_credentials", "Invalid login credentials");
      await hashing();
      if (account.banned) throw new Refusal(400, "user_banned", "User is banned");
      if (account.password !== password) throw new Refusal(400, "invalid_credentials", "Invalid login credentials");
      if (!account.confirmedAt) throw new Refusal(400, "email_not_confirmed", "Email not confirmed");
      return sessionFor(account);
    },
    "POST /verify": async ({ token_hash: hash, type }) => {
      const found = oneTime.get(String(hash));
      const account = found && accounts.get(found.userId);
      if (!account || !["magiclink", "recovery", "email"].includes(String(type)) || found.expiresMs < Date.now()) throw new Refusal(403, "otp_expired", "Email link is invalid or has expired");
      oneTime.delete(String(hash));
      account.confirmedAt ??= new Date().toISOString();
      return sessionFor(account);
    },
    "POST /logout": async (_input, _id, bearer) => { sessions.delete(claimsOf(bearer).session_id ?? ""); return null; },
    "GET /user": async (_input, _id, bearer) => {
      const account = accounts.get(sessions.get(claimsOf(bearer).session_id ?? "") ?? "");
      if (!account) throw new Refusal(403, "session_not_found", "Session from session_id claim in JWT does not exist");
      return userOf(account);
    },
    "POST /admin/users": async ({ email, password, email_confirm: confirm }) => {
      const address = String(email).toLowerCase();
      if (!address.includes("@")) throw new Refusal(400, "validation_failed", "Unable to validate email address: invalid format");
      if (String(password).length < minimumPassword) throw new Refusal(422, "weak_password", `Password should be at least ${minimumPassword} characters.`);
      if (byEmail(address)) throw new Refusal(422, "email_exists", "A user with this email address has already been registered");
      await hashing();
      // Parallel creations of one address break its unique index, which it answers as a fault of its own.
      if (byEmail(address)) throw new Refusal(500, "unexpected_failure", "Database error saving new user");
      const account = { id: randomUUID(), email: address, password: String(password), confirmedAt: confirm ? new Date().toISOString() : null, banned: false };
      accounts.set(account.id, account);
      return userOf(account);
    },
    "GET /admin/users/:id": async (_input, id) => {
      const account = accounts.get(id);
      if (!account) throw new Refusal(404, "user_not_found", "User not found");
      return userOf(account);
    },
    "PUT /admin/users/:id": async ({ email, password, email_confirm: confirm }, id) => {
      const account = accounts.get(id);
      if (!account) throw new Refusal(404, "user_not_found", "User not found");
      const other = email === undefined ? undefined : byEmail(String(email));
      if (other && other !== account) throw new Refusal(422, "email_exists", "A user with this email address has already been registered");
      if (password !== undefined) { await hashing(); account.password = String(password); }
      if (email !== undefined) { account.email = String(email).toLowerCase(); if (confirm) account.confirmedAt ??= new Date().toISOString(); }
      return userOf(account);
    },
    "DELETE /admin/users/:id": async (_input, id) => {
      if (!accounts.delete(id)) throw new Refusal(404, "user_not_found", "User not found");
      for (const [session, userId] of sessions) if (userId === id) sessions.delete(session);
      return {};
    },
    "POST /admin/generate_link": async ({ type, email }) => {
      const account = byEmail(String(email));
      if (!account) throw new Refusal(404, "user_not_found", "User with this email not found");
      // One column holds both kinds: the newest of them is the only one that works.
      for (const [hash, token] of oneTime) if (token.userId === account.id) oneTime.delete(hash);
      const hash = createHash("sha224").update(randomBytes(16)).digest("hex");
      oneTime.set(hash, { type: "recovery", userId: account.id, expiresMs: Date.now() + otpLifeMs });
      return userOf(account, { action_link: `${url}/auth/v1/verify?token=${hash}&type=${String(type)}&redirect_to=`, email_otp: "123456", hashed_token: hash, redirect_to: "", verification_type: type });
    },
    "GET /.well-known/jwks.json": async () => ({ keys: signing === "ES256" ? [publicKey] : [] }),
    "GET /health": async () => ({ name: "GoTrue", version: "as observed" }),
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? "/", url).pathname.replace(/^\/auth\/v1/, "");
    const [, id = ""] = /^\/admin\/users\/([^/]+)$/.exec(path) ?? [];
    const route = `${request.method} ${id ? "/admin/users/:id" : path}`;
    made.requests.push(route);
    const reply = (status: number, body: unknown) => { response.writeHead(status, { "content-type": "application/json", "x-supabase-api-version": "2024-01-01" }).end(body === null ? "" : JSON.stringify(body)); };
    if (made.fault === "down") { request.socket.destroy(); return; }
    if (made.fault === "hang") return;
    if (made.fault === "error") { reply(500, { code: "unexpected_failure", message: "Database error" }); return; }
    if (made.fault === "rubbish") { response.writeHead(200, { "content-type": "text/html" }).end("<html>not what was asked for"); return; }
    try {
      const bytes: Buffer[] = [];
      for await (const chunk of request) bytes.push(chunk as Buffer);
      const key = String(request.headers.apikey ?? "");
      const bearer = String(request.headers.authorization ?? "").replace(/^Bearer /, "");
      const isOpen = path.startsWith("/.well-known") || path === "/health";
      if (!isOpen && key !== made.anonKey && key !== made.serviceKey) throw new Refusal(401, "no_authorization", "No API key found in request");
      if (path.startsWith("/admin") && bearer !== made.serviceKey) throw new Refusal(403, "not_admin", "User not allowed");
      const endpoint = endpoints[route];
      if (!endpoint) throw new Refusal(404, "not_found", "no such endpoint");
      const body = await endpoint(bytes.length > 0 ? JSON.parse(Buffer.concat(bytes).toString()) as Record<string, unknown> : {}, id, bearer);
      reply(body === null ? 204 : 200, body);
    } catch (error) {
      if (error instanceof Refusal) reply(error.status, { code: error.code, message: error.message });
      else reply(500, { code: "unexpected_failure", message: "Unexpected failure" });
    }
  }
  return made;
}

function claimsOf(token: string): { session_id?: string } {
  try { return JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as { session_id?: string }; } catch { return {}; }
}
