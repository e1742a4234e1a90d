/** Joining a workspace by an invite, as somebody who is signed in. */
import { takeInvite } from "@/lib/invites/service";
import { asSystem, type Ctx } from "@/lib/platform/ctx";
import { AppError } from "@/lib/platform/errors";
import { forgetCredentialsOf } from "./credential-cache";
import * as store from "./store";

export async function acceptInvite(ctx: Ctx, input: { token: string }): Promise<void> {
  const { userId } = ctx.actor;
  if (!userId) throw new AppError("unauthenticated");
  await asSystem(ctx).db.transaction(async (tx) => {
    const person = await store.findPerson(tx, userId);
    if (!person) throw new AppError("unauthenticated");
    const taken = await takeInvite(tx, ctx, input.token, { userId, email: person.email });
    if (taken.kind === "beta") throw new AppError("conflict", { public: "This invite is for making an account, and you have one. Pass it on." });
  });
  forgetCredentialsOf(userId);
}
