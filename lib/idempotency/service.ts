import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from "node:crypto";
import { deriveKey } from "@/lib/platform/crypto";
import { asSystem, type Ctx } from "@/lib/platform/ctx";
import { AppError, fieldFault } from "@/lib/platform/errors";
import { idempotencyKey, kept } from "./schema";
import * as store from "./store";

export interface AskedOnce {
  /** As it came in the header. */
  key: string;
  /** The operation and its path. */
  what: string;
  /** What was sent; a repeat must send the same. */
  sent: string;
}
export interface Answered { status: number; body: string }
export type Turn = { answer: Answered } | { finish(answer: Answered): Promise<void>; letGo(): Promise<void> };

/** Whose key it is: without an account, the key belongs to whoever sends the same again. */
const ownerOf = ({ actor }: Ctx, sent: string): string => (actor.userId ? `${actor.kind} ${actor.userId} ${actor.workspaceId}` : `nobody ${sent}`);

const hash = (...parts: string[]): Buffer => createHash("sha256").update(JSON.stringify(parts)).digest();

/**
 * A create that is asked for with a key is made once: the first gets the turn and says how it ended; a repeat gets its answer.
 * Throws `request_in_progress` while the first works or where nobody knows how it ended, `idempotency_key_reused` where something else was sent with the key.
 */
export async function takeTurn(ctx: Ctx, { key, what, sent }: AskedOnce): Promise<Turn> {
  if (!idempotencyKey.safeParse(key).success) throw fieldFault("Idempotency-Key", "1 to 255 plain characters without spaces.");
  const system = asSystem(ctx);
  const id = hash("id", ownerOf(ctx, sent), what, key);
  const fingerprint = hash("sent", sent);
  const now = ctx.clock.now();
  if (await store.take(system, { id, fingerprint, createdAt: now, expiresAt: new Date(now.getTime() + kept.hours * 3_600_000) })) {
    return {
      // What was made stays made where its answer cannot be written down; a repeat then hears `request_in_progress`, and nothing is made twice.
      finish: async ({ status, body }) => { await store.finish(system, id, { status, sealedAnswer: seal(body, key, id) }).catch((error: unknown) => ctx.log.warn({ err: error }, "an answer could not be kept for its repeat")); },
      letGo: async () => { await store.letGo(system, id).catch((error: unknown) => ctx.log.warn({ err: error }, "a key could not be given back")); },
    };
  }
  const found = await store.find(system, id);
  if (found && !found.fingerprint.equals(fingerprint)) throw new AppError("idempotency_key_reused");
  if (!found || found.state === "working" || found.status === null || !found.sealedAnswer) throw new AppError("request_in_progress", { retryAfterMs: 1_000 });
  return { answer: { status: found.status, body: open(found.sealedAnswer, key, id) } };
}

/** Answers may hold what is shown once, so each is sealed with a key that only its request brings. */
const keyFor = (key: string, id: Buffer): Buffer => Buffer.from(hkdfSync("sha256", Buffer.concat([deriveKey("idempotency"), Buffer.from(key)]), id, "answer", 32));

function seal(body: string, key: string, id: Buffer): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", keyFor(key, id), nonce);
  return Buffer.concat([nonce, cipher.update(body, "utf8"), cipher.final(), cipher.getAuthTag()]);
}

function open(sealed: Buffer, key: string, id: Buffer): string {
  const decipher = createDecipheriv("aes-256-gcm", keyFor(key, id), sealed.subarray(0, 12)).setAuthTag(sealed.subarray(-16));
  return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]).toString("utf8");
}

/** Job, system role. */
export const sweepIdempotencyKeys = (ctx: Ctx): Promise<number> => store.deleteExpired(asSystem(ctx), ctx.clock.now());
