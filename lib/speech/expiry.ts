import { asSystem, type Ctx } from "@/lib/platform/ctx";
import { blobStore } from "@/lib/recordings/blobs";
import { eraseResult } from "./service";
import * as store from "./store";

/** A client that reads slowly may take long; one still pending after this was cut off with its process. */
const stalePendingMs = 3_600_000;
/** So long the row of what was deleted tells its owner of the receipt, without words or sound. */
const rowLifeMs = 30 * 24 * 3_600_000;
/** So many in a row that could not be erased mean a store that does not answer: the rest waits for the next sweep. */
const mostFailures = 3;

/**
 * Erases what has expired and what was never finished. Safe to run twice at once. Files that no row knows are left to the sweep of recordings,
 * which shares the store: it takes them a day after they were written, when nothing of ours that old may live any more.
 */
export async function sweepSpeechResults(ctx: Ctx, blobs = blobStore()): Promise<{ erased: number }> {
  const now = ctx.clock.now();
  const system = asSystem(ctx);
  let erased = 0, failures = 0;
  for (const row of await store.listDue(system, now, new Date(now.getTime() - stalePendingMs))) {
    const gone = await eraseResult(ctx, row, new Date(row.expiresAt) <= now ? "expired" : "unfinished", blobs);
    erased += gone ? 1 : 0;
    failures = gone ? 0 : failures + 1;
    if (failures === mostFailures) break;
  }
  await store.deleteOldRows(system, new Date(now.getTime() - rowLifeMs));
  return { erased };
}

/** After a restore: rows whose bytes are not there are marked deleted, each with its receipt. Answers how many. */
export async function forgetMissingResults(ctx: Ctx, blobs = blobStore()): Promise<number> {
  let forgotten = 0;
  for (let last = "", more = true; more;) {
    const rows = await store.listUndeleted(asSystem(ctx), last);
    for (const row of rows) {
      const blob = await blobs.get(row.blobKey, { from: 0, to: 0 });
      await blob?.body.cancel();
      if (!blob && await eraseResult(ctx, row, "restored", blobs)) forgotten += 1;
    }
    last = rows.at(-1)?.id ?? last;
    more = rows.length > 0;
  }
  return forgotten;
}
