/** The database: short transactions, each with its role and claims set inside, so that row-level security holds whatever the SQL says. */
import pg from "pg";
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

/** Ends a statement on the server's side; must stay below `answerMs`, so that the clean way out comes first. */
const statementMs = 4_000;
/** Longest that anything here waits for a database that is frozen, gone or drowned. */
const answerMs = 6_000;
/** Longest wait for a free connection, a new one included. */
const connectMs = 3_000;
const poolName = "database-pool";

const parsers = new Map<number, (text: string) => unknown>([
  ...[pg.types.builtins.INT8, pg.types.builtins.NUMERIC].map((type) => [type, Number] as const),
  ...[pg.types.builtins.DATE, pg.types.builtins.TIMESTAMP, pg.types.builtins.TIMESTAMPTZ].map((type) => [type, (text: string) => new Date(text).toISOString()] as const),
]);
const types: pg.CustomTypesConfig = { getTypeParser: (type, format) => parsers.get(type) ?? pg.types.getTypeParser(type, format) };

/** A URL may carry `?host=/directory` for a Unix socket, as libpq has it. Its owner ends it. */
export function connectPool(url: string, options: { max?: number } = {}): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max: options.max ?? 12, connectionTimeoutMillis: connectMs, idleTimeoutMillis: 300_000, keepAlive: true, types });
  // A connection that breaks is dropped by the pool, and its statements reject: a break between statements has nobody else to tell.
  pool.on("error", () => {}).on("connect", (client) => { client.on("error", () => {}); });
  return pool;
}

const pool = (): pg.Pool => {
  const url = env().DATABASE_URL;
  if (!url) throw new AppError("database_unavailable", { internal: "DATABASE_URL is not set" });
  return singleton(poolName, () => connectPool(url));
};

/** Closes the process's connections. */
export async function closeDatabase(): Promise<void> {
  if (!env().DATABASE_URL) return;
  const open = pool();
  forgetSingleton(poolName);
  await open.end();
}

/** When the database last answered anything: tells a frozen one from one that is only busy. */
const pulse = (): { answeredMs: number } => singleton("database-pulse", () => ({ answeredMs: 0 }));

/** Where nothing was answered for `answerMs`, every connection is taken for dead: the next asker begins with new ones. Of many who find it out at once, the first ends the pool. */
function dropIfFrozen(open: pg.Pool): void {
  if (open.ending || performance.now() - pulse().answeredMs < answerMs) return;
  forgetSingleton(poolName);
  void open.end();
}

type Connection = Pick<pg.PoolClient, "query">;

async function query(connection: Connection, statement: Sql): Promise<{ rows: Record<string, unknown>[]; count: number }> {
  const { text, parameters } = compile(statement);
  const { fields, rows, rowCount } = await connection.query<unknown[]>({ text, values: parameters, rowMode: "array" });
  const names = fields.map(({ name }) => camelCase(name));
  return { rows: rows.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index]]))), count: rowCount ?? 0 };
}

const statementsOn = (connection: Connection): Statements => ({
  async one(shape, statement) {
    const { rows: [row] } = await query(connection, statement);
    if (!row) throw new AppError("not_found");
    return shape.parse(row);
  },
  async find(shape, statement) {
    const { rows: [row] } = await query(connection, statement);
    return row ? shape.parse(row) : null;
  },
  async many(shape, statement) {
    return (await query(connection, statement)).rows.map((row) => shape.parse(row));
  },
  async run(statement) {
    return (await query(connection, statement)).count;
  },
});

interface Identity { role: "authenticated" | "parley_system"; claims: string }

/** One round trip opens the transaction and becomes `identity` in it. */
const opening = ({ role, claims }: Identity): string => `begin; select set_config('search_path', 'public, extensions', true),
  set_config('statement_timeout', '${statementMs}', true), set_config('request.jwt.claims', ${pg.escapeLiteral(claims)}, true), set_config('role', '${role}', true)`;

/** All of `work` or nothing; nobody waits longer than `answerMs`, and a connection that is late is destroyed, which rolls back. */
async function begin<T>(identity: Identity, work: (connection: Connection) => Promise<T>): Promise<T> {
  const open = pool();
  const client = await open.connect().catch((error: unknown) => { dropIfFrozen(open); throw databaseError(error); });
  let held = true;
  const letGo = (destroy: boolean) => { if (held) { held = false; client.release(destroy); } };
  const timer = setTimeout(() => { letGo(true); dropIfFrozen(open); }, answerMs);
  try {
    await client.query(opening(identity));
    const result = await work(client);
    const { command } = await client.query("commit");
    // Postgres answers the commit of a transaction with a failed statement by rolling back, without an error.
    if (command !== "COMMIT") throw new Error("A statement of this transaction failed and was passed over: nothing of it was kept.");
    pulse().answeredMs = performance.now();
    letGo(false);
    return result;
  } catch (error) {
    if (held) await client.query("rollback").then(() => letGo(false), () => letGo(true));
    throw databaseError(error);
  } finally {
    clearTimeout(timer);
  }
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
