/** A row of one person in one workspace in every table of the schema, read from the catalog: a table made tomorrow is filled, too. */
import { randomUUID } from "node:crypto";
import type pg from "pg";

export interface Place { workspaceId: string; userId: string }
interface Column { name: string; type: string; table: string; choice: string | null; pattern: boolean }

/** Types, and the first value that a check constraint lists. */
const catalog = `select c.relname as table, a.attname as name, format_type(a.atttypid, null) as type,
  (select (regexp_match(pg_get_constraintdef(k.oid), '''([^'']+)''::text'))[1] from pg_constraint k where k.conrelid = c.oid and k.contype = 'c' and k.conkey = array[a.attnum] and pg_get_constraintdef(k.oid) like '%ANY%' limit 1) as choice,
  exists (select from pg_constraint k where k.conrelid = c.oid and k.contype = 'c' and k.conkey @> array[a.attnum] and pg_get_constraintdef(k.oid) like '%~%') as pattern
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.attidentity = ''
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1, a.attnum`;

/** Any value that the type and the usual constraints allow; what is named for a person or a workspace is that of `place`. */
function valueOf({ name, type, table, choice, pattern }: Column, place: Place): unknown {
  if (name === "workspace_id" || (table === "workspaces" && name === "id")) return place.workspaceId;
  // An erasure that goes on names its person; one that is done does not.
  if (table === "erasures" && name === "done_at") return null;
  if (type === "uuid") return place.userId;
  if (choice !== null) return choice;
  if (pattern) return `a${randomUUID().slice(0, 8)}`;
  if (/^(text|.*citext|character varying)$/.test(type)) return `${place.userId}-${randomUUID()}`;
  if (/^(bigint|integer|smallint|numeric|double precision|real)$/.test(type)) return name === "sequence" ? Math.floor(Math.random() * 1e9) : 1;
  if (type === "boolean") return false;
  if (type === "bytea") return Buffer.from(randomUUID());
  if (type === "jsonb" || type === "json") return "{}";
  if (type.startsWith("timestamp") || type === "date") return new Date();
  if (type.endsWith("[]")) return [];
  throw new Error(`Say in lib/testing/fill-rows.ts what a ${type} may be, for ${table}.${name}.`);
}

/** `owner` must be of a superuser: references are not checked. Throws, with the table's name, where a row is refused. */
export async function fillRows(owner: pg.Pool, place: Place): Promise<void> {
  const { rows } = await owner.query<Column>(catalog);
  const client = await owner.connect();
  try {
    await client.query("set session_replication_role = replica");
    for (const [table, columns] of Map.groupBy(rows, (column) => column.table)) {
      const names = columns.map(({ name }) => `"${name}"`).join(", ");
      await client.query(`insert into public.${table} (${names}) values (${columns.map((_, index) => `$${index + 1}`).join(", ")})`, columns.map((column) => valueOf(column, place)))
        .catch((error: unknown) => { throw new Error(`lib/testing/fill-rows.ts cannot fill ${table}`, { cause: error }); });
    }
  } finally { client.release(true); }
}
