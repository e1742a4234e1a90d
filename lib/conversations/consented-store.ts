/** What was kept on the strength of a caller's consent, found by whose it is. */
import { z } from "zod";
import type { Consenter } from "@/lib/consent/service";
import type { ConsentKind } from "@/lib/consent/schema";
import type { Ctx } from "@/lib/platform/ctx";
import { sql, type Sql, type Statements } from "@/lib/platform/db";
import type { Place } from "./store";

/** An account's own calls; those that its keys made are of whoever used them. */
const of = ({ userId, callerHash, conversationId }: Consenter, agentId: string | null): Sql =>
  sql`((c.user_id = ${userId}::uuid and c.caller_kind = 'user') or c.caller_hash = ${callerHash}::bytea or c.id = ${conversationId}::text) and (${agentId}::text is null or c.agent_id = ${agentId}::text)`;

/** Counts and timings stay. */
export async function eraseWordsOf(tx: Statements, whose: Consenter, agentId: string | null): Promise<void> {
  const these = sql`select c.id from conversations c where ${of(whose, agentId)}`;
  await tx.run(sql`update turns set generated_text = null, heard_text = null, word_starts_ms = null, tool = tool || '{"arguments": "", "output": null}'::jsonb
    where (generated_text is not null or heard_text is not null or tool is not null) and conversation_id in (${these})`);
  await tx.run(sql`update handovers set message = null where message is not null and conversation_id in (${these})`);
  await tx.run(sql`update conversations c set title = null, text_consent = false where (title is not null or text_consent) and ${of(whose, agentId)}`);
}

const ids = z.object({ id: z.string() });
/** Answers which conversations may have sound. */
export async function closeSoundOf(tx: Statements, whose: Consenter, agentId: string | null): Promise<string[]> {
  await tx.run(sql`update conversations c set audio_consent = false where audio_consent and ${of(whose, agentId)}`);
  return (await tx.many(ids, sql`select c.id from conversations c where ${of(whose, agentId)} and exists (select from recordings r where r.conversation_id = c.id and r.state <> 'deleted')`)).map(({ id }) => id);
}

const place = z.object({ conversationId: z.string(), workspaceId: z.string() });
export const listWithSound = (ctx: Ctx, whose: Consenter, agentId: string | null): Promise<Place[]> => ctx.db.many(place, sql`
  select c.id as conversation_id, c.workspace_id from conversations c where ${of(whose, agentId)} and exists (select from recordings r where r.conversation_id = c.id and r.state <> 'deleted')`);

const kept = z.object({ agentId: z.string(), textUntil: z.string().nullable(), audioUntil: z.string().nullable() });
/** When the last of it will have been deleted, by the workspace's retention and the recordings' own ends. */
export const listKeptUntil = (ctx: Ctx, whose: Consenter, now: Date): Promise<z.infer<typeof kept>[]> => ctx.db.many(kept, sql`
  select c.agent_id,
    max(coalesce(c.ended_at, ${now}::timestamptz) + make_interval(days => coalesce((w.settings ->> 'retentionDays')::integer, 30)))
      filter (where exists (select from turns t where t.conversation_id = c.id and (t.heard_text is not null or t.generated_text is not null))) as text_until,
    max(r.expires_at) as audio_until
  from conversations c join workspaces w on w.id = c.workspace_id left join recordings r on r.conversation_id = c.id and r.state <> 'deleted' and r.expires_at > ${now}::timestamptz
  where ${of(whose, null)} group by c.agent_id`);

const flags = z.object({ text: z.boolean(), audio: z.boolean() });
export const findConsentOf = (ctx: Ctx, { conversationId, workspaceId }: Place): Promise<Record<ConsentKind, boolean> | null> =>
  ctx.db.find(flags, sql`select text_consent as text, audio_consent as audio from conversations where id = ${conversationId} and workspace_id = ${workspaceId}`);

/** Whether words of this conversation may leave: the caller agrees, and the workspace's retention is not over, whether or not the sweep has come by. */
export const mayTellWords = async (ctx: Ctx, { conversationId, workspaceId }: Place, now: Date): Promise<boolean> => (await ctx.db.find(z.object({ words: z.boolean() }), sql`
  select c.text_consent and coalesce(c.ended_at, c.started_at) >= ${now}::timestamptz - make_interval(days => coalesce((w.settings ->> 'retentionDays')::integer, 30)) as words
  from conversations c join workspaces w on w.id = c.workspace_id where c.id = ${conversationId} and c.workspace_id = ${workspaceId}`))?.words ?? false;
