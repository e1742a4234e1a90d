/** What other domains call: one insert within the change's own transaction, and no row at all where no webhook wants it. */
import type { Ctx } from "@/lib/platform/ctx";
import type { Statements } from "@/lib/platform/db";
import { newId } from "@/lib/platform/ids";
import type { WebhookEventType } from "./schema";
import { insertEvents } from "./store";

export interface HappenedEvent { type: WebhookEventType; workspaceId: string; /** The conversation, receipt or version; never words. */ subjectId: string }

/** Figures come half a minute behind the end, so that a rating given at once is among them. */
const laterMs: Partial<Record<WebhookEventType, number>> = { "conversation.analyzed": 30_000 };

/** Told of if and only if the transaction is kept. One statement, whatever is told; sends nothing itself. */
export async function emitEvents(tx: Statements, ctx: Ctx, events: readonly HappenedEvent[]): Promise<void> {
  if (events.length === 0) return;
  const now = ctx.clock.now();
  await insertEvents(tx, events.map((event) => ({ ...event, id: newId("evt"), createdAt: now, dueAt: new Date(now.getTime() + (laterMs[event.type] ?? 0)) })));
}
