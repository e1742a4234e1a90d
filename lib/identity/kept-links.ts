/** Our own row for every link that is sent, by the hash of its token: whose it is, until when, and whether it was used. */
import { sha256 } from "@/lib/platform/crypto";
import { asSystem, type Ctx } from "@/lib/platform/ctx";
import { newId } from "@/lib/platform/ids";
import type { Link } from "./provider";
import * as store from "./store";

const hourMs = 3_600_000;
const linkMs = { "verify-email": 24 * hourMs, "change-email": 24 * hourMs, "reset-password": hourMs } as const;

/** Older links of the kind stop working. */
export async function keepLink(ctx: Ctx, { kind, userId, email }: Link, token: string): Promise<void> {
  const now = ctx.clock.now();
  await asSystem(ctx).db.transaction(async (tx) => {
    await store.closeLinksOf(tx, userId, kind, now);
    await store.insertLink(tx, { id: newId("lnk"), kind, userId, tokenHash: sha256(token), payload: { email }, createdAt: now, expiresAt: new Date(now.getTime() + linkMs[kind]) });
  });
}
