/** Row-level security tried from below the app, as the role that the server signs in with, for every table that the migrations make: a new one is tried by itself. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type pg from "pg";
import { useTestDatabase } from "@/lib/testing/harness";
import { fillRows, type Place } from "@/lib/testing/fill-rows";
import { connectPool } from "./db";

const database = useTestDatabase();
let owner: pg.Pool;
let login: pg.PoolClient;
let pool: pg.Pool;
let tables: string[] = [];
/** Neither of a workspace nor of a person. */
let ownerless: string[] = [];
const victim: Place = { workspaceId: `wsp_victim${randomUUID().slice(0, 8)}`, userId: randomUUID() };
const attacker: Place = { workspaceId: `wsp_other${randomUUID().slice(0, 8)}`, userId: randomUUID() };
/** A colleague of the victim's. */
const colleague: Place = { workspaceId: victim.workspaceId, userId: randomUUID() };

beforeAll(async () => {
  owner = connectPool(database.current().ownerUrl, { max: 2 });
  pool = connectPool(database.current().url, { max: 1 });
  tables = (await owner.query<{ name: string }>("select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'f') order by 1")).rows.map(({ name }) => name);
  for (const place of [victim, attacker]) await fillRows(owner, place);
  for (const table of tables) {
    columnsOf.set(table, (await owner.query<{ name: string }>("select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' and attidentity = ''", [`public.${table}`])).rows.map(({ name }) => name));
    samples.set(table, (await owner.query<{ row: string }>(`select to_jsonb(t)::text as row from public.${table} t where ${belongs(victim)}`)).rows[0]?.row ?? "");
  }
  ownerless = tables.filter((table) => samples.get(table) === "");
  tables = tables.filter((table) => !ownerless.includes(table));
  login = await pool.connect();
}, 60_000);
afterAll(async () => { login.release(); await pool.end(); await owner.end(); });

interface Identity { role: string | null; claims: string | null }
interface Tried { table: string; action: string; rows: number; code: string | null }

/** What belongs to a place, in SQL. */
const belongs = (place: Place) => `to_jsonb(t)::text like '%${place.workspaceId}%' or to_jsonb(t)::text like '%${place.userId}%'`;
const snapshot = async () => (await Promise.all(tables.map((table) => owner.query<{ sum: string }>(`select '${table} ' || count(*) || ' ' || coalesce(md5(string_agg(t::text, ' ' order by t::text)), '') as sum from public.${table} t`)))).map(({ rows }) => rows[0]?.sum);
const columnsOf = new Map<string, string[]>();
/** A row of the victim's in each table, to be written a second time. */
const samples = new Map<string, string>();

/** Everything SQL can do to a table, each in a savepoint, and all of it rolled back. */
async function tryAll(identity: Identity, table: string): Promise<Tried[]> {
  const columns = columnsOf.get(table) ?? [];
  const list = columns.map((name) => `"${name}"`).join(", ");
  const row = `select ${list} from jsonb_populate_record(null::public.${table}, $1::jsonb)`;
  const sample = samples.get(table);
  const statements: [string, string, unknown[]?][] = [
    ["select", `select 1 from public.${table} t where ${belongs(victim)}`], ["select for update", `select 1 from public.${table} t where ${belongs(victim)} for update`],
    ["delete", `delete from public.${table}`], ["truncate", `truncate public.${table} cascade`], ["lock", `lock public.${table} in access exclusive mode`],
    ["insert", `insert into public.${table} (${list}) ${row}`, [sample]], ["insert or nothing", `insert into public.${table} (${list}) ${row} on conflict do nothing`, [sample]],
    ["copy", `copy (select 1 from public.${table} t where ${belongs(victim)}) to stdout`], ["policy", `alter table public.${table} disable row level security`],
    ...columns.map((name): [string, string] => [`update ${name}`, `update public.${table} t set "${name}" = "${name}" where ${belongs(victim)}`]),
    ...columns.filter((name) => name === "workspace_id").map((name): [string, string] => ["move a row into it", `update public.${table} set ${name} = '${victim.workspaceId}'`]),
  ];
  const tried: Tried[] = [];
  await login.query("begin");
  try {
    if (identity.claims !== null) await login.query("select set_config('request.jwt.claims', $1, true)", [identity.claims]);
    if (identity.role) await login.query("select set_config('role', $1, true)", [identity.role]);
    for (const [action, text, values] of statements) {
      await login.query("savepoint try");
      const outcome = await login.query(text, values ?? []).then(({ rowCount }) => ({ rows: rowCount ?? 0, code: null }), (error: unknown) => ({ rows: 0, code: String(Reflect.get(Object(error), "code")) }));
      tried.push({ table, action, ...outcome });
      await login.query("rollback to savepoint try");
    }
  } finally { await login.query("rollback"); }
  return tried;
}

