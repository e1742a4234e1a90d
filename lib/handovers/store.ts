import { z } from "zod";
import type { Ctx } from "@/lib/platform/ctx";
import { columns, sql } from "@/lib/platform/db";
import type { Order, SortColumn } from "@/lib/platform/page";
import { handover, type Handover } from "./schema";

export const insertHandover = (ctx: Ctx, row: { id: string; workspaceId: string; conversationId: string; agentId: string; message: string; createdAt: Date }): Promise<number> =>
  ctx.db.run(sql`insert into handovers ${columns(row)}`);

export const handoverId = sql`h.id`;
export const handoverSorts = { createdAt: { column: sql`h.created_at`, kind: "time" } } as const satisfies Record<string, SortColumn>;
export const listHandovers = (ctx: Ctx, unreadOnly: boolean, { after, tail }: Order): Promise<Handover[]> =>
  ctx.db.many(handover, sql`select h.id, h.conversation_id, h.agent_id, a.name as agent_name, h.message, h.created_at, h.read_at from handovers h join agents a on a.id = h.agent_id
    where h.workspace_id = ${ctx.actor.workspaceId} ${unreadOnly ? sql`and h.read_at is null` : sql``} and ${after} ${tail}`);

export const countUnread = async (ctx: Ctx): Promise<number> =>
  (await ctx.db.one(z.object({ count: z.number() }), sql`select count(*) as count from handovers where workspace_id = ${ctx.actor.workspaceId} and read_at is null`)).count;

export const markHandover = (ctx: Ctx, id: string, readAt: Date | null): Promise<number> =>
  ctx.db.run(sql`update handovers set read_at = ${readAt} where id = ${id} and workspace_id = ${ctx.actor.workspaceId}`);
