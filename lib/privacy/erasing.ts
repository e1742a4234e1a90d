/** The erasure of a person, step by step, by a job that begins again wherever it was stopped. */
import { recordAudit } from "@/lib/audit/service";
import { rememberErasure } from "@/lib/backups/ledger";
import { personOf } from "@/lib/identity/subject";
import { asSystem, type Ctx } from "@/lib/platform/ctx";
import type { Subject, SubjectPart } from "@/lib/platform/subject";
import { subjects } from "./subjects";
import * as store from "./store";

/** By then every process has noticed that the person is signed out (5 s), so that nothing new comes in behind the job. */
export const settleMs = 6_000;
/** Above what a batch takes; where a job was killed, another goes on after so long. */
export const leaseMs = 20_000;
const batch = 100;
/** How long its page can be looked at, and a copy asked for is remembered. */
const shownMs = 24 * 3_600_000;

export interface ErasureOptions { parts?: readonly SubjectPart[]; batch?: number }

/** Works on what was asked for, one person after the other, and keeps how far it is after each batch. Safe to run twice at once, and to kill. */
export async function erasePeople(ctx: Ctx, options: ErasureOptions = {}): Promise<{ done: number }> {
  const system = asSystem(ctx);
  const now = () => ctx.clock.now().getTime();
  await store.stripErasures(system, new Date(now() - shownMs));
  await store.deleteExports(system, new Date(now() - shownMs));
  let done = 0;
  while (!ctx.signal.aborted) {
    const next = await store.claimErasure(system, new Date(now() - settleMs), new Date(now() + leaseMs));
    if (!next) return { done };
    // Where it throws, the lease holds until it is tried again, and those who wait behind are not held up.
    if (await erase(system, next, options)) done += 1;
    else await store.releaseErasure(system, next.id);
  }
  return { done };
}

/** Whether it came to its end, here. */
async function erase(ctx: Ctx, erasure: store.Erasure, { parts = subjects, batch: limit = batch }: ErasureOptions): Promise<boolean> {
  // Before anything is deleted: what is not in the ledger a backup brings back.
  await rememberErasure(ctx, erasure.userId);
  const person = await personOf(ctx.db, erasure.userId);
  const subject: Subject = { userId: erasure.userId, email: person?.email ?? null, name: person?.name ?? null, pseudonym: erasure.pseudonym, workspaceIds: erasure.workspaceIds };
  const counts = { ...erasure.counts };
  for (const part of parts) {
    for (let more = true; more;) {
      if (ctx.signal.aborted) return false;
      const batch = await part.eraseFor(ctx, subject, limit);
      counts[part.name] = (counts[part.name] ?? 0) + batch.erased;
      more = batch.more;
      await store.keepProgress(ctx, erasure.id, { step: part.name, counts, leasedUntil: new Date(ctx.clock.now().getTime() + leaseMs) });
    }
  }
  return ctx.db.transaction(async (tx) => {
    if (await store.finishErasure(tx, erasure.id, ctx.clock.now()) === 0) return false;
    await recordAudit(tx, ctx, { action: "erasure.done", workspaceId: null, actorId: erasure.pseudonym, target: { kind: "erasure", id: erasure.id } });
    return true;
  });
}
