/** The default provider: our own tables and argon2id. */
import { sha256 } from "@/lib/platform/crypto";
import { asSystem } from "@/lib/platform/ctx";
import { isDuplicate } from "@/lib/platform/db-errors";
import { AppError } from "@/lib/platform/errors";
import { newSecret, newUserId } from "@/lib/platform/ids";
import { keepLink } from "./kept-links";
import { hashPassword, verifyPassword } from "./passwords";
import type { IdentityProvider } from "./provider";
import * as store from "./store";

export const embeddedProvider: IdentityProvider = {
  async create(ctx, { email, password }) {
    const passwordHash = await hashPassword(password);
    const userId = newUserId();
    return await store.insertCredentials(asSystem(ctx), { userId, email, passwordHash, updatedAt: ctx.clock.now() }) > 0 ? { userId } : null;
  },
  async signIn(ctx, { email, password }) {
    const found = await store.findCredentials(asSystem(ctx), email);
    const matches = await verifyPassword(found?.passwordHash ?? null, password);
    return found && matches ? { userId: found.userId } : null;
  },
  async sendLink(ctx, link) {
    if (link.kind === "reset-password" && !(await store.hasCredentials(asSystem(ctx), link.userId))) return null;
    const token = newSecret("lnk");
    await keepLink(ctx, link, token);
    return token;
  },
  redeemLink: (ctx, token, kinds) => store.takeLink(asSystem(ctx), sha256(token), kinds, ctx.clock.now()),
  async update(ctx, userId, change) {
    const system = asSystem(ctx);
    const now = ctx.clock.now();
    if ("password" in change) { await store.setPassword(system, userId, await hashPassword(change.password), now); return; }
    // Of two who take it at once, the index refuses one.
    const isTheirs = await store.setCredentialsEmail(system, userId, change.email, now).catch((error: unknown) => { if (isDuplicate(error)) return false; throw error; });
    if (!isTheirs) throw new AppError("conflict", { public: "There is an account with this address already." });
  },
  async delete(ctx, userId) { await store.deleteCredentials(asSystem(ctx), userId); },
};