const tryEverywhere = async (identity: Identity): Promise<Tried[]> => { const all: Tried[] = []; for (const table of tables) all.push(...await tryAll(identity, table)); return all; };
/** Refused for want of a right, or because the claims are none; or touching no row of the victim's. An attacker's own rows are theirs to delete. */
const harmless = ({ rows, code, action }: Tried, ownRows: boolean): boolean => (code === null ? rows === 0 || (ownRows && action === "delete") : /^(42501|22P02|22023|54001)$/.test(code));
const ownsNothing = [
  ["no claims at all", null], ["empty claims", ""], ["an empty object", "{}"], ["null", "null"], ["a list", "[]"], ["a string", '"x"'], ["a number", "7"], ["no JSON", "not json"], ["half of JSON", '{"sub":'],
  ["an id that is none", JSON.stringify({ sub: "not-a-uuid" })], ["SQL as an id", JSON.stringify({ sub: "' or true --", workspace_id: "' or true --" })], ["null in each", JSON.stringify({ sub: null, workspace_id: null })],
  ["empty text in each", JSON.stringify({ sub: "", workspace_id: "" })], ["objects in each", JSON.stringify({ sub: {}, workspace_id: { a: 1 } })], ["a pattern for every workspace", JSON.stringify({ workspace_id: "%" })],
  ["the workspace in a list", JSON.stringify({ workspace_id: [victim.workspaceId] })], ["the workspace in capitals", JSON.stringify({ workspace_id: victim.workspaceId.toUpperCase() })], ["the workspace and a space", JSON.stringify({ workspace_id: `${victim.workspaceId} ` })],
  ["names in capitals", JSON.stringify({ WORKSPACE_ID: victim.workspaceId, SUB: victim.userId })], ["rights that nobody asks for", JSON.stringify({ role: "owner", platform_admin: true, is_admin: true, app_metadata: { workspace_id: victim.workspaceId } })],
  ["a hundred thousand letters", JSON.stringify({ sub: "a".repeat(50_000), workspace_id: "b".repeat(50_000) })], ["five thousand levels", `${'{"a":'.repeat(5_000)}1${"}".repeat(5_000)}`],
  ["a workspace that is not", JSON.stringify({ sub: randomUUID(), workspace_id: "wsp_nowhere" })],
] as const;

test("there are tables to try, and a row of two workspaces in each", async () => {
  expect(tables.length).toBeGreaterThan(18);
  for (const table of tables) for (const place of [victim, attacker]) {
    expect({ table, rows: (await owner.query(`select 1 from public.${table} t where ${belongs(place)}`)).rowCount }).toEqual({ table, rows: 1 });
  }
});

test("a table that is nobody's is in no member's reach at all", async () => {
  expect(ownerless).toEqual(["idempotency_keys", "sso_used_states"]);
  const { rows } = await owner.query("select name, privilege from unnest($1::text[]) name, unnest(array['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger']) privilege where has_table_privilege('authenticated', 'public.' || name, privilege) or has_any_column_privilege('authenticated', 'public.' || name, 'select')", [ownerless]);
  expect(rows).toEqual([]);
});

test("the login role by itself may do nothing to any table", async () => {
  const tried = await tryEverywhere({ role: null, claims: JSON.stringify({ sub: victim.userId, workspace_id: victim.workspaceId }) });
  expect(tried.filter(({ code }) => code !== "42501")).toEqual([]);
});

describe("as `authenticated`, on every table, nothing is read, written, moved or deleted", () => {
  test.each(ownsNothing)("with %s for claims", async (_name, claims) => {
    const before = await snapshot();
    expect((await tryEverywhere({ role: "authenticated", claims })).filter((each) => !harmless(each, false))).toEqual([]);
    expect(await snapshot()).toEqual(before);
  });

  test("of a stranger's, with the claims of another workspace", async () => {
    const before = await snapshot();
    expect((await tryEverywhere({ role: "authenticated", claims: JSON.stringify({ sub: attacker.userId, workspace_id: attacker.workspaceId, role: "owner" }) })).filter((each) => !harmless(each, true))).toEqual([]);
    expect(await snapshot()).toEqual(before);
  });

  test("of a colleague's own: account, sessions and keys, with the claims of the same workspace", async () => {
    const tried = await tryEverywhere({ role: "authenticated", claims: JSON.stringify({ sub: colleague.userId, workspace_id: colleague.workspaceId, role: "owner" }) });
    const { rows: shared } = await owner.query<{ name: string }>(`select tablename as name from pg_policies p where schemaname = 'public' and 'authenticated' = any(roles) and permissive = 'PERMISSIVE' and qual like '%workspace_id()%'
      and has_table_privilege('authenticated', to_regclass('public.' || p.tablename), 'select') and not exists (select from pg_policies r where r.schemaname = 'public' and r.tablename = p.tablename and r.permissive = 'RESTRICTIVE') order by 1`);
    const seen = [...new Set(tried.filter(({ action, rows }) => action === "select" && rows > 0).map(({ table }) => table))].sort();
    expect(seen).toEqual(shared.map(({ name }) => name));
    // Of webhooks a member's statements see which wants what, and neither an address nor a secret.
    const { rows: columns } = await owner.query<{ name: string }>("select attname as name from pg_attribute where attrelid = 'public.webhooks'::regclass and attnum > 0 and not attisdropped and has_column_privilege('authenticated', attrelid, attnum, 'select') order by 1");
    expect(columns.map(({ name }) => name)).toEqual(["disabled_at", "event_types", "workspace_id"]);
    for (const own of ["users", "sessions", "api_keys", "credentials", "one_use_links", "mails", "invites"]) {
      expect(tables).toContain(own);
      expect(tried.filter((each) => each.table === own && !harmless(each, false))).toEqual([]);
    }
  });
});

