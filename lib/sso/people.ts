/** Who somebody is here, after their identity server has said who they are there. */
import { findPersonByAddress, findPersonById, followAddress, insertFederatedPerson } from "@/lib/identity/federated";
import type { Ctx } from "@/lib/platform/ctx";
import type { Statements } from "@/lib/platform/db";
import { cleanLine } from "@/lib/platform/text";
import type { SsoFault } from "./schema";
import * as store from "./store";

/** What a server vouches for: checked, with an address of a domain that the workspace has proven. */
export interface Vouched { issuer: string; subject: string; email: string; name: string }

const mark = Symbol.for("parley.sso-refusal");
/** Ends a sign-in with words for the person; `reason` is a word for the log. */
export class SsoRefusal extends Error {
  readonly [mark] = true;
  constructor(readonly fault: SsoFault, readonly reason: string = fault) { super(reason); this.name = "SsoRefusal"; }
}
export const isSsoRefusal = (error: unknown): error is SsoRefusal => typeof error === "object" && error !== null && mark in error;

const same = (left: string, right: string): boolean => left.toLowerCase() === right.toLowerCase();

/**
 * The person, found or made; throws `SsoRefusal`.
 *
 * The server's own name for somebody (`sub`) decides, not the address: who changes their address stays the same person, and who is given
 * an address that was somebody else's is not that person.
 *
 * An account that is here already, and never came by this server, is taken for the same person only where its address was confirmed here.
 * That gives the workspace's administrators nothing new: they have proven that the domain is theirs, so the mail of its addresses is
 * theirs to read, and a link for a new password would come by that mail. An address that was never confirmed may have been typed by anybody,
 * who knows the password and would sit in the account of the one who comes now: its owner first takes it over by a link in the mail.
 */
export async function personFor(tx: Statements, ctx: Ctx, workspaceId: string, vouched: Vouched): Promise<string> {
  const subject = { workspaceId, issuer: vouched.issuer, subject: vouched.subject };
  const now = ctx.clock.now();
  const known = await store.findIdentity(tx, subject);
  if (known) {
    const person = await findPersonById(tx, known.userId);
    if (!person || person.disabled) throw new SsoRefusal("disabled");
    // An address that the person chose here themselves stays.
    const follows = !same(person.email, vouched.email) && same(person.email, known.email);
    const followed = !follows || await followAddress(tx, ctx, person, vouched.email);
    await store.touchIdentity(tx, subject, followed ? vouched.email : known.email, now);
    return known.userId;
  }
  const userId = await holderOf(tx, subject, vouched.email) ?? await insertFederatedPerson(tx, ctx, { email: vouched.email, name: cleanLine(vouched.name).slice(0, 80), workspaceId });
  if (!userId) throw new SsoRefusal("unconfirmed", "taken_meanwhile");
  await store.insertIdentity(tx, { ...subject, userId, email: vouched.email, createdAt: now, lastUsedAt: now });
  return userId;
}

async function holderOf(tx: Statements, subject: store.Subject, email: string): Promise<string | null> {
  const holder = await findPersonByAddress(tx, email);
  if (!holder) return null;
  if (await store.hasIdentity(tx, subject, holder.id)) throw new SsoRefusal("taken");
  if (holder.disabled) throw new SsoRefusal("disabled");
  if (!holder.verified) throw new SsoRefusal("unconfirmed");
  return holder.id;
}
