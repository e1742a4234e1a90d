/** Sound of one person's calls, and of the workspaces that go with them. */
import { z } from "zod";
import type { Ctx } from "@/lib/platform/ctx";
import { sql } from "@/lib/platform/db";
import { exportedRow, pages, type Subject, type SubjectPart } from "@/lib/platform/subject";
import { blobStore, eraseRow } from "./service";
import { listOfSubject } from "./store";

/** Each is a request to where the bytes are; a batch must be over long before its lease. */
const mostAtOnce = 25;

const kept = z.object({ id: z.string(), blobKey: z.string() });
/** Asked again for each, so that what expires during a long export is not in it. */
const nextKept = (ctx: Ctx, { userId }: Subject, after: string) => ctx.db.find(kept, sql`
  select r.id, r.blob_key from recordings r join conversations c on c.id = r.conversation_id and c.workspace_id = r.workspace_id
  where c.user_id = ${userId} and r.state = 'ready' and r.expires_at > ${ctx.clock.now()} and r.id > ${after} order by r.id limit 1`);

export const recordingsSubject: SubjectPart = {
  name: "recordings", words: "Sound of your calls", tables: ["recordings"],
  exportFor: (ctx, { userId }) => ({
    recordings: pages((after, limit) => ctx.db.many(exportedRow, sql`
      select r.id, r.workspace_id, r.conversation_id, r.state, r.size_bytes, r.duration_ms, r.created_at, r.expires_at, r.deleted_at, r.delete_reason
      from recordings r join conversations c on c.id = r.conversation_id and c.workspace_id = r.workspace_id where c.user_id = ${userId} and r.id > ${after} order by r.id limit ${limit}`)),
  }),
  async *filesFor(ctx, subject) {
    for (let row = await nextKept(ctx, subject, ""); row; row = await nextKept(ctx, subject, row.id)) {
      const blob = await blobStore().get(row.blobKey);
      if (blob) yield { path: `recordings/${row.id}.wav`, body: blob.body };
    }
  },
  /** Bytes first, then the row's mark and its receipt; the rows themselves go with their conversations. */
  async eraseFor(ctx, { userId, workspaceIds }, limit) {
    const most = Math.min(limit, mostAtOnce);
    const rows = await listOfSubject(ctx, { userId, workspaceIds }, most);
    for (const row of rows) await eraseRow(ctx, row, "erasure");
    return { erased: rows.length, more: rows.length === most };
  },
};
