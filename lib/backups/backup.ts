/** Every row of every table as they were at one instant, in one file. No sound: see docs/backups.md. */
import { createWriteStream, existsSync } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import pg from "pg";
import { connectPool } from "@/lib/platform/db";
import { StartError } from "@/lib/platform/start-error";
import { createSum, rowLine, type ArchiveHead } from "./archive";
import type { LedgerEntry } from "./ledger";
import { listApplied, listTables, seeEveryRow } from "./tables";

const rowsAtATime = 500;

/** `url` must be of the schema's owner. The file is there whole or not at all, for this user alone to read. Answers the number of rows. */
export async function writeBackup(options: { url: string; file: string; madeAt: Date; ledger: readonly LedgerEntry[] }): Promise<{ rows: number }> {
  const { url, file } = options;
  if (existsSync(file)) throw new StartError(`${file} is there already. Name another file; a backup never overwrites one.`);
  const pool = connectPool(url, { max: 1 });
  const making = `${file}.part`;
  let rows = 0;
  try {
    const client = await pool.connect();
    try {
      await client.query("begin isolation level repeatable read read only");
      await pipeline(linesOf(client, options, () => { rows += 1; }), createGzip(), createWriteStream(making, { flags: "wx", mode: 0o600 }));
      await client.query("commit");
      client.release();
    } catch (error) { client.release(true); throw error; }
    const written = await open(making, "r");
    try { await written.sync(); } finally { await written.close(); }
    await rename(making, file);
    return { rows };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") throw new StartError(`${making} is there: another backup is being written to it, or one was cut off. Remove it, or name another file.`, { cause: error });
    await rm(making, { force: true });
    if (code === "ENOENT" || code === "EACCES" || code === "ENOSPC") throw new StartError(`${file} cannot be written: ${code}.`, { cause: error });
    throw error;
  } finally { await pool.end(); }
}

async function* linesOf(client: pg.PoolClient, { madeAt, ledger }: { madeAt: Date; ledger: readonly LedgerEntry[] }, onRow: () => void): AsyncGenerator<string> {
  const sum = createSum();
  const migrations = await listApplied(client);
  if (migrations.length === 0) throw new StartError("There is no Parley in this database yet: there is nothing to back up.");
  const tables = await listTables(client);
  await seeEveryRow(client);
  await client.query("set local time zone 'UTC'");
  const head: ArchiveHead = { parley: "backup", format: 1, madeAt: madeAt.toISOString(), migrations, tables: tables.map(({ name, columns }) => ({ name, columns })), erasures: [...ledger] };
  const first = `${JSON.stringify(head)}\n`;
  sum.add(first);
  yield first;
  for (const { name, columns } of tables) {
    await client.query(`declare every_row no scroll cursor for select row_to_json(t)::text as line from (select ${columns.map(pg.escapeIdentifier).join(", ")} from public.${pg.escapeIdentifier(name)}) t`);
    for (;;) {
      const { rows } = await client.query<{ line: string }>(`fetch ${rowsAtATime} from every_row`);
      for (const { line } of rows) {
        const written = rowLine(name, line);
        sum.add(written, name);
        onRow();
        yield written;
      }
      if (rows.length < rowsAtATime) break;
    }
    await client.query("close every_row");
  }
  yield `${JSON.stringify(sum.foot())}\n`;
}
