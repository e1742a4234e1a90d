import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { actorFromHeaders } from "@/lib/identity/session";
import { ctxFor, type Actor, type Ctx } from "@/lib/platform/ctx";
import { requestIdFrom } from "@/lib/platform/request-id";

/** Who looks at this page, or null. */
export async function pageActor(): Promise<Actor | null> {
  return actorFromHeaders(await headers(), { changesState: false });
}

/** For a page of the signed-in: sends everybody else to sign in and back to `next`, a path of ours. */
export async function requirePageActor(next = "/agents"): Promise<Ctx> {
  const actor = await pageActor();
  if (!actor) redirect(`/sign-in?next=${encodeURIComponent(next)}`);
  return ctxFor(actor, { requestId: requestIdFrom((await headers()).get("x-request-id")) });
}
