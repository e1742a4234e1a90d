/** The database: short transactions, each with its role and claims set inside, so that row-level security holds whatever the SQL says. */
import postgres from "postgres";
import type { z } from "zod";
import type { Actor } from "./ctx";
import { databaseError } from "./db-errors";
import { env } from "./env";
import { AppError } from "./errors";
import { forgetSingleton, singleton } from "./singleton";
import { camelCase, compile, type Sql } from "./sql";

export { assignments, columns, joined, json, sql } from "./sql";
export type { Sql } from "./sql";

/** Rows arrive with camelCase names, instants as ISO strings, whole numbers as numbers, and are parsed by `shape`. */
export interface Statements {
  /** Exactly the first row; `not_found` where there is none. */
  one<S extends z.ZodType>(shape: S, query: Sql): Promise<z.output<S>>;
  find<S extends z.ZodType>(shape: S, query: Sql): Promise<z.output<S> | null>;
  many<S extends z.ZodType>(shape: S, query: Sql): Promise<z.output<S>[]>;
  /** The number of rows it touched. */
  run(query: Sql): Promise<number>;
}

export interface Database extends Statements {
  /** Several statements, all or nothing. Holds a connection: nothing slow may be awaited inside. */
  transaction<T>(work: (tx: Statements) => Promise<T>): Promise<T>;
}

type Pool = postgres.Sql;
type Connection = Pick<postgres.TransactionSql, "unsafe">;

/** Ends a statement on the server's side; must stay below `answerMs`, so that the clean way out comes first. */
const statementMs = 4_000;
/** Longest that anything here waits for a database that is frozen, gone or drowned. */
const answerMs = 6_000;
const connectSeconds = 3;
/** Short, so that service is back within 2 s of the database's return. */
const reconnectSeconds = 0.2;
const poolName = "database-pool";

const number = { to: 20, from: [20, 1700], serialize: String, parse: Number };
const instant = { to: 1184, from: [1082, 1114, 1184], serialize: String, parse: (text: string) => new Date(text).toISOString() };

/** A URL may carry `?host=/directory` for a Unix socket, as libpq has it. */
export function connectPool(url: string, options: { max?: number } = {}): Pool {
  const address = new URL(url);
  const socketDirectory = address.searchParams.get("host");
  address.searchParams.delete("host");
  return postgres(address.href, {
    ...(socketDirectory ? { host: socketDirectory, path: `${socketDirectory}/.s.PGSQL.${address.port || "5432"}` } : {}),
    max: options.max ?? 12, connect_timeout: connectSeconds, idle_timeout: 300, backoff: () => reconnectSeconds, onnotice: () => {},
    types: { number, instant }, transform: { column: { from: camelCase } },
  });
}

const pool = (): Pool => {
  const url = env().DATABASE_URL;
  if (!url) throw new AppError("database_unavailable", { internal: "DATABASE_URL is not set" });
  return singleton(poolName, () => connectPool(url));
};

/** Closes the process's connections. */
export async function closeDatabase(): Promise<void> {
  if (!env().DATABASE_URL) return;
  const open = pool();
  forgetSingleton(poolName);
  await open.end({ timeout: 2 });
}

/** When the database last answered anything: tells a frozen one from one that is only busy. */
const pulse = (): { answeredMs: number } => singleton("database-pulse", () => ({ answeredMs: 0 }));

/** Nobody waits longer than `answerMs`. Where nothing was answered for as long, the whole pool is dropped, and what it held is rolled back. */
async function bounded<T>(open: Pool, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      if (performance.now() - pulse().answeredMs >= answerMs) {
        if (singleton(poolName, () => open) === open) forgetSingleton(poolName);
        void open.end({ timeout: 0 }).catch(() => {});
      }
      reject(new AppError("database_unavailable", { internal: "the database did not answer in time", retryAfterMs: 1_000 }));
    }, answerMs);
  });
  try {
    const result = await Promise.race([work, late]);
    pulse().answeredMs = performance.now();
    return result;
  } catch (error) {
    throw databaseError(error);
  } finally {
    clearTimeout(timer);
    work.catch(() => {});
  }
}

const query = (connection: Connection, statement: Sql) => {
  const { text, parameters } = compile(statement);
  return connection.unsafe(text, parameters.map(toParameter), { prepare: true });
};
const toParameter = (value: unknown) => value as postgres.ParameterOrJSON<never>;

const statementsOn = (connection: Connection): Statements => ({
  async one(shape, statement) {
    const [row] = await query(connection, statement);
    if (!row) throw new AppError("not_found");
    return shape.parse(row);
  },
  async find(shape, statement) {
    const [row] = await query(connection, statement);
    return row ? shape.parse(row) : null;
  },
  async many(shape, statement) {
    return (await query(connection, statement)).map((row) => shape.parse(row));
  },
  async run(statement) {
    return (await query(connection, statement)).count;
  },
});

interface Identity { role: "authenticated" | "parley_system"; claims: string }

async function begin<T>(identity: Identity, work: (connection: Connection) => Promise<T>): Promise<T> {
  const open = pool();
  const running = open.begin(async (connection) => {
    // Sent together with the first statement; should it fail, the transaction is void and so is all that follows.
    const setting = connection.unsafe(
      `select set_config('search_path', 'public, extensions', true), set_config('statement_timeout', $3, true),
              set_config('request.jwt.claims', $2, true), set_config('role', $1, true)`,
      [identity.role, identity.claims, String(statementMs)], { prepare: true },
    ).execute();
    const [result] = await Promise.all([work(connection), setting]);
    return { result };
  });
  return bounded(open, running.then(({ result }) => result as T));
}

function databaseAs(identity: Identity): Database {
  return {
    one: (shape, statement) => begin(identity, (connection) => statementsOn(connection).one(shape, statement)),
    find: (shape, statement) => begin(identity, (connection) => statementsOn(connection).find(shape, statement)),
    many: (shape, statement) => begin(identity, (connection) => statementsOn(connection).many(shape, statement)),
    run: (statement) => begin(identity, (connection) => statementsOn(connection).run(statement)),
    transaction: (work) => begin(identity, (connection) => work(statementsOn(connection))),
  };
}

/** Sees what the actor may see. A caller without an account sees no row at all: doors open to callers use `systemDb`. */
export function databaseFor(actor: Actor): Database {
  const claims = actor.kind === "caller" ? {} : { sub: actor.userId, workspace_id: actor.workspaceId, role: actor.role, kind: actor.kind };
  return databaseAs({ role: "authenticated", claims: JSON.stringify(claims) });
}

/** The one system role: for sign-in, sweeps, public doors and the gateway's bookkeeping. It sees every row. */
export const systemDb = (): Database => databaseAs({ role: "parley_system", claims: "{}" });
