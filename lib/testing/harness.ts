/** A real, migrated, empty database for each test file, on the embedded Postgres or on the server that `DATABASE_URL` names. */
import { createHash, randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { sealSession, sessionCookieName } from "@/lib/identity/cookie";
import { createApiKey, createUser, signIn } from "@/lib/identity/service";
import { scopes, systemCtx, ctxFor, type Actor, type Ctx, type Scope } from "@/lib/platform/ctx";
import { closeDatabase, connectPool, systemDb, type Sql } from "@/lib/platform/db";
import { publicOrigin, rereadEnv } from "@/lib/platform/env";
import { migrate, prepareLoginRole } from "@/lib/platform/migrate";
import { startPostgres } from "@/lib/platform/postgres";

const root = process.cwd();
const migrations = join(root, "supabase", "migrations");
const place = join(tmpdir(), `parley-test-${createHash("sha256").update(`${root}:${process.getuid?.() ?? 0}`).digest("hex").slice(0, 10)}`);
const users = join(place, "users");

/** One process at a time starts, stops or migrates; a lock older than a minute was left by a killed run. */
async function locked<T>(work: () => Promise<T>): Promise<T> {
  const lock = join(place, "lock");
  mkdirSync(users, { recursive: true });
  for (;;) {
    try { mkdirSync(lock); break; } catch {
      try { if (Date.now() - statSync(lock).mtimeMs > 60_000) rmdirSync(lock); } catch { /* somebody else let go of it */ }
      await pause(20);
    }
  }
  try { return await work(); } finally { rmSync(lock, { recursive: true, force: true }); }
}

const isAlive = (pid: number): boolean => { try { process.kill(pid, 0); return true; } catch { return false; } };

/** Test files that use the shared server now; those of killed processes are forgotten. */
function liveUsers(): string[] {
  return readdirSync(users).filter((name) => {
    if (isAlive(Number(name.split("-")[0]))) return true;
    rmSync(join(users, name), { force: true });
    return false;
  });
}

interface Server { ownerUrl: string; release(): Promise<void> }

async function takeServer(): Promise<Server> {
  const given = process.env.PARLEY_TEST_DATABASE_URL ?? process.env.DATABASE_URL;
  if (given) return { ownerUrl: given, release: async () => {} };
  const user = `${process.pid}-${randomUUID()}`;
  return locked(async () => {
    const server = await startPostgres(join(place, "postgres"), root);
    writeFileSync(join(users, user), "");
    const release = () => locked(async () => {
      rmSync(join(users, user), { force: true });
      if (liveUsers().length === 0) await server.stop();
    });
    return { ownerUrl: server.url, release };
  });
}

const withDatabase = (url: string, name: string): string => { const changed = new URL(url); changed.pathname = `/${name}`; return changed.href; };

/** Migrated once for each state of the migrations, then copied. */
async function template(ownerUrl: string): Promise<string> {
  const hash = createHash("sha256");
  for (const name of readdirSync(migrations).sort()) hash.update(name).update(readFileSync(join(migrations, name)));
  const name = `parley_template_${hash.digest("hex").slice(0, 12)}`;
  const connection = connectPool(ownerUrl, { max: 1 });
  try {
    await connection.query("select pg_advisory_lock(7305201912)");
    const made = await connection.query("select from pg_database where datname = $1 and datistemplate", [name]);
    if (made.rowCount) return name;
    await connection.query(`drop database if exists ${name}`);
    await connection.query(`create database ${name}`);
    await migrate({ url: withDatabase(ownerUrl, name), directory: migrations });
    await connection.query(`alter database ${name} is_template true`);
    return name;
  } finally { await connection.end(); }
}

export interface TestDatabase {
  /** Of the role that the server signs in with. */
  url: string;
  /** Of the schema's owner, for looking behind row-level security. */
  ownerUrl: string;
  close(): Promise<void>;
}

export async function openTestDatabase(): Promise<TestDatabase> {
  const server = await takeServer();
  const name = `parley_test_${randomUUID().replaceAll("-", "").slice(0, 16)}`;
  const source = await template(server.ownerUrl);
  const connection = connectPool(server.ownerUrl, { max: 1 });
  await connection.query(`create database ${name} template ${source}`);
  const ownerUrl = withDatabase(server.ownerUrl, name);
  const url = await prepareLoginRole(ownerUrl);
  return {
    url, ownerUrl,
    async close() {
      await connection.query(`drop database if exists ${name} with (force)`);
      await connection.end();
      await server.release();
    },
  };
}

/** Opens a database before the file's tests, points the settings at it, and drops it after them. */
export function useTestDatabase(settings: Record<string, string> = {}): { current: () => TestDatabase } {
  const before = { ...process.env };
  let opened: TestDatabase | undefined;
  beforeAll(async () => {
    opened = await openTestDatabase();
    Object.assign(process.env, { LOG_LEVEL: "silent", RATE_LIMIT_FACTOR: "10000", DEFAULT_PLAN: "unlimited", PARLEY_SECRET: "a-secret-that-only-tests-ever-use-0123456789", ...settings, DATABASE_URL: opened.url });
    rereadEnv();
  }, 60_000);
  afterAll(async () => {
    await closeDatabase();
    for (const key of Object.keys(process.env)) if (!(key in before)) delete process.env[key];
    Object.assign(process.env, before);
    rereadEnv();
    await opened?.close();
  }, 60_000);
  return { current() { if (!opened) throw new Error("The database opens before the tests."); return opened; } };
}

export interface TestMember { actor: Actor; ctx: Ctx; email: string; password: string; cookie: string; sessionId: string }

/** A member with a personal workspace and an open session. */
export async function makeMember(options: { admin?: boolean; name?: string } = {}): Promise<TestMember> {
  const email = `${randomUUID()}@example.test`;
  const password = `correct horse ${randomUUID()}`;
  const system = systemCtx();
  const { userId, workspaceId } = await createUser(system, { email, password, ...options });
  const session = await signIn(system, { email, password }, "test");
  const actor: Actor = { kind: "user", userId, workspaceId, role: "owner", scopes, platformAdmin: options.admin ?? false, credentialId: session.sessionId };
  return { actor, ctx: ctxFor(actor), email, password, sessionId: session.sessionId, cookie: `${sessionCookieName()}=${await sealSession(session)}` };
}

export async function makeKey(member: TestMember, keyScopes: Scope[] = [...scopes]): Promise<string> {
  return (await createApiKey(member.ctx, { name: "test", scopes: keyScopes, expiresAt: null })).key;
}

/** A request as a browser of `member` (cookie and Origin), as a key, or as nobody. */
export function testRequest(method: string, path: string, options: { as?: TestMember | string | null; body?: unknown; headers?: Record<string, string> } = {}): Request {
  const origin = publicOrigin();
  const headers = new Headers({ host: new URL(origin).host, ...options.headers });
  if (typeof options.as === "string") headers.set("authorization", `Bearer ${options.as}`);
  else if (options.as) { headers.set("cookie", options.as.cookie); if (!headers.has("origin")) headers.set("origin", origin); }
  const hasBody = options.body !== undefined;
  if (hasBody && !headers.has("content-type")) headers.set("content-type", "application/json");
  return new Request(new URL(path, origin), { method, headers, ...(hasBody ? { body: typeof options.body === "string" ? options.body : JSON.stringify(options.body) } : {}) });
}

/** Rows as the system sees them; for tests of doors, which never touch the database themselves. */
export const inspect = (query: Sql): Promise<Record<string, unknown>[]> => systemDb().many(z.record(z.string(), z.unknown()), query);

export { sql } from "@/lib/platform/db";
