/** A person's own calls in whatever workspace, made by themselves or with a key of theirs; and every call of the workspaces that go with them. */
import { z } from "zod";
import type { Ctx } from "@/lib/platform/ctx";
import { sql } from "@/lib/platform/db";
import { eraseAll, exportedRow, pages, type Row, type Subject, type SubjectPart } from "@/lib/platform/subject";
import { deleteRecordingsOf } from "@/lib/recordings/service";
import { liveCalls } from "./live-calls";

const conversationsPerPage = 50;

async function withTurns(ctx: Ctx, row: Row): Promise<Row> {
  const turns = await ctx.db.many(exportedRow, sql`
    select id, position, role, kind, started_ms, ended_ms, generated_text, heard_text, tool, word_starts_ms, audio_ms, heard_ms, outcome, fault, trace, created_at
    from turns where conversation_id = ${z.string().parse(row.id)} order by position`);
  return { ...row, turns };
}

const place = z.object({ conversationId: z.string(), workspaceId: z.string(), hasSound: z.boolean() });

/** Sound first: rows that are gone could no longer name it. Turns, recordings' rows and consents go with their conversation. */
async function deleteConversations(ctx: Ctx, { userId, workspaceIds }: Subject, limit: number): Promise<number> {
  const found = await ctx.db.many(place, sql`
    select c.id as conversation_id, c.workspace_id, exists (select from recordings r where r.conversation_id = c.id and r.state <> 'deleted') as has_sound
    from conversations c where c.user_id = ${userId} or c.workspace_id = any(${workspaceIds}) limit ${limit}`);
  for (const one of found) if (one.hasSound) await deleteRecordingsOf(ctx, one, "erasure");
  await ctx.db.run(sql`delete from conversations where id = any(${found.map(({ conversationId }) => conversationId)})`);
  return found.length;
}

export const conversationsSubject: SubjectPart = {
  name: "conversations", words: "Your calls and what was said in them", tables: ["conversations", "turns", "client_secrets"],
  exportFor: (ctx, { userId }) => ({
    conversations: pages(async (after, limit) => {
      const rows = await ctx.db.many(exportedRow, sql`
        select c.id, c.workspace_id, c.agent_id, a.name as agent_name, c.agent_version, c.channel, c.caller_kind, c.text_consent, c.audio_consent, c.title, c.started_at, c.ended_at, c.end_reason,
          c.turn_count, c.interruption_count, c.median_first_audio_ms, c.rating
        from conversations c join agents a on a.id = c.agent_id where c.user_id = ${userId} and c.id > ${after} order by c.id limit ${limit}`);
      return Promise.all(rows.map((row) => withTurns(ctx, row)));
    }, "id", conversationsPerPage),
    clientSecrets: pages((after, limit) => ctx.db.many(exportedRow, sql`
      select id, workspace_id, agent_id, created_at, expires_at, used_at from client_secrets where user_id = ${userId} and id > ${after} order by id limit ${limit}`)),
  }),
  eraseFor: (ctx, subject, limit) => eraseAll(limit,
    () => ctx.db.run(sql`delete from client_secrets where id in (select id from client_secrets where user_id = ${subject.userId} or workspace_id = any(${subject.workspaceIds}) limit ${limit})`),
    () => deleteConversations(ctx, subject, limit)),
};

/** Ends the calls that a person has open in this process, and all calls of these workspaces; other processes look every few seconds. */
export function endCallsOf({ userId, workspaceIds }: { userId: string; workspaceIds: readonly string[] }): void {
  for (const call of liveCalls()) if (call.actor.userId === userId || workspaceIds.includes(call.callable.workspaceId)) call.end("revoked");
}
