import type { z } from "zod";
import { recordAuditAlone } from "@/lib/audit/service";
import { findRecordingOf, deleteRecordingsOf } from "@/lib/recordings/service";
import { sha256 } from "@/lib/platform/crypto";
import { pageFrom, type Asked } from "@/lib/platform/page";
import { asSystem, type Ctx } from "@/lib/platform/ctx";
import { AppError } from "@/lib/platform/errors";
import { conversationQuery, type conversationChange, type conversationPage, type ratingInput } from "./contract";
import { liveCall } from "./live-calls";
import type { Conversation, ConversationSummary } from "./schema";
import * as store from "./store";

interface Of { id: string }

export async function listConversations(ctx: Ctx, asked: Asked<typeof conversationQuery> = {}): Promise<z.output<typeof conversationPage>> {
  const query = conversationQuery.parse(asked);
  return pageFrom(query, store.conversationSorts, (order) => store.listConversations(ctx, query, order), store.conversationId);
}

export async function getConversation(ctx: Ctx, { id }: Of): Promise<Conversation> {
  const summary = await store.getSummary(ctx, id);
  return { ...summary, turns: await store.listTurns(ctx, id), recording: await findRecordingOf(ctx, id) };
}

/** Audio goes first: rows that are gone could no longer name it. A call that still runs is ended. */
export async function deleteConversation(ctx: Ctx, { id }: Of): Promise<void> {
  const place = { conversationId: id, workspaceId: ctx.actor.workspaceId };
  await store.getSummary(ctx, id);
  const live = liveCall(id);
  if (live && live.callable.workspaceId === place.workspaceId) { live.end("caller"); await live.ended; }
  await deleteRecordingsOf(ctx, place, "conversation");
  if ((await store.deleteConversation(ctx, id)) === 0) throw new AppError("not_found");
  await recordAuditAlone(ctx, { action: "conversation.deleted", target: { kind: "conversation", id } });
}

export async function updateConversation(ctx: Ctx, { id, ...change }: Of & z.output<typeof conversationChange>): Promise<ConversationSummary> {
  if (change.title !== undefined || change.rating !== undefined) {
    if ((await store.updateConversation(ctx, id, change)) === 0) throw new AppError("not_found");
  }
  return store.getSummary(ctx, id);
}

export const rateWithinMs = 15 * 60_000;

/** A caller may have no account: what proves the call theirs is its token. Unknown, foreign and too late are one answer. */
export async function rateConversation(ctx: Ctx, { id, rating, resumeToken }: Of & z.output<typeof ratingInput>): Promise<void> {
  const endedAfter = new Date(ctx.clock.now().getTime() - rateWithinMs);
  if ((await store.rateByToken(asSystem(ctx), { id, tokenHash: sha256(resumeToken), rating, endedAfter })) === 0) throw new AppError("not_found");
}
