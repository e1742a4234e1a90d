import { z } from "zod";
import { getCallableAgent } from "@/lib/agents/service";
import type { VersionName } from "@/lib/agents/schema";
import { requireQuota } from "@/lib/billing/quota";
import { callQuotas } from "@/lib/billing/schema";
import { recheckActor } from "@/lib/identity/session";
import { sha256 } from "@/lib/platform/crypto";
import { asSystem, roles, scopes, type Actor, type Ctx } from "@/lib/platform/ctx";
import { AppError, isAppError } from "@/lib/platform/errors";
import { newId, newSecret } from "@/lib/platform/ids";
import type { ClientSecretInput } from "./contract";
import { defaultAgentSlug } from "./default-agent";
import { sessionInput } from "./realtime/client-events";
import { mayOverride } from "./realtime/rights";
import { namesAgent, readTarget, targetName, type Target } from "./target";
import * as store from "./client-secret-store";

export const longestSecretSeconds = 60;

const keptActor = z.object({
  kind: z.enum(["user", "caller", "key"]), userId: z.string().nullable(), workspaceId: z.string(), role: z.enum(roles), scopes: z.array(z.enum(scopes)), platformAdmin: z.boolean(), credentialId: z.string().nullable(),
});
const keptSession = z.object({ slug: z.string(), which: z.union([z.literal("draft"), z.number()]).nullable(), session: z.record(z.string(), z.unknown()) });

export interface RedeemedSecret { actor: Actor; target: Target; /** What the session begins with. */ session: Record<string, unknown> }

/** A secret for one connection. Without an account: for public, published agents only, and without any right but to talk. */
export async function createClientSecret(ctx: Ctx, input: ClientSecretInput, fallbackSlug: (ctx: Ctx) => Promise<string>): Promise<{ value: string; expiresAt: Date; slug: string; version: number | null; session: Record<string, unknown> }> {
  if (ctx.actor.kind === "key" && !ctx.actor.scopes.includes("realtime:connect")) throw new AppError("scope_missing", { public: "This key lacks the scope realtime:connect." });
  const asked = readTarget(input.session?.model ?? "");
  const slug = asked?.slug ?? (await fallbackSlug(ctx));
  const callable = await getCallableAgent(ctx, slug, asked?.which ?? null);
  const session = sessionOf(input, mayOverride(ctx.actor, callable.workspaceId));
  // The socket asks again. Said here, a page reads it in words: of a socket that is refused, browsers tell nothing.
  await asSystem(ctx).db.transaction((tx) => requireQuota(tx, ctx, callable.workspaceId, callQuotas));
  const seconds = Math.min(longestSecretSeconds, input.expires_after?.seconds ?? longestSecretSeconds);
  const now = ctx.clock.now();
  const expiresAt = new Date(now.getTime() + seconds * 1_000);
  const value = newSecret("ek");
  await store.insertSecret(asSystem(ctx), {
    id: newId("sec"), workspaceId: callable.workspaceId, agentId: callable.agent.id, userId: ctx.actor.userId, secretHash: sha256(value), actor: actorOf(ctx.actor, callable.workspaceId),
    session: { slug, which: asked?.which ?? null, session }, createdAt: now, expiresAt,
  });
  return { value, expiresAt, slug, version: callable.version, session };
}

const overriding = new Set(["instructions", "tools", "tool_choice", "prompt", "voice"]);

/** What the session may begin with; what its holder may not change is left out, so that the answer does not promise it. Throws `validation_failed`. */
function sessionOf({ session = {} }: ClientSecretInput, mayOverride: boolean): Record<string, unknown> {
  const parsed = sessionInput.safeParse(session);
  if (!parsed.success) throw new AppError("validation_failed", { errors: parsed.error.issues.map(({ path, message }) => ({ path: ["session", ...path].join("."), message })) });
  if (mayOverride) return session;
  const { audio } = parsed.data;
  const { voice: _voice, ...output } = audio?.output ?? {};
  return { ...Object.fromEntries(Object.entries(session).filter(([name]) => !overriding.has(name))), ...(audio ? { audio: { ...audio, output } } : {}) };
}

/** A secret acts as its maker; where that is nobody, as a caller of this one workspace. */
const actorOf = (actor: Actor, workspaceId: string): Record<string, unknown> => (actor.kind === "caller" ? { ...actor, workspaceId, scopes: [], credentialId: null } : { ...actor });

/** Uses the secret up. Throws `unauthenticated` where it is unknown, expired or was used before, or where its maker's own credential no longer holds. */
export async function redeemClientSecret(ctx: Ctx, secret: string): Promise<RedeemedSecret> {
  const row = await store.useSecret(asSystem(ctx), sha256(secret), ctx.clock.now());
  if (!row) throw new AppError("unauthenticated");
  const { slug, which, session } = keptSession.parse(row.session);
  const actor = keptActor.parse(row.actor);
  if (!(await recheckActor(actor))) throw new AppError("unauthenticated");
  return { actor, target: { slug, which: which satisfies VersionName | null }, session };
}

/** Rows are of no use once they have expired. */
export const sweepClientSecrets = (ctx: Ctx): Promise<number> => store.deleteExpired(asSystem(ctx), ctx.clock.now());

/** The same, in the shape of OpenAI's answer. */
export async function makeClientSecret(ctx: Ctx, input: ClientSecretInput): Promise<{ value: string; expires_at: number; session: Record<string, unknown> }> {
  if (namesAgent(input.session?.model ?? "") && !readTarget(input.session?.model ?? "")) throw new AppError("model_unknown");
  const { value, expiresAt, slug, version, session } = await createClientSecret(ctx, input, defaultAgentSlug).catch((error: unknown) => {
    throw isAppError(error) && error.code === "not_found" ? new AppError("model_unknown", { cause: error }) : error;
  });
  return { value, expires_at: Math.floor(expiresAt.getTime() / 1_000), session: { ...session, type: "realtime", object: "realtime.session", model: targetName(slug, version) } };
}
