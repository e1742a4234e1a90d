/** Erases one person: their rows, the words and sound of their calls, and the workspaces that were theirs alone. */
import { z } from "zod";
import type { Ctx } from "@/lib/platform/ctx";
import { sql } from "@/lib/platform/db";
import { deleteRecordingsOf } from "@/lib/recordings/service";

const place = z.object({ conversationId: z.string(), workspaceId: z.string() });

export async function eraseRows(ctx: Ctx, userId: string): Promise<void> {
  const alone = sql`select w.id from workspaces w where exists (select from members m where m.workspace_id = w.id and m.user_id = ${userId}::uuid) and not exists (select from members m where m.workspace_id = w.id and m.user_id <> ${userId}::uuid)`;
  const calls = await ctx.db.many(place, sql`select id as conversation_id, workspace_id from conversations where user_id = ${userId}::uuid or workspace_id in (${alone})`);
  for (const call of calls) await deleteRecordingsOf(ctx, call, "erased");
  await ctx.db.transaction(async (tx) => {
    await tx.run(sql`update turns set generated_text = null, heard_text = null, word_starts_ms = null, tool = tool || '{"arguments": "", "output": null}'::jsonb where conversation_id in (select id from conversations where user_id = ${userId}::uuid)`);
    await tx.run(sql`update conversations set title = null where user_id = ${userId}::uuid`);
    await tx.run(sql`delete from workspaces where id in (${alone})`);
    await tx.run(sql`delete from users where id = ${userId}::uuid`);
  });
}
