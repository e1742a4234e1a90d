/** Backup and restore as a whole: what a restore takes out again before anything is served. */
import { writeBackup } from "@/lib/backups/backup";
import { verifyArchive } from "@/lib/backups/archive";
import { ledgerPath, mergeIntoLedger, missingFrom, readEntries, readLedger, type LedgerEntry } from "@/lib/backups/ledger";
import { isUnfinished, loadBackup, markFinished } from "@/lib/backups/restore";
import { endEverySession, eraseKnown, type EraseAgain } from "@/lib/backups/service";
import { reapplyWithdrawal } from "@/lib/conversations/withdrawal";
import { jobs } from "@/lib/jobs";
import { keptSecret, runningServer } from "@/lib/platform/data-directory";
import { systemCtx, type Ctx } from "@/lib/platform/ctx";
import { changeEnv, env } from "@/lib/platform/env";
import { migrate } from "@/lib/platform/migrate";
import { StartError } from "@/lib/platform/start-error";
import { forgetMissing, sweepRecordings } from "@/lib/recordings/expiry";
import { forgetMissingResults, sweepSpeechResults } from "@/lib/speech/expiry";
import { migrations, openOwnedDatabase, enterDatabase, type OwnedDatabase } from "./database";

export async function backup(file: string, ctx = systemCtx()): Promise<{ rows: number }> {
  const ledger = await mergeIntoLedger(ledgerPath(), []);
  const owned = await openOwnedDatabase();
  try { return await writeBackup({ url: owned.url, file, madeAt: ctx.clock.now(), ledger }); } finally { await owned.stop(); }
}

export interface RestoreOptions {
  /** Null: the database is there already, restored by other means. */
  file: string | null;
  /** A ledger beside the data directory's own. */
  erasures: string | null;
  /** Said by whoever knows that nobody was erased since: without a ledger nothing is restored. */
  noErasures: boolean;
  eraseAgain: EraseAgain;
  ctx?: Ctx;
}
export interface Restored { rows: number; erased: number; withdrawn: number; expired: number; missing: number }

/** Nothing is served before all of it is done: until then the database is marked, and a start refuses it. Safe to repeat with `file: null` where it was cut off. */
export async function restore(options: RestoreOptions): Promise<Restored> {
  const ctx = options.ctx ?? systemCtx();
  const server = runningServer(env().PARLEY_DATA_DIR);
  if (server) throw new StartError(`Parley runs on this data, at ${server}. Stop it first.`);
  requireSecret();
  const head = options.file === null ? null : await verifyArchive(options.file);
  const ledger = await ledgerFor(options, head ? readEntries(head.erasures) : []);
  const owned = await openOwnedDatabase();
  try {
    const rows = options.file !== null && head ? (await loadBackup({ url: owned.url, file: options.file, head, migrations })).rows : 0;
    await migrate({ url: owned.url, directory: migrations });
    const restored = await isUnfinished(owned.url);
    const done = await onDatabase(owned, () => reapply(ctx, ledger, options.eraseAgain, restored));
    await markFinished(owned.url);
    return { rows, ...done };
  } finally { await owned.stop(); }
}

function requireSecret(): void {
  if (env().PARLEY_SECRET) return;
  const secret = keptSecret(env().PARLEY_DATA_DIR);
  if (!secret) throw new StartError("The secret of the installation is needed, which signs receipts and opens what is sealed. Put the file \"secret\" of the old data directory into this one, or set PARLEY_SECRET.");
  changeEnv({ PARLEY_SECRET: secret });
}

/** The ledger as it is to be from now on: this installation's own, the one that is named, and the backup's. */
async function ledgerFor({ erasures, noErasures }: RestoreOptions, ofBackup: readonly LedgerEntry[]): Promise<LedgerEntry[]> {
  const path = ledgerPath();
  const named = erasures === null ? [] : await readLedger(erasures);
  if (!named) throw new StartError(`There is no file ${erasures}.`);
  const own = await readLedger(path);
  if (!own && erasures === null && !noErasures) throw new StartError(`There is no ${path}, so nobody can say who was erased since. Copy it from the old data directory, name it with --erasures FILE, or say --no-erasures if nobody was.`);
  const missing = missingFrom([...(own ?? []), ...named], ofBackup);
  if (missing > 0 && !noErasures) throw new StartError(`The list of erasures is older than the backup: it lacks ${missing} of the backup's. Find the newest erasures.jsonl and name it with --erasures FILE.`);
  return mergeIntoLedger(path, [...named, ...ofBackup]);
}

async function onDatabase<T>(owned: OwnedDatabase, work: () => Promise<T>): Promise<T> {
  const letGo = await enterDatabase(owned);
  try { return await work(); } finally { await letGo(); }
}

/** People first, then consents, then what has run out; then sound that is gone. Throws where somebody who was erased is still there. */
export async function reapply(ctx: Ctx, ledger: readonly LedgerEntry[], eraseAgain: EraseAgain, endsSessions: boolean): Promise<Omit<Restored, "rows">> {
  const erased = await eraseKnown(ctx, ledger, eraseAgain);
  let withdrawn = 0;
  for (const line of ledger) if (line.what === "consent") withdrawn += await reapplyWithdrawal(ctx, line);
  let expired = 0;
  for (let last = 1; last > 0; expired += last) last = (await sweepRecordings(ctx)).erased;
  for (let last = 1; last > 0; expired += last) last = (await sweepSpeechResults(ctx)).erased;
  const missing = await forgetMissing(ctx) + await forgetMissingResults(ctx);
  for (const job of jobs) if (job.name.startsWith("sweep-")) await job.run(ctx);
  if (endsSessions) await endEverySession(ctx);
  return { erased, withdrawn, expired, missing };
}
