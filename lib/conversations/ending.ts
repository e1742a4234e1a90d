/** The end of a conversation, once, and told of in the same transaction. */
import { asSystem, type Ctx } from "@/lib/platform/ctx";
import type { Statements } from "@/lib/platform/db";
import { emitEvents } from "@/lib/webhooks/emit";
import * as store from "./store";
import type { Place } from "./store";

const tellEnded = (tx: Statements, ctx: Ctx, places: readonly Place[]): Promise<void> =>
  emitEvents(tx, ctx, places.flatMap(({ conversationId: subjectId, workspaceId }) => (["conversation.ended", "conversation.analyzed"] as const).map((type) => ({ type, workspaceId, subjectId }))));

/** Nothing happens where it has ended already. */
export const endConversation = (ctx: Ctx, place: Place, reason: string): Promise<void> => asSystem(ctx).db.transaction(async (tx) => {
  if (await store.endConversation(tx, place, reason, ctx.clock.now()) > 0) await tellEnded(tx, ctx, [place]);
});

/** For the sweep: conversations that no process keeps alive. Calls of this process renew their lease long before. Answers how many. */
export const sweepConversations = (ctx: Ctx): Promise<number> => asSystem(ctx).db.transaction(async (tx) => {
  const ended = await store.endAbandoned(tx, ctx.clock.now());
  await tellEnded(tx, ctx, ended);
  return ended.length;
});
