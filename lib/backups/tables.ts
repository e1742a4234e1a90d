/** The tables of the schema as the database itself describes them, in an order in which rows find what they refer to. */
import type pg from "pg";

export interface Table { name: string; columns: string[]; identity: string | null }

interface Row { name: string; columns: string[]; identity: string | null; refers: string[] }

/** Those that `app.protect` has made ours. Throws where tables refer to each other in a circle, which no order satisfies. */
export async function listTables(connection: Pick<pg.ClientBase, "query">): Promise<Table[]> {
  const { rows } = await connection.query<Row>(`
    select c.relname as name,
      (select array_agg(a.attname::text order by a.attnum) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
      (select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attidentity <> '' limit 1) as identity,
      coalesce((select array_agg(distinct f.relname::text) from pg_constraint k join pg_class f on f.oid = k.confrelid where k.conrelid = c.oid and k.contype = 'f' and f.relnamespace = c.relnamespace), '{}') as refers
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
      and exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'system_all') order by c.relname`);
  const ordered: Table[] = [];
  const done = new Set<string>();
  for (let left = rows; left.length > 0;) {
    const ready = left.filter(({ refers }) => refers.every((name) => done.has(name)));
    if (ready.length === 0) throw new Error(`These tables refer to each other in a circle: ${left.map(({ name }) => name).join(", ")}.`);
    for (const { name, columns, identity } of ready) { done.add(name); ordered.push({ name, columns, identity }); }
    left = left.filter(({ name }) => !done.has(name));
  }
  return ordered;
}

/** Row-level security holds for the owner, too: rows are read and written as the one role that may, unless the owner passes by it anyway. */
export async function seeEveryRow(connection: Pick<pg.ClientBase, "query">): Promise<void> {
  const { rows: [role] } = await connection.query<{ passes: boolean }>("select rolsuper or rolbypassrls as passes from pg_roles where rolname = current_user");
  if (!role?.passes) await connection.query("set local role parley_system");
}

export interface AppliedMigration { name: string; checksum: string }

export async function listApplied(connection: Pick<pg.ClientBase, "query">): Promise<AppliedMigration[]> {
  const { rows: [found] } = await connection.query<{ there: boolean }>("select to_regclass('app.migrations') is not null as there");
  return found?.there ? (await connection.query<AppliedMigration>("select name, checksum from app.migrations order by name")).rows : [];
}