test("what nobody changes is changed by no role of the app: audit events and receipts", async () => {
  for (const role of ["authenticated", "parley_system"]) for (const table of ["audit_events", "receipts"]) {
    const claims = JSON.stringify({ sub: victim.userId, workspace_id: victim.workspaceId, role: "owner" });
    const changes = (await tryAll({ role, claims }, table)).filter(({ action }) => /^(update|delete|truncate|move)/.test(action));
    expect({ role, table, done: changes.filter(({ code, rows, action }) => code === null && rows > 0 && !(role === "parley_system" && action === "update from_address")) }).toEqual({ role, table, done: [] });
  }
});

test.each(["anon", "service_role", "public"])("%s has no right on any table, column, sequence or view, and sees nothing", async (role) => {
  const { rows } = await owner.query(`select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('public', 'app') and c.relkind in ('r', 'p', 'f', 'v', 'm', 'S')
    and (exists (select from aclexplode(c.relacl) a where a.grantee = case when $1 = 'public' then 0 else (select oid from pg_roles where rolname = $1) end)
      or exists (select from pg_attribute t, aclexplode(t.attacl) a where t.attrelid = c.oid and a.grantee = case when $1 = 'public' then 0 else (select oid from pg_roles where rolname = $1) end))`, [role]);
  expect(rows).toEqual([]);
});

test("the login role becomes nobody but the app's two roles, neither by `set role` nor as a session, and owns and makes nothing", async () => {
  const { rows } = await owner.query<{ name: string }>("select rolname as name from pg_roles where rolname not in ('authenticated', 'parley_system', 'parley_app')");
  expect(rows.map(({ name }) => name)).toEqual(expect.arrayContaining(["anon", "service_role", "pg_read_all_data", "pg_write_all_data", "pg_execute_server_program"]));
  const { rows: [self] } = await login.query("select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication, rolinherit from pg_roles where rolname = current_user");
  expect(new Set(Object.values(self as object))).toEqual(new Set([false]));
  const refused = (text: string) => login.query(text).then(() => null, (error: unknown) => Reflect.get(Object(error), "code") as string);
  for (const { name } of rows) for (const text of [`set role "${name}"`, `set session authorization "${name}"`, `grant "${name}" to parley_app`]) expect([text, await refused(text)]).toEqual([text, expect.stringMatching(/^(42501|0A000)$/)]);
  expect(await refused("alter system set log_statement = 'all'")).toBe("42501");
  for (const text of ["create table public.mine ()", "create table app.mine ()", "create schema mine", "create role mine", "alter role parley_app superuser", "alter role parley_system bypassrls", "copy (select 1) to program 'true'",
    "select pg_read_file('PG_VERSION')", "select pg_ls_dir('.')", "select app.protect('users')", "select * from pg_authid", "select * from app.migrations", "set session_replication_role = replica", "create extension plpython3u"]) {
    for (const role of [null, "authenticated", "parley_system"]) {
      await login.query("begin");
      if (role) await login.query("select set_config('role', $1, true)", [role]);
      expect([role, text, await refused(text)]).toEqual([role, text, expect.stringMatching(/^(42501|0A000|58P01)$/)]);
      await login.query("rollback");
    }
  }
});

test("no function runs with its owner's rights, no view looks past the policies, and no role of the app is let past them", async () => {
  const { rows: functions } = await owner.query("select p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace where p.prosecdef and n.nspname not in ('pg_catalog', 'information_schema')");
  const { rows: views } = await owner.query("select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('public', 'app') and (c.relkind = 'm' or (c.relkind = 'v' and not coalesce(c.reloptions, '{}') @> '{security_invoker=true}'))");
  const { rows: roles } = await owner.query("select rolname from pg_roles where rolname in ('anon', 'authenticated', 'parley_system', 'parley_app') and (rolsuper or rolbypassrls)");
  const { rows: open } = await owner.query("select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not (relrowsecurity and relforcerowsecurity)");
  expect({ functions, views, roles, open }).toEqual({ functions: [], views: [], roles: [], open: [] });
});

test("the boundary is the app's own SQL: whoever could send statements of their own as the login role could name any claims, or become the system", async () => {
  await login.query("begin");
  await login.query("select set_config('request.jwt.claims', $1, true), set_config('role', 'authenticated', true)", [JSON.stringify({ sub: victim.userId, workspace_id: victim.workspaceId })]);
  expect((await login.query("select 1 from users")).rowCount).toBe(1);
  await login.query("select set_config('role', 'parley_system', true)");
  expect((await login.query("select 1 from users")).rowCount).toBeGreaterThan(1);
  await login.query("rollback");
  expect((await login.query("select current_user as role, coalesce(current_setting('request.jwt.claims', true), '') as claims")).rows).toEqual([{ role: "parley_app", claims: "" }]);
});
