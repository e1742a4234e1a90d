/** Who is at the door, before anything is upgraded: a key, a client secret, a resume token, or a signed-in page. What they bring is never logged. */
import type { IncomingMessage } from "node:http";
import { actorFromHeaders } from "@/lib/identity/session";
import { sha256 } from "@/lib/platform/crypto";
import type { Actor, Ctx } from "@/lib/platform/ctx";
import { AppError } from "@/lib/platform/errors";
import { redeemClientSecret } from "@/lib/conversations/client-secrets";
import type { Target } from "@/lib/conversations/target";
import * as store from "@/lib/conversations/store";

const keyProtocol = "openai-insecure-api-key.";
const resumeProtocol = "parley-resume.";

export interface Authenticated {
  actor: Actor | null;
  /** Given by a client secret, which is for one agent. */
  target: Target | null;
  session: Record<string, unknown>;
  resumed: store.ResumableConversation | null;
  /** Makes the resume token good again, where the call is not taken up after all. */
  giveBack(): Promise<void>;
}

export const offeredProtocols = (request: IncomingMessage): string[] =>
  (request.headers["sec-websocket-protocol"] ?? "").split(",").map((name) => name.trim()).filter(Boolean);

export const bringsResumeToken = (request: IncomingMessage): boolean => offeredProtocols(request).some((name) => name.startsWith(resumeProtocol));

const after = (protocols: readonly string[], prefix: string): string | null => protocols.find((name) => name.startsWith(prefix))?.slice(prefix.length) ?? null;

/** Throws `unauthenticated`, in the same words whatever is wrong with what was brought, or `origin_not_allowed`. */
export async function authenticate(ctx: Ctx, request: IncomingMessage): Promise<Authenticated> {
  const protocols = offeredProtocols(request);
  const credential = after(protocols, keyProtocol) ?? /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? "")?.[1] ?? null;
  const resumeToken = after(protocols, resumeProtocol);
  const giveBack = () => Promise.resolve();
  const secret = credential?.startsWith("ek_") ? credential : null;
  if (secret && !resumeToken) return { ...(await redeemClientSecret(ctx, secret)), resumed: null, giveBack };
  const actor = secret ? null : await actorFromHeaders(headersOf(request, credential), { changesState: true });
  if (resumeToken) {
    const tokenHash = sha256(resumeToken);
    const resumed = await store.takeResumeToken(ctx, tokenHash, ctx.clock.now());
    if (!resumed) throw new AppError("unauthenticated");
    return {
      actor, target: null, session: {}, resumed,
      giveBack: () => store.giveBackResumeToken(ctx, resumed.id, tokenHash).then(() => {}, (error: unknown) => ctx.log.error({ err: error }, "a resume token could not be given back")),
    };
  }
  if (!actor) throw new AppError("unauthenticated");
  return { actor, target: null, session: {}, resumed: null, giveBack };
}

/** A key may come as a subprotocol, since browsers cannot set headers on a socket. */
function headersOf(request: IncomingMessage, credential: string | null): { get(name: string): string | null } {
  return {
    get(name) {
      if (name === "authorization") return credential ? `Bearer ${credential}` : null;
      const value = request.headers[name];
      return Array.isArray(value) ? value.join(", ") : value ?? null;
    },
  };
}
