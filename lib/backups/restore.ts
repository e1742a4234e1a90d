/** Puts a backup's rows into an empty database, all or nothing, and marks it unfinished: what must not come back has still to be taken out. */
import pg from "pg";
import { connectPool } from "@/lib/platform/db";
import { migrate } from "@/lib/platform/migrate";
import { StartError } from "@/lib/platform/start-error";
import { readArchive, type ArchiveHead } from "./archive";
import { listApplied, listTables, seeEveryRow, type Table } from "./tables";

const rowsAtATime = 200;
const bytesAtATime = 4_000_000;

/** `url` must be of the schema's owner. The file has been verified. Throws `StartError` where the database is not one to restore into. */
export async function loadBackup(options: { url: string; file: string; head: ArchiveHead; migrations: string }): Promise<{ rows: number }> {
  const { url, file, head, migrations } = options;
  await bringTo(url, head, migrations);
  const pool = connectPool(url, { max: 1 });
  try {
    const client = await pool.connect();
    try {
      await client.query("begin");
      const rows = await load(client, file, head);
      await client.query("commit");
      client.release();
      return { rows };
    } catch (error) { client.release(true); throw error; }
  } finally { await pool.end(); }
}

/** To the very schema that the rows were in; what is newer is applied after they are there, and then changes them, too. */
async function bringTo(url: string, head: ArchiveHead, migrations: string): Promise<void> {
  const wanted = new Set(head.migrations.map(({ name }) => name));
  const pool = connectPool(url, { max: 1 });
  try {
    const applied = await listApplied(pool);
    const newer = applied.find(({ name }) => !wanted.has(name));
    if (applied.length > 0) await requireEmpty(pool);
    if (newer) throw new StartError(`This database has the migration ${newer.name}, which the backup does not know. Restore into a fresh database: it is brought up to date once the rows are there.`);
  } finally { await pool.end(); }
  await migrate({ url, directory: migrations, only: wanted });
  const check = connectPool(url, { max: 1 });
  try {
    const sums = new Map((await listApplied(check)).map(({ name, checksum }) => [name, checksum]));
    for (const { name, checksum } of head.migrations) {
      if (!sums.has(name)) throw new StartError(`The backup was made by a newer Parley: the migration ${name} is unknown here. Install that version first.`);
      if (sums.get(name) !== checksum) throw new StartError(`The migration ${name} is another one here than where the backup was made.`);
    }
  } finally { await check.end(); }
}

async function requireEmpty(connection: Pick<pg.ClientBase, "query">): Promise<void> {
  for (const { name } of await listTables(connection)) {
    const { rows: [found] } = await connection.query<{ there: boolean }>(`select exists (select from public.${pg.escapeIdentifier(name)}) as there`);
    if (found?.there) throw new StartError(`The database is not empty: there are rows in ${name}. Restore into a new one; nothing has been changed.`);
  }
}

async function load(client: pg.PoolClient, file: string, head: ArchiveHead): Promise<number> {
  const tables = await listTables(client);
  for (const { name, columns } of head.tables) {
    const here = tables.find((table) => table.name === name);
    const unknown = columns.find((column) => !here?.columns.includes(column));
    if (!here || unknown) throw new StartError(`The backup has ${unknown ? `the column ${unknown} of ${name}` : `the table ${name}`}, which this schema does not have.`);
  }
  await client.query("create table app.unfinished_restore (backup_made_at timestamptz not null)");
  await client.query("insert into app.unfinished_restore values ($1)", [head.madeAt]);
  // Nobody writes between the look and the end.
  if (tables.length > 0) await client.query(`lock table ${tables.map(({ name }) => `public.${pg.escapeIdentifier(name)}`).join(", ")} in exclusive mode`);
  await seeEveryRow(client);
  await requireEmpty(client);
  let rows = 0;
  let waiting: { table: string; lines: string[]; bytes: number } = { table: "", lines: [], bytes: 0 };
  const flush = async () => {
    if (waiting.lines.length > 0) await insert(client, head, waiting.table, waiting.lines);
    rows += waiting.lines.length;
    waiting = { table: "", lines: [], bytes: 0 };
  };
  for await (const { table, row } of readArchive(file, () => {})) {
    if (table !== waiting.table || waiting.lines.length >= rowsAtATime || waiting.bytes > bytesAtATime) { await flush(); waiting.table = table; }
    waiting.lines.push(row);
    waiting.bytes += row.length;
  }
  await flush();
  await client.query("reset role");
  for (const table of tables) await setNext(client, table);
  return rows;
}

async function insert(client: pg.PoolClient, head: ArchiveHead, table: string, lines: readonly string[]): Promise<void> {
  const columns = (head.tables.find(({ name }) => name === table)?.columns ?? []).map(pg.escapeIdentifier).join(", ");
  const name = `public.${pg.escapeIdentifier(table)}`;
  const { rowCount } = await client.query(`insert into ${name} (${columns}) overriding system value select ${columns} from json_populate_recordset(null::${name}, $1::json)`, [`[${lines.join(",")}]`]);
  if (rowCount !== lines.length) throw new Error(`Of ${lines.length} rows of ${table}, ${rowCount} were written.`);
}

/** A number that a row has is not given out again. */
async function setNext(client: pg.PoolClient, { name, identity }: Table): Promise<void> {
  if (!identity) return;
  const table = `public.${pg.escapeIdentifier(name)}`;
  await client.query(`select setval(pg_get_serial_sequence($1, $2), coalesce(max(${pg.escapeIdentifier(identity)}), 1), max(${pg.escapeIdentifier(identity)}) is not null) from ${table}`, [table, identity]);
}

/** True between the rows' return and the end of what must follow; such a database is not served. */
export async function isUnfinished(url: string): Promise<boolean> {
  const pool = connectPool(url, { max: 1 });
  try {
    const { rows: [found] } = await pool.query<{ there: boolean }>("select to_regclass('app.unfinished_restore') is not null as there");
    return found?.there === true;
  } finally { await pool.end(); }
}

export async function markFinished(url: string): Promise<void> {
  const pool = connectPool(url, { max: 1 });
  try { await pool.query("drop table if exists app.unfinished_restore"); } finally { await pool.end(); }
}
