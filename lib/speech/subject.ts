/** What one person asked to keep of the speech page. */
import { z } from "zod";
import type { Ctx } from "@/lib/platform/ctx";
import { sql } from "@/lib/platform/db";
import { exportedRow, pages, type Subject, type SubjectPart } from "@/lib/platform/subject";
import { blobStore } from "@/lib/recordings/blobs";
import { eraseResult } from "./service";
import { deleteRowsOfSubject, listOfSubject } from "./store";

/** Each is a request to where the bytes are; a batch must be over long before its lease. */
const mostAtOnce = 25;

const kept = z.object({ id: z.string(), blobKey: z.string(), contentType: z.string() });
/** Asked again for each, so that what expires during a long export is not in it. */
const nextKept = (ctx: Ctx, { userId }: Subject, after: string) => ctx.db.find(kept, sql`
  select id, blob_key, content_type from speech_results where user_id = ${userId} and state = 'ready' and expires_at > ${ctx.clock.now()} and id > ${after} order by id limit 1`);

export const speechSubject: SubjectPart = {
  name: "speech-results", words: "What you kept of the speech page", tables: ["speech_results"],
  exportFor: (ctx, { userId }) => ({
    results: pages((after, limit) => ctx.db.many(exportedRow, sql`
      select id, workspace_id, kind, state, content_type, case when expires_at > ${ctx.clock.now()} then text end as text, case when expires_at > ${ctx.clock.now()} then segments end as segments,
        voice, speed, language, size_bytes, duration_ms, created_at, expires_at, deleted_at, delete_reason from speech_results where user_id = ${userId} and id > ${after} order by id limit ${limit}`)),
  }),
  async *filesFor(ctx, subject) {
    for (let row = await nextKept(ctx, subject, ""); row; row = await nextKept(ctx, subject, row.id)) {
      const blob = await blobStore().get(row.blobKey);
      if (blob) yield { path: `speech-results/${row.id}.${row.contentType === "audio/mpeg" ? "mp3" : "wav"}`, body: blob.body };
    }
  },
  /** Bytes first, each with its receipt; then the rows. One whose bytes the store would not give up has lost its words, and goes with the account. */
  async eraseFor(ctx, subject, limit) {
    const most = Math.min(limit, mostAtOnce);
    const living = await listOfSubject(ctx, subject, most);
    let erased = 0;
    for (const row of living) erased += await eraseResult(ctx, row, "erasure") ? 1 : 0;
    if (living.length === most && erased > 0) return { erased, more: true };
    return { erased, more: await deleteRowsOfSubject(ctx, subject, limit) === limit };
  },
};
