/**
 * Supabase Auth as the provider: accounts by its admin interface, passwords and links proved by its own endpoints, on the server.
 * No token of its goes to a browser or is kept: our session row is the truth. Letters are ours, so links come from `generate_link`.
 */
import { createClient, type AuthError, type SupabaseClient } from "@supabase/supabase-js";
import { sha256 } from "@/lib/platform/crypto";
import { asSystem, type Ctx } from "@/lib/platform/ctx";
import { env } from "@/lib/platform/env";
import { AppError, fieldFault } from "@/lib/platform/errors";
import { newSecret } from "@/lib/platform/ids";
import { keepLink } from "./kept-links";
import { inSteps } from "./level";
import type { IdentityProvider } from "./provider";
import * as store from "./store";
import { verifySupabaseToken } from "./supabase-token";

/** Longest wait for one of its answers. */
const answerMs = 3_000;
/** Requests on their way at once; more are refused rather than queued. */
const mostAtOnce = 64;
/** Parallel sign-ups of one address make it answer 500 to all but one; the next try is told that the address is taken. */
const tries = 4;

/** A person's proof goes with the public key, on a client of its own, which forgets it; administration with the service key. */
function client(kind: "person" | "admin"): SupabaseClient {
  const { SUPABASE_URL: url, SUPABASE_ANON_KEY: anonKey, SUPABASE_SERVICE_KEY: serviceKey } = env();
  if (!url || !anonKey || !serviceKey) throw new AppError("identity_unavailable", { internal: "SUPABASE_URL, SUPABASE_ANON_KEY and SUPABASE_SERVICE_KEY are not all set" });
  return createClient(url, kind === "admin" ? serviceKey : anonKey, {
    auth: { persistSession: false, autoRefreshToken: false, detectSessionInUrl: false },
    global: { fetch: (input, init) => fetch(input, { ...init, redirect: "error", signal: AbortSignal.timeout(answerMs) }) },
  });
}

let onTheirWay = 0;
async function bounded<T>(work: () => Promise<T>): Promise<T> {
  if (onTheirWay >= mostAtOnce) throw new AppError("overloaded", { retryAfterMs: 5_000 });
  onTheirWay += 1;
  try { return await work(); } finally { onTheirWay -= 1; }
}

/** What it refuses, in our words; its own may hold an address. */
function refusal(error: AuthError): AppError {
  switch (error.code) {
    case "weak_password": return fieldFault("password", "This password is too easy to guess. Choose another.");
    case "validation_failed": case "email_address_invalid": return fieldFault("email", "This address is not taken. Check its spelling.");
    case "email_exists": case "user_already_exists": return new AppError("conflict", { public: "There is an account with this address already." });
    case "over_request_rate_limit": case "over_email_send_rate_limit": return new AppError("rate_limited", { retryAfterMs: 60_000 });
    default: return new AppError("identity_unavailable", { internal: `Supabase Auth answered ${error.status ?? "nothing"} ${error.code ?? ""}` });
  }
}

const isWrong = (error: AuthError): boolean => ["invalid_credentials", "user_banned", "user_not_found", "otp_expired", "bad_jwt", "session_not_found"].includes(error.code ?? "") || error.name === "AuthSessionMissingError";

/** Ended at once at the provider as well; that it cannot be reached just then harms nobody, since nobody has the token. */
function forget(accessToken: string): void { void client("admin").auth.admin.signOut(accessToken, "local").catch(() => {}); }

async function create(email: string, password: string): Promise<{ userId: string } | null> {
  for (let attempt = 1; ; attempt += 1) {
    const { data, error } = await client("admin").auth.admin.createUser({ email, password, email_confirm: false });
    if (!error) return { userId: data.user.id };
    if (error.code === "email_exists" || error.code === "user_already_exists") return null;
    if (error.status !== 500 || attempt === tries) throw refusal(error);
  }
}

async function signIn(ctx: Ctx, email: string, password: string): Promise<{ userId: string } | null> {
  const { data, error } = await client("person").auth.signInWithPassword({ email, password });
  // It looks at the password first: whoever is told this has proved who they are, and only the address is not confirmed yet.
  if (error?.code === "email_not_confirmed") return store.findPersonByEmail(asSystem(ctx).db, email).then((person) => person && { userId: person.id });
  if (error) { if (isWrong(error)) return null; throw refusal(error); }
  const proof = await verifySupabaseToken(data.session.access_token, new Date());
  forget(data.session.access_token);
  return proof;
}

const otpTypes = { "verify-email": "magiclink", "reset-password": "recovery" } as const;

export const supabaseProvider: IdentityProvider = {
  create: (_ctx, { email, password }) => bounded(() => create(email, password)),
  signIn: (ctx, { email, password }) => bounded(() => inSteps(() => signIn(ctx, email, password))),
  async sendLink(ctx, link) {
    // A change of address is proved by our own token alone: its own way may ask for the old mailbox too, which our asking for the password stands in for.
    if (link.kind === "change-email") { const token = newSecret("lnk"); await keepLink(ctx, link, token); return token; }
    const type = otpTypes[link.kind];
    const { data, error } = await bounded(() => client("admin").auth.admin.generateLink({ type, email: link.email }));
    if (error) { if (isWrong(error)) return null; throw refusal(error); }
    if (data.user.id !== link.userId) return null;
    await keepLink(ctx, link, data.properties.hashed_token);
    return data.properties.hashed_token;
  },
  async redeemLink(ctx, token, kinds) {
    const system = asSystem(ctx);
    const hash = sha256(token);
    const open = await store.findOpenLinkOwner(system, hash, kinds);
    if (!open) return null;
    if (open.kind !== "change-email") {
      const type = otpTypes[open.kind];
      const { data, error } = await bounded(() => client("person").auth.verifyOtp({ token_hash: token, type }));
      if (error) { if (isWrong(error)) return null; throw refusal(error); }
      const proof = data.session && await verifySupabaseToken(data.session.access_token, new Date());
      if (data.session) forget(data.session.access_token);
      if (proof?.userId !== open.userId) return null;
    }
    return store.takeLink(system, hash, kinds, ctx.clock.now());
  },
  async update(_ctx, userId, change) {
    const attributes = "email" in change ? { email: change.email, email_confirm: true } : { password: change.password };
    const { error } = await bounded(() => client("admin").auth.admin.updateUserById(userId, attributes));
    if (error) throw refusal(error);
  },
  async delete(_ctx, userId) {
    const { error } = await bounded(() => client("admin").auth.admin.deleteUser(userId));
    if (error && error.code !== "user_not_found") throw refusal(error);
  },
};
