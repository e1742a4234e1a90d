/** The end of a conversation, once: told of, and its time counted, in the same transaction. */
import { addTalk } from "@/lib/billing/quota";
import { asSystem, type Ctx } from "@/lib/platform/ctx";
import type { Statements } from "@/lib/platform/db";
import { emitEvents } from "@/lib/webhooks/emit";
import type { ConversationSummary } from "./schema";
import * as store from "./store";
import type { EndedConversation, Place } from "./store";

type Channel = ConversationSummary["channel"];
/** The line is held from beginning to end. Elsewhere each turn is a call of its own, with nobody there in between. */
export const isOnSocket = (channel: Channel): boolean => channel === "browser" || channel === "realtime";

const tellEnded = (tx: Statements, ctx: Ctx, places: readonly Place[]): Promise<void> =>
  emitEvents(tx, ctx, places.flatMap(({ conversationId: subjectId, workspaceId }) => (["conversation.ended", "conversation.analyzed"] as const).map((type) => ({ type, workspaceId, subjectId }))));

async function ended(tx: Statements, ctx: Ctx, conversations: readonly EndedConversation[]): Promise<void> {
  await tellEnded(tx, ctx, conversations);
  for (const { workspaceId, channel, startedAt, endedAt } of conversations) if (isOnSocket(channel)) await addTalk(tx, workspaceId, new Date(startedAt), new Date(endedAt));
}

export interface EndingCall { place: Place; channel: Channel; startedAt: Date; /** Of this call's turns, in a conversation that had others before. */ firstPosition: number }

/** Nothing is told where it has ended already. What was deleted while somebody talked is counted all the same. */
export const endConversation = (ctx: Ctx, call: EndingCall, reason: string): Promise<void> => asSystem(ctx).db.transaction(async (tx) => {
  const now = ctx.clock.now();
  if (!isOnSocket(call.channel)) await countTurns(tx, ctx, call);
  const found = await store.endConversation(tx, call.place, reason, now);
  if (found) return ended(tx, ctx, [found]);
  if (isOnSocket(call.channel) && !(await store.isThere(tx, call.place))) await addTalk(tx, call.place.workspaceId, call.startedAt, now);
});

/** The call is over and the conversation stays open until then: for another turn, or to be taken up again after a restart. */
export const leaveOpen = (ctx: Ctx, call: EndingCall, until: Date): Promise<void> => asSystem(ctx).db.transaction(async (tx) => {
  if (!isOnSocket(call.channel)) await countTurns(tx, ctx, call);
  await store.renewLease(tx, call.place, until, isOnSocket(call.channel) ? until : null);
});

async function countTurns(tx: Statements, ctx: Ctx, { place, firstPosition }: EndingCall): Promise<void> {
  const now = ctx.clock.now();
  await addTalk(tx, place.workspaceId, new Date(now.getTime() - await store.turnsMs(tx, place, firstPosition)), now);
}

/** For the sweep: conversations that no process keeps alive. Calls of this process renew their lease long before. Answers how many. */
export const sweepConversations = (ctx: Ctx): Promise<number> => asSystem(ctx).db.transaction(async (tx) => {
  const abandoned = await store.endAbandoned(tx, ctx.clock.now());
  await ended(tx, ctx, abandoned);
  return abandoned.length;
});
