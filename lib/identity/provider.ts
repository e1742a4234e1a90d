/** Proves who somebody is: passwords, and the links that stand in for one. Who they are here, and what they may do, is ours. */
import type { Ctx } from "@/lib/platform/ctx";

export type LinkKind = "verify-email" | "change-email" | "reset-password";
export interface Link { kind: LinkKind; userId: string; email: string }

/** Every method throws `identity_unavailable` where the provider does not answer in time, and `overloaded` where too many wait. */
export interface IdentityProvider {
  /** Null where the address has an account, at the same cost. Throws `validation_failed` for what the provider will not take. */
  create(ctx: Ctx, input: { email: string; password: string }): Promise<{ userId: string } | null>;
  /** Null for a wrong password, an unknown address and a barred account alike, after the same time. */
  signIn(ctx: Ctx, input: { email: string; password: string }): Promise<{ userId: string } | null>;
  /** The token for a letter; older ones of the kind stop working. Null where the person has no password here. */
  sendLink(ctx: Ctx, link: Link): Promise<string | null>;
  /** Takes the link, once. Null where it is unknown, used, expired or of another kind, or its person is disabled. */
  redeemLink(ctx: Ctx, token: string, kinds: readonly LinkKind[]): Promise<Link | null>;
  /** Throws `conflict` where the address is somebody else's. */
  update(ctx: Ctx, userId: string, change: { email: string } | { password: string }): Promise<void>;
  /** Done also where there is nobody of this id. */
  delete(ctx: Ctx, userId: string): Promise<void>;
}
