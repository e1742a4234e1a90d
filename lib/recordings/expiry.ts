import { asSystem, type Ctx } from "@/lib/platform/ctx";
import { blobStore, eraseRow, recordingLifeMs } from "./service";
import * as store from "./store";

/** How often the sweep runs; bytes must be gone within 15 minutes of their expiry. */
export const sweepEveryMs = 4 * 60_000;
/** A recording still pending so long after its call's end was cut off with its process. */
const stalePendingMs = 10 * 60_000;

/** So many in a row that could not be erased mean a store that does not answer: the rest waits for the next sweep. */
const mostFailures = 3;

/** Erases what has expired, what was never finished, and files that no row knows. Safe to run twice at once. */
export async function sweepRecordings(ctx: Ctx, blobs = blobStore()): Promise<{ erased: number; strays: number }> {
  const now = ctx.clock.now();
  const system = asSystem(ctx);
  const due = await store.listDue(system, now, new Date(now.getTime() - stalePendingMs));
  let erased = 0;
  for (let at = 0, failures = 0; at < due.length && failures < mostFailures; at += 1) {
    const row = due[at];
    if (!row) break;
    const gone = await eraseRow(ctx, row, new Date(row.expiresAt) <= now ? "expired" : "unfinished", blobs);
    erased += gone ? 1 : 0;
    failures = gone ? 0 : failures + 1;
  }
  const old = await blobs.listOlderThan(new Date(now.getTime() - recordingLifeMs));
  const known = new Set(old.length > 0 ? await store.listKnownKeys(system, old) : []);
  const strays = old.filter((key) => !known.has(key));
  for (const key of strays) await blobs.delete(key);
  return { erased, strays: strays.length };
}

/** After a restore: rows whose bytes are not there are marked deleted, each with its receipt. Answers how many. */
export async function forgetMissing(ctx: Ctx, blobs = blobStore()): Promise<number> {
  const system = asSystem(ctx);
  let forgotten = 0;
  for (let last = ""; ;) {
    const rows = await store.listUndeleted(system, last);
    for (const row of rows) {
      const blob = await blobs.get(row.blobKey, { from: 0, to: 0 });
      await blob?.body.cancel();
      if (!blob) { await eraseRow(ctx, row, "restored", blobs); forgotten += 1; }
    }
    const next = rows.at(-1)?.id;
    if (next === undefined) return forgotten;
    last = next;
  }
}
