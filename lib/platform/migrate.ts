/** Applies `supabase/migrations` in order: each file once, in a transaction of its own, and never again once it has changed. */
import { createHash, createHmac } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type pg from "pg";
import { connectPool } from "./db";
import { databaseError, isLost, reasonOf, refusesUs } from "./db-errors";
import { AppError } from "./errors";
import { systemClock } from "./clock";

/** Any number that nothing else on the database locks. */
const lockKey = 7_305_201_911;
const loginRole = "parley_app";

interface Migration { name: string; text: string; checksum: string }

function readMigrations(directory: string): Migration[] {
  return readdirSync(directory).filter((name) => name.endsWith(".sql")).sort().map((name) => {
    const text = readFileSync(join(directory, name), "utf8");
    return { name, text, checksum: createHash("sha256").update(text).digest("hex") };
  });
}

/** Waits for a server that is still starting. Throws `database_unavailable` after `withinMs`, and at once where it wants another name, password or database. */
export async function waitForDatabase(url: string, withinMs = 30_000): Promise<void> {
  const deadlineMs = systemClock.nowMs() + withinMs;
  for (;;) {
    const connection = connectPool(url, { max: 1 });
    try {
      await connection.query("select 1");
      return;
    } catch (error) {
      if (refusesUs(error)) throw new AppError("database_unavailable", { cause: error, internal: `The database refuses us: ${error.message}. Check DATABASE_URL.` });
      if (!isLost(error)) throw error;
      if (systemClock.nowMs() > deadlineMs) throw new AppError("database_unavailable", { cause: error, internal: `The database does not answer (${reasonOf(error)}). Start it, or check DATABASE_URL.` });
    } finally {
      await connection.end();
    }
    await systemClock.sleep(250);
  }
}

/** `url` must be of the schema's owner. Answers the names of the files that were applied; two at once take turns. `only`: those of these names, for a backup's rows to come into the schema that they left. */
export async function migrate(options: { url: string; directory: string; only?: ReadonlySet<string> }): Promise<string[]> {
  await waitForDatabase(options.url);
  const connection = connectPool(options.url, { max: 1 });
  try {
    await connection.query("select pg_advisory_lock($1)", [lockKey]);
    await connection.query("create schema if not exists app");
    await connection.query("create table if not exists app.migrations (name text primary key, checksum text not null, applied_at timestamptz not null default now())");
    const { rows } = await connection.query<{ name: string; checksum: string }>("select name, checksum from app.migrations");
    const known = new Map(rows.map((row) => [row.name, row.checksum]));
    const applied: string[] = [];
    for (const migration of readMigrations(options.directory).filter(({ name }) => options.only?.has(name) ?? true)) {
      const checksum = known.get(migration.name);
      if (checksum === undefined) { await apply(connection, migration); applied.push(migration.name); }
      else if (checksum !== migration.checksum) throw new Error(`The migration ${migration.name} has changed since it was applied. Put it back as it was and write the change as a new migration.`);
    }
    return applied;
  } catch (error) {
    throw databaseError(error);
  } finally {
    await connection.end();
  }
}

async function apply(connection: pg.Pool, migration: Migration): Promise<void> {
  try {
    await inTransaction(connection, async (transaction) => {
      await transaction.query(migration.text);
      await transaction.query("insert into app.migrations (name, checksum) values ($1, $2)", [migration.name, migration.checksum]);
    });
  } catch (error) {
    if (isLost(error)) throw error;
    throw new Error(`The migration ${migration.name} failed and was rolled back: ${error instanceof Error ? error.message : "unknown"}`, { cause: error });
  }
}

async function inTransaction(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<void>): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("begin");
    await work(client);
    await client.query("commit");
    client.release();
  } catch (error) {
    client.release(true);
    throw error;
  }
}

/**
 * Makes the role that the server signs in with, which may do nothing but become `authenticated` or `parley_system`,
 * and answers its URL. Its password follows from the owner's, so that tools beside a running server find the same.
 */
export async function prepareLoginRole(ownerUrl: string): Promise<string> {
  const url = new URL(ownerUrl);
  const password = createHmac("sha256", url.password).update(loginRole).digest("base64url");
  url.username = loginRole;
  url.password = password;
  // Roles belong to the whole server, where no lock of one database holds: two makers at once make one of them fail, and try again.
  for (let attempt = 1; !(await canServe(url.href)); attempt += 1) {
    try { await makeLoginRole(ownerUrl, password); } catch (error) {
      if (attempt === 5 || isLost(error)) throw databaseError(error);
      await systemClock.sleep(50 * attempt);
    }
  }
  return url.href;
}

/** Whether the role is there, with its password and what it may become. */
async function canServe(url: string): Promise<boolean> {
  const connection = connectPool(url, { max: 1 });
  try {
    const { rows: [row] } = await connection.query<{ serves: boolean }>("select pg_has_role(current_user, 'authenticated', 'member') and pg_has_role(current_user, 'parley_system', 'member') as serves");
    return row?.serves === true;
  } catch (error) {
    if (isLost(error)) throw databaseError(error);
    return false;
  } finally { await connection.end(); }
}

async function makeLoginRole(ownerUrl: string, password: string): Promise<void> {
  const connection = connectPool(ownerUrl, { max: 1 });
  try {
    await inTransaction(connection, async (transaction) => {
      const found = await transaction.query("select from pg_roles where rolname = $1", [loginRole]);
      if (found.rowCount === 0) await transaction.query(`create role ${loginRole} login noinherit`);
      await transaction.query(`alter role ${loginRole} login noinherit password '${password}'`);
      await transaction.query(`grant authenticated, parley_system to ${loginRole}`);
    });
  } finally { await connection.end(); }
}
