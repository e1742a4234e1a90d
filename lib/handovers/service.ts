import { asSystem, type Ctx } from "@/lib/platform/ctx";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { pageFrom, type Asked, type Page } from "@/lib/platform/page";
import { cleanText } from "@/lib/platform/text";
import { handoverQuery, type Handover } from "./schema";
import * as store from "./store";

const longestMessage = 2_000;

/** Leaves the message of a call for the workspace. The caller asked the agent to pass it on, so its words are kept whatever else is not. */
export async function leaveHandover(ctx: Ctx, input: { workspaceId: string; conversationId: string; agentId: string; message: string }): Promise<string> {
  const id = newId("hnd");
  await store.insertHandover(asSystem(ctx), { ...input, id, message: cleanText(input.message).slice(0, longestMessage), createdAt: ctx.clock.now() });
  return id;
}

export async function listHandovers(ctx: Ctx, asked: Asked<typeof handoverQuery> = {}): Promise<Page<Handover> & { unreadCount: number }> {
  const query = handoverQuery.parse(asked);
  const page = await pageFrom(query, store.handoverSorts, (order) => store.listHandovers(ctx, query.unread === "true", order), store.handoverId);
  return { ...page, unreadCount: await store.countUnread(ctx) };
}

export async function readHandover(ctx: Ctx, input: { id: string; read: boolean }): Promise<void> {
  if ((await store.markHandover(ctx, input.id, input.read ? ctx.clock.now() : null)) === 0) throw new AppError("not_found");
}
